/** What must come of a delivery, by the text of the rules alone: the life is gone through moment by moment. */
import { monthOf, monthPlus, monthsIn, plus } from '../../../simulator/lives/plain/days.ts'
import { fenOf, halfUp, yuanOf } from '../../../simulator/lives/plain/money.ts'
import { poolingArea, provinceOf } from '../../../simulator/lives/plain/places.ts'
import { holding } from '../../../simulator/lives/plain/rows.ts'
import { workingDaysAfter } from '../../../simulator/lives/plain/working-days.ts'
import type { AllowanceLife } from './life.ts'

interface AllowanceDays {
  birth: number
  dystocia: number
  more: number
  miscarriage: { under_weeks?: number; days: number }[]
}

interface ExtendedDays {
  first: number
  second: number
  third: number
  none_alive?: number
}

/** A base as a fraction: fen and by how many they are divided. */
interface Base {
  fen: bigint
  by: bigint
}

interface Wait {
  actor: string
  what: string
  until?: string
}

const dayOf = (moment: string) => moment.slice(0, 10)

class Course {
  readonly life: AllowanceLife
  readonly area: string
  readonly isAlone: boolean
  now = ''
  wait: Wait | undefined
  /** How it ended, or that the payment is ordered. */
  end: { status: string; outcome: Record<string, unknown> } | undefined
  /** The day on which the months were enough, and whether they were waited for. */
  metOn: string | undefined
  waitedForMonths = false
  /** Asked for a parameter before months could be counted. */
  waitedForLeast = false
  verification: { on: string; how: 'verified' | 'refused' | 'silent' | 'none' } | undefined
  cleared = new Set<string>()
  given: string | undefined
  ordered: { amt: bigint; days: number; base: Base; payee: string; on: string } | undefined
  hasAccount: boolean
  answers: string[] = []

  constructor(life: AllowanceLife) {
    this.life = life
    this.area = poolingArea(life.delivery.area)
    const isNamed = life.employer === 'relation' || (life.employer === 'months' && this.employerMonths())
    this.isAlone = !isNamed
    this.hasAccount = life.account === 'registered'
  }

  /** A month here by the day of discharge that names the employer. */
  private employerMonths(): boolean {
    return this.life.posted.some(({ area }) => poolingArea(area) === this.area)
  }

  get today(): string {
    return dayOf(this.now)
  }

  look<T>(name: string): T | undefined {
    const { set, delivery } = this.life
    return holding<T>(
      name,
      this.area,
      delivery.dscg_date,
      set.filter(({ at }) => at <= this.now),
    )
  }

  /** A 310 relation in normal state on the day of discharge in the pooling area; who pays alone where it is allowed. */
  get isDue(): boolean {
    const { relation, delivery } = this.life
    const { area, insutype, from, to } = relation
    const holds = from <= delivery.dscg_date && (!to || delivery.dscg_date <= to)
    if (insutype !== '310' || poolingArea(area) !== this.area || !holds) return false
    return !this.isAlone || this.look('allowance_flexible') === true
  }

  private get deadline(): string {
    return `${Number(this.life.delivery.dscg_date.slice(0, 4)) + 1}-12-31`
  }

  /** The most months without a break up to the month before discharge or any later one. */
  run(): number {
    const { posted, delivery } = this.life
    const paid = new Set(
      posted
        .filter(({ at, area }) => at <= this.now && provinceOf(area) === provinceOf(this.area))
        .flatMap(({ first, last }) => monthsIn(first, last)),
    )
    let most = 0
    for (const end of monthsIn(monthPlus(monthOf(delivery.dscg_date), -1), monthOf(this.deadline))) {
      let run = 0
      for (let month = end; paid.has(month); month = monthPlus(month, -1)) run += 1
      most = Math.max(most, run)
    }
    return most
  }

  base(): Base | undefined {
    const { declared, delivery, posted } = this.life
    const given = this.given === undefined ? undefined : { fen: fenOf(this.given), by: 1n }
    if (!this.isAlone) {
      const isKnown = declared && `${declared.on}T08` <= this.now
      return isKnown ? { fen: fenOf(declared.avg_base), by: 1n } : given
    }
    const year = String(Number(delivery.dscg_date.slice(0, 4)) - 1)
    const bases = new Map<string, bigint>()
    for (const { at, area, first, last, base } of posted) {
      if (at > this.now || provinceOf(area) !== provinceOf(this.area)) continue
      for (const month of monthsIn(first, last)) if (month.startsWith(year)) bases.set(month, fenOf(base))
    }
    if (bases.size === 0) return given
    return { fen: [...bases.values()].reduce((a, b) => a + b, 0n), by: BigInt(bases.size) }
  }

  /** Days; undefined while a parameter is missing. */
  days(): number | undefined {
    const { outcome, dystocia, fetus_count, alive_count, child_order, gestation_weeks } = this.life.delivery
    const table = this.look<AllowanceDays>('allowance_days')
    if (table === undefined) return undefined
    if (outcome === 'miscarriage') {
      return table.miscarriage.find(({ under_weeks }) => under_weeks === undefined || gestation_weeks < under_weeks)
        ?.days
    }
    const extended = this.look<ExtendedDays>('extended_days')
    if (extended === undefined) return undefined
    const byOrder = child_order === 1 ? extended.first : child_order === 2 ? extended.second : extended.third
    const noneAlive = (alive_count ?? fetus_count) === 0
    const longer = noneAlive && extended.none_alive !== undefined ? extended.none_alive : byOrder
    return table.birth + (dystocia ? table.dystocia : 0) + (fetus_count - 1) * table.more + longer
  }

  /** The first morning after now, by a day, on which a time limit has passed. */
  nextLimit(until: string): string | undefined {
    const waits = this.wait?.until
    const day = waits && plus(waits, 1)
    return this.now !== '' && day && day > this.today && day <= until ? day : undefined
  }

  /** Decides as of now. */
  decide(): void {
    if (this.ordered && !this.isOrdered) this.ordered = this.reckonedAnew(this.ordered)
    if (this.end || this.ordered || this.now < `${this.life.delivery.told}T09` || !this.isDue) return
    if (!this.isMet() || !this.isVerified()) return
    const days = this.days()
    const above = this.look<string>('allowance_review_above')
    const payee = this.isAlone ? 'person' : this.look<string>('allowance_payee')
    if (days === undefined || above === undefined || payee === undefined)
      this.wait = { actor: 'operator', what: 'policy-missing' }
    else this.check(days, fenOf(above), payee)
  }

  private isMet(): boolean {
    if (this.metOn) return true
    const least = this.look<number>('allowance_min_months')
    if (least === undefined) {
      this.waitedForLeast = true
      this.wait = { actor: 'operator', what: 'policy-missing' }
    } else if (this.run() >= least) this.metOn = this.today
    else if (this.today > this.deadline) this.reject('months-short', { months: this.run() })
    else {
      this.waitedForMonths = true
      this.wait = { actor: 'partner', what: 'contribution.posted', until: this.deadline }
    }
    return this.metOn !== undefined
  }

  private isVerified(): boolean {
    if (this.verification) return true
    const metOn = this.metOn as string
    const limit = workingDaysAfter(metOn, 5).due
    if (this.isAlone || this.look('employer_verifies') !== true) this.verification = { on: metOn, how: 'none' }
    else if (this.today > limit) this.verification = { on: limit, how: 'silent' }
    else this.wait = { actor: 'employer', what: 'verify-birth', until: limit }
    return this.verification !== undefined
  }

  private check(days: number, above: bigint, payee: string): void {
    const base = this.base()
    const amt = base && halfUp(base.fen * BigInt(days), base.by * 30n)
    const { delivery } = this.life
    const reasons = [
      ...(this.verification?.how === 'refused' || this.verification?.how === 'silent' ? ['employer'] : []),
      ...(delivery.isNamedRight ? [] : ['name']),
      ...(delivery.dscg_date > delivery.told ? ['future'] : []),
      ...(amt !== undefined && amt > above ? ['amount'] : []),
    ].filter((reason) => !this.cleared.has(reason))
    const baseUntil = workingDaysAfter(this.verification?.on as string, 5).due
    if (reasons.length > 0 || (base === undefined && this.today > baseUntil)) {
      this.reasons = [...reasons, ...(base === undefined ? ['base'] : [])]
      this.wait = { actor: 'clerk', what: 'review-allowance' }
    } else if (base === undefined || amt === undefined) {
      const what = this.isAlone ? 'contribution.posted' : 'employer.base-declared'
      this.wait = { actor: this.isAlone ? 'partner' : 'employer', what, until: baseUntil }
    } else this.order({ amt, days, base, payee, on: this.today })
  }

  reasons: string[] = []

  private order(ordered: NonNullable<Course['ordered']>): void {
    this.ordered = ordered
    this.waitForMoney()
  }

  get isOrdered(): boolean {
    return this.ordered?.payee === 'employer' || this.hasAccount
  }

  /** What has not left is of the base that is known by then. */
  private reckonedAnew(ordered: NonNullable<Course['ordered']>): NonNullable<Course['ordered']> {
    const base = this.base() ?? ordered.base
    return { ...ordered, base, amt: halfUp(base.fen * BigInt(ordered.days), base.by * 30n) }
  }

  private waitForMoney(): void {
    this.wait = this.isOrdered
      ? { actor: 'partner', what: 'payment.settled' }
      : { actor: 'citizen', what: 'provide-bank-account' }
  }

  private reject(reason: string, more: Record<string, unknown> = {}): void {
    this.wait = undefined
    this.end = { status: 'rejected', outcome: { result: 'rejected', reason, ...more } }
  }

  verify(verdict: 'approve' | 'reject'): void {
    if (!this.answer('verify-birth')) return
    this.verification = { on: this.today, how: verdict === 'approve' ? 'verified' : 'refused' }
  }

  review(verdict: 'approve' | 'reject', given: string | undefined): void {
    if (this.wait?.what !== 'review-allowance') this.answers.push('nothing')
    else if (verdict === 'approve' && this.reasons.includes('base') && given === undefined)
      this.answers.push('bad-decision')
    else {
      this.answers.push('ok')
      if (verdict === 'reject') this.reject('review-refused')
      for (const reason of this.reasons) this.cleared.add(reason)
      // Who gives the base sees what it comes to.
      if (given !== undefined) this.cleared.add('amount')
      this.given = given
    }
  }

  giveAccount(): void {
    if (!this.answer('provide-bank-account')) return
    this.hasAccount = true
    this.waitForMoney()
  }

  settle(): void {
    const { ordered } = this
    if (!ordered || this.wait?.what !== 'payment.settled') return
    this.wait = undefined
    const { amt, days, base, payee } = ordered
    const daily = halfUp(base.fen * 100n, base.by * 30n)
    const daily_base = `${daily / 10_000n}.${String(daily % 10_000n).padStart(4, '0')}`
    this.end = { status: 'done', outcome: { result: 'paid', days, daily_base, amt: yuanOf(amt), payee } }
  }

  private answer(what: string): boolean {
    const isAsked = this.wait?.what === what
    this.answers.push(isAsked ? 'ok' : 'nothing')
    return isAsked
  }
}

function course(life: AllowanceLife): Course {
  const one = new Course(life)
  const { delivery, declared, verified, reviewed, account, bankOn, until } = life
  const told = `${delivery.told}T09:00:00+08:00`
  const moments: { at: string; does?: () => void }[] = [
    { at: told },
    ...life.set.map(({ at }) => ({ at })),
    ...life.posted.map(({ at }) => ({ at })),
    ...(declared ? [{ at: `${declared.on}T08:00:00+08:00` }] : []),
    ...(verified ? [{ at: `${verified.on}T14:00:00+08:00`, does: () => one.verify(verified.verdict) }] : []),
    ...(reviewed
      ? [{ at: `${reviewed.on}T15:00:00+08:00`, does: () => one.review(reviewed.verdict, reviewed.avg_base) }]
      : []),
    ...(typeof account === 'object'
      ? [{ at: `${account.givenOn}T16:00:00+08:00`, does: () => one.giveAccount() }]
      : []),
    ...(bankOn ? [{ at: `${bankOn}T17:00:00+08:00`, does: () => one.settle() }] : []),
    { at: `${until}T23:00:00+08:00` },
  ]
  for (const { at, does } of moments
    .filter(({ at }) => at <= `${until}T23:00:00+08:00`)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    for (let day = one.nextLimit(dayOf(at)); day; day = one.nextLimit(dayOf(at))) {
      one.now = `${day}T00:00:01+08:00`
      one.decide()
    }
    one.now = at
    does?.()
    one.decide()
  }
  return one
}

/** What must come. */
export function expected(life: AllowanceLife) {
  const one = course(life)
  const { told, dscg_date } = life.delivery
  if (!one.isDue) return { cases: [], answers: one.answers, sent: { 'payment.ordered': [] } }
  const { wait, end, ordered, metOn } = one
  const since = one.waitedForMonths && metOn ? metOn : dscg_date
  const { due, provisional } = workingDaysAfter(since, 10)
  const isClear = !one.waitedForLeast
  const isOrdered = ordered && (ordered.payee === 'employer' || one.hasAccount)
  const status = end?.status ?? 'waiting'
  // A parameter that the sum needs may be asked for before the employer has answered, or after.
  const mayAsk = wait?.what === 'verify-birth' && one.days() === undefined
  const waiting = mayAsk ? {} : { waiting: wait }
  return {
    answers: one.answers,
    cases: [
      {
        opened: told,
        admdvs: one.area,
        status,
        ...waiting,
        ...(end ? { outcome: { ...end.outcome, newborn_cases: [] } } : {}),
        ...(isClear ? { due, due_provisional: provisional || undefined } : {}),
      },
    ],
    sent: {
      'payment.ordered': isOrdered
        ? [{ payer_admdvs: one.area, amt: yuanOf(ordered.amt), payee: { kind: ordered.payee } }]
        : [],
    },
  }
}
