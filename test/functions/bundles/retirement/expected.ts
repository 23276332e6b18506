/** What must come of a retirement, by the text of its rules alone: the life is gone through moment by moment. */
import { firstOf, lastOf, later, monthOf, monthPlus, monthsIn, plus } from '../../../simulator/lives/plain/days.ts'
import { fenOf, halfUp, millionths, yuanOf } from '../../../simulator/lives/plain/money.ts'
import { poolingArea, provinceOf } from '../../../simulator/lives/plain/places.ts'
import { holding } from '../../../simulator/lives/plain/rows.ts'
import { workingDaysAfter } from '../../../simulator/lives/plain/working-days.ts'
import type { Posted, RetirementLife } from './life.ts'

type Option = RetirementLife['choices'][number]['option']

interface Requirement {
  total: number
  paid: number
  inArea: boolean
}

/** How the case stands. */
interface Standing {
  status: 'waiting' | 'done' | 'rejected' | 'withdrawn'
  /** What is waited for, and by whom. */
  waits?: { actor: string; what: string }
  endedOn?: string
  result?: string
  reason?: string
  effective?: string
  shortfallAtFirst?: number
  choice?: { option: Option; on: string }
  bill?: { amt: bigint; months: number; on: string }
  bills: { amt: string; months?: number; year?: number }[]
  answers: string[]
  /** What was paid for the months that were bought, and for nothing, in fen. */
  bought: bigint
  forNothing: bigint
  residentFrom?: string
  /** The year as a resident is paid. */
  isInsured?: true
  /** What was required when it was decided. */
  required?: Requirement
}

const dayOf = (moment: string) => moment.slice(0, 10)

/** One life, as far as it has been gone through. */
class Course {
  readonly life: RetirementLife
  readonly area: string
  readonly e: string
  readonly standing: Standing = { status: 'waiting', bills: [], answers: [], bought: 0n, forNothing: 0n }
  now = ''

  constructor(life: RetirementLife) {
    this.life = life
    // Without a relation it is the pension's place that is in charge.
    this.area = poolingArea(life.relation?.area ?? life.pension.area)
    this.e = monthPlus(monthOf(life.pension.retr_date), 1)
  }

  get today(): string {
    return dayOf(this.now)
  }

  /** Parameters set by now. */
  look<T>(name: string, on: string, area = this.area): T | undefined {
    return holding<T>(
      name,
      area,
      on,
      this.life.set.filter(({ at }) => at <= this.now),
    )
  }

  required(): Requirement | undefined {
    const { retr_date } = this.life.pension
    const total = this.look<{ male: number; female: number }>('retire_total_months', retr_date)
    const paid = this.look<number>('retire_paid_months', retr_date)
    const where = this.look<string>('retire_paid_where', retr_date)
    if (total === undefined || paid === undefined || where === undefined) return undefined
    return { total: this.life.gend === '1' ? total.male : total.female, paid, inArea: where === 'area' }
  }

  /** Months of the province that were posted by now, each once, in the order of time; and which of them here. */
  months(): { all: string[]; here: Set<string> } {
    const count = this.life.posted.filter(({ at }) => at <= this.now).length
    if (this.counted?.count !== count) this.counted = { count, months: this.countMonths() }
    return this.counted.months
  }

  private counted: { count: number; months: { all: string[]; here: Set<string> } } | undefined

  private countMonths(): { all: string[]; here: Set<string> } {
    const inProvince = this.life.posted.filter(
      ({ at, area }) => at <= this.now && provinceOf(area) === provinceOf(this.area),
    )
    const of = (some: readonly Posted[]) => new Set(some.flatMap(({ first, last }) => monthsIn(first, last)))
    return {
      all: [...of(inProvince)].sort(),
      here: of(inProvince.filter(({ area }) => poolingArea(area) === this.area)),
    }
  }

  /** What is missing, counting months before one. */
  shortBefore(end: string | undefined, { total, paid, inArea }: Requirement): number {
    const { all, here } = this.months()
    const counted = end === undefined ? all : all.filter((month) => month < end)
    const towardsPaid = inArea ? counted.filter((month) => here.has(month)).length : counted.length
    return Math.max(0, total - counted.length - this.life.pension.deemed, paid - towardsPaid)
  }

  /** The base of the latest month. */
  base(): string | undefined {
    const own = this.life.posted
      .filter(({ at, area }) => at <= this.now && provinceOf(area) === provinceOf(this.area))
      .sort((a, b) => (a.last < b.last ? 1 : a.last > b.last ? -1 : poolingArea(a.area) === this.area ? -1 : 1))
    return own[0]?.base
  }

  wait(actor: string, what: string): void {
    this.standing.status = 'waiting'
    this.standing.waits = { actor, what }
  }

  end(status: Standing['status'], result: string, more: Partial<Standing> = {}): void {
    Object.assign(this.standing, { status, result, endedOn: this.today, waits: undefined, ...more })
  }

  get isOver(): boolean {
    return this.standing.status !== 'waiting'
  }

  /** The first morning after now, by a day, on which a time limit has passed. */
  nextLimit(until: string): string | undefined {
    const { bill } = this.standing
    const limits = [
      plus(dayOf(this.life.pension.at), 91),
      ...(this.askedOn ? [plus(this.askedOn, 90)] : []),
      ...(bill ? [plus(bill.on, 91)] : []),
    ]
    return limits.filter((day) => this.now !== '' && day > this.today && day <= until).sort()[0]
  }

  /** Decides at a moment. */
  decideAt(moment: string): void {
    this.now = moment
    this.decide()
    if (this.standing.waits?.what === 'choose') this.askedOn ??= this.today
  }

  /** Decides as of now. */
  private decide(): void {
    const { life, standing } = this
    if (this.now < life.pension.at) return
    const isDead = life.died !== undefined && `${life.died.told}T17` <= this.now
    // Who died before retirement took effect never retired.
    const inTime = standing.effective === undefined || (life.died?.on ?? '') < standing.effective
    if (isDead && inTime && standing.result !== 'rejected' && standing.result !== 'resident') this.withdraw()
    else if (!this.isOver && this.isPlaced()) this.decideOnMonths()
  }

  private decideOnMonths(): void {
    const { standing } = this
    const required = this.required()
    const { choice } = standing
    // Months from E on count only once the person has chosen.
    const counts = choice === undefined ? this.e : undefined
    const short = required && this.shortBefore(counts, required)
    if (short !== undefined) standing.shortfallAtFirst ??= short
    if (required) standing.required = required
    if (required === undefined || short === undefined) this.wait('operator', 'policy-missing')
    else if (choice?.option === 'resident') this.becomeResident()
    else if (short === 0) this.retire(this.reached(required, counts))
    else if (!choice) this.wait(...this.whoChooses())
    else if (choice.option === 'monthly') this.wait('partner', 'contribution.posted')
    else this.assess(short)
  }

  private withdraw(): void {
    const { standing } = this
    standing.forNothing += standing.bought
    standing.bought = 0n
    delete standing.effective
    this.end('withdrawn', 'withdrawn')
  }

  private whoChooses(): [string, string] {
    const asked = this.askedOn ?? this.today
    return this.today >= plus(asked, 90) ? ['clerk', 'no-choice'] : ['citizen', 'choose']
  }

  askedOn: string | undefined

  private isPlaced(): boolean {
    const { relation, pension, notedOn } = this.life
    const opened = dayOf(pension.at)
    if (!relation) {
      if (this.today > plus(opened, 90)) this.end('rejected', 'rejected', { reason: 'no-relation' })
      else this.wait('partner', 'enrolment.registered')
    } else if (provinceOf(poolingArea(pension.area)) !== provinceOf(this.area)) {
      const isNoted = notedOn !== undefined && `${notedOn}T16` <= this.now
      if (isNoted) this.end('rejected', 'rejected', { reason: 'other-province' })
      else this.wait('clerk', 'other-province')
    } else if (relation.psn_type === '12') this.end('rejected', 'rejected', { reason: 'already-retired' })
    else return true
    return false
  }

  /** The month after the last one needed, at the earliest E. */
  private reached(required: Requirement, counts: string | undefined): string {
    const { all } = this.months()
    const after = ['000001', ...all.filter((month) => counts === undefined || month < counts)].map((month) =>
      monthPlus(month, 1),
    )
    const enough = after.find((month) => this.shortBefore(month, required) === 0) as string
    return later(enough, this.e)
  }

  private retire(month: string): void {
    this.end('done', 'retired', { effective: firstOf(month) })
  }

  private assess(short: number): void {
    const { standing } = this
    const rate = this.look<string>('topup_rate', this.today)
    const base = this.base()
    if (rate === undefined) this.wait('operator', 'policy-missing')
    else if (base === undefined) this.wait('partner', 'contribution.posted')
    else {
      const isOverdue = standing.bill && this.today > plus(standing.bill.on, 90)
      if (!standing.bill || standing.bill.months !== short || isOverdue) {
        const amt = halfUp(fenOf(base) * BigInt(short) * millionths(rate), 1_000_000n)
        standing.bill = { amt, months: short, on: this.today }
        standing.bills.push({ amt: yuanOf(amt), months: short })
      }
      this.wait('citizen', 'premium.paid')
    }
  }

  /** The bill assessed last is paid: it buys what is missing, or the year as a resident, or nothing. */
  pay(): void {
    const { standing } = this
    const bill = standing.bills.at(-1)
    standing.answers.push(bill ? 'ok' : 'nothing')
    if (!bill) return
    const amt = fenOf(bill.amt)
    if (standing.result === 'resident' && bill.year !== undefined) standing.isInsured = true
    else if (this.isOver || standing.choice?.option !== 'lump-sum' || !standing.bill) standing.forNothing += amt
    else {
      standing.bought = amt
      this.retire(this.boughtFrom(standing.bill.months))
    }
  }

  /**
   * The month after the payment, at the earliest E. A month from E on that the bill reckoned with as paid is paid by one
   * who is still in service: retired from it, its contribution would go back and the month be missing again.
   */
  private boughtFrom(months: number): string {
    const { required } = this.standing
    let from = later(monthPlus(monthOf(this.today), 1), this.e)
    while (required && this.shortBefore(from, required) > months) from = monthPlus(from, 1)
    return from
  }

  choose(option: Option): void {
    const { standing } = this
    const offered = ['choose', 'no-choice', 'premium.paid', 'contribution.posted']
    const isTopup =
      standing.waits?.what === 'policy-missing' && standing.choice?.option === 'lump-sum' && this.required()
    const may = !this.isOver && (offered.includes(standing.waits?.what ?? '') || isTopup)
    standing.answers.push(may ? 'ok' : 'nothing')
    if (!may) return
    if (standing.choice?.option !== option) delete standing.bill
    standing.choice = { option, on: this.today }
  }

  private becomeResident(): void {
    const from = plus(lastOf(monthOf(this.standing.choice?.on ?? this.today)), 1)
    this.standing.residentFrom = from
    const premium = this.look<string>('resident_premium', from)
    if (premium === undefined) this.wait('operator', 'policy-missing')
    else {
      this.standing.bills.push({ amt: premium, year: Number(from.slice(0, 4)) })
      this.end('done', 'resident')
    }
  }
}

/** Everything that happens, by its moment; and each morning after a time limit. */
function course(life: RetirementLife): Course {
  const one = new Course(life)
  const { pension, died, notedOn, paidOn, until } = life
  const moments: { at: string; does?: () => void }[] = [
    { at: pension.at },
    ...life.set.map(({ at }) => ({ at })),
    ...life.posted.map(({ at }) => ({ at })),
    ...life.choices.map(({ at, option }) => ({ at, does: () => one.choose(option) })),
    ...(paidOn ? [{ at: `${paidOn}T15:00:00+08:00`, does: () => one.pay() }] : []),
    ...(notedOn
      ? [
          {
            at: `${notedOn}T16:00:00+08:00`,
            does: () => {
              one.standing.answers.push(one.standing.waits?.what === 'other-province' ? 'ok' : 'nothing')
            },
          },
        ]
      : []),
    ...(died ? [{ at: `${died.told}T17:00:00+08:00` }] : []),
    { at: `${until}T23:00:00+08:00` },
  ]
  for (const { at, does } of moments.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    for (let day = one.nextLimit(dayOf(at)); day; day = one.nextLimit(dayOf(at))) one.decideAt(`${day}T00:00:01+08:00`)
    one.now = at
    does?.()
    one.decideAt(at)
  }
  return one
}

/** What was collected for months too late, in the outcome. */
function refunds(one: Course) {
  const { effective } = one.standing
  const { died, posted, until } = one.life
  const from = effective
    ? monthOf(effective)
    : one.standing.result === 'withdrawn' && died
      ? monthPlus(monthOf(died.on), 1)
      : undefined
  if (!from) return []
  // Of a month that one place reports twice the later report holds; what two places collected, both pay back.
  const collected = new Map<string, { month: string; psn: bigint; emp: bigint }>()
  for (const { at, area, first, last, amt_psn, amt_emp } of posted) {
    if (dayOf(at) > until || provinceOf(area) !== provinceOf(one.area)) continue
    for (const month of monthsIn(first, last).filter((one) => one >= from)) {
      collected.set(`${month} ${poolingArea(area)}`, { month, psn: fenOf(amt_psn), emp: fenOf(amt_emp) })
    }
  }
  const months = new Map<string, { psn: bigint; emp: bigint }>()
  for (const { month, psn, emp } of collected.values()) {
    const held = months.get(month) ?? { psn: 0n, emp: 0n }
    months.set(month, { psn: held.psn + psn, emp: held.emp + emp })
  }
  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, { psn, emp }]) => ({ month, amt_psn: yuanOf(psn), amt_emp: yuanOf(emp) }))
}

/** What must come. */
export function expected(life: RetirementLife) {
  const one = course(life)
  const { standing } = one
  const owed = refunds(one)
  const { required } = standing
  const hasRelation = life.relation !== undefined && standing.reason === undefined
  const paid = one.months().all.filter((month) => !standing.effective || month < monthOf(standing.effective)).length
  const figures = required && hasRelation && standing.result === 'retired'
  const outcome = standing.result && {
    result: standing.result,
    reason: standing.reason,
    effective_from: standing.effective,
    option: standing.choice?.option,
    ...(figures
      ? { paid, deemed: life.pension.deemed, required_total: required.total, required_paid: required.paid }
      : {}),
    ...(standing.shortfallAtFirst === undefined || standing.result === 'withdrawn'
      ? {}
      : { shortfall: standing.shortfallAtFirst }),
    refunds: owed,
  }
  const opened = dayOf(life.pension.at)
  const since = standing.shortfallAtFirst === 0 ? opened : standing.endedOn
  const isFulfilled = standing.status === 'done' && since !== undefined
  const limit = isFulfilled ? workingDaysAfter(since, 1) : undefined
  const owedToPerson = owed.reduce((sum, { amt_psn }) => sum + fenOf(amt_psn), standing.forNothing)
  const lacksAccount = !life.hasAccount && owedToPerson > 0n && standing.status !== 'waiting'
  const owedToEmployers = owed.reduce((sum, { amt_emp }) => sum + fenOf(amt_emp), 0n)
  const isOrdered = life.hasAccount && owedToPerson > 0n
  return {
    answers: standing.answers,
    ordered: {
      person: isOrdered ? yuanOf(owedToPerson) : undefined,
      employer: owedToEmployers > 0n ? yuanOf(owedToEmployers) : undefined,
    },
    cases: [
      {
        opened,
        ...(lacksAccount
          ? { status: 'waiting', waiting: whoHasAnAccount(life) }
          : { status: standing.status, waiting: standing.waits, ...(outcome ? { outcome } : {}) }),
        ...(limit ? { due: limit.due, due_provisional: limit.provisional || undefined } : {}),
      },
    ],
    sent: {
      'premium.assessed': standing.bills,
      // What was done before a death is undone in words of its own.
      ...(standing.result === 'withdrawn'
        ? {}
        : { 'entitlement.granted': grants(one), 'enrolment.changed': changes(one) }),
    },
  }
}

/** The heirs of who died are found by a clerk. */
const whoHasAnAccount = ({ died, until }: RetirementLife) =>
  died && died.told <= until
    ? { actor: 'clerk', what: 'payment-returned' }
    : { actor: 'citizen', what: 'provide-bank-account' }

function grants({ standing, area }: Course) {
  const { effective, residentFrom: from, isInsured } = standing
  if (effective) return [{ kind: 'retiree', insu_admdvs: area, from: effective, to: null }]
  if (!from || !isInsured) return []
  return [{ kind: 'resident-basic', insu_admdvs: area, from, to: `${from.slice(0, 4)}-12-31` }]
}

function changes({ standing, area }: Course) {
  const { effective, residentFrom: from, isInsured } = standing
  const employee = { insu_admdvs: area, insutype: '310' }
  if (effective) return [{ ...employee, psn_type: '12', psn_insu_stas: '1', from: effective }]
  if (!from) return []
  const resident = { insu_admdvs: area, insutype: '390', psn_type: '15', from }
  const paid = isInsured ? [{ ...resident, psn_insu_stas: '1' }] : []
  return [{ ...employee, psn_insu_stas: '4', from }, { ...resident, psn_insu_stas: '0' }, ...paid]
}
