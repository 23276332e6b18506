/** What must come of a move within a province, by the text of the rules alone: gone through moment by moment. */
import { firstOf, later, monthOf, monthPlus, monthsFrom, monthsIn, plus } from '../../../simulator/lives/plain/days.ts'
import { fenOf, yuanOf } from '../../../simulator/lives/plain/money.ts'
import { poolingArea, provinceOf } from '../../../simulator/lives/plain/places.ts'
import { holding } from '../../../simulator/lives/plain/rows.ts'
import { workingDaysAfter } from '../../../simulator/lives/plain/working-days.ts'
import type { Earlier, TransferLife } from './life.ts'

type Approval = 'always' | 'never' | { above: string; days: number }

interface Wait {
  actor: string
  what: string
  until?: string
}

const dayOf = (moment: string) => moment.slice(0, 10)

class Course {
  readonly life: TransferLife
  readonly b: string
  readonly candidates: Earlier[]
  readonly balances: Record<string, bigint> = {}
  now = ''
  status: 'none' | 'waiting' | 'done' | 'withdrawn' = 'none'
  wait: Wait | undefined
  result: string | undefined
  origin: Earlier | undefined
  /** The day before B's enrolment, where one was chosen that is still normal. */
  lastInA = ''
  waitedForPause = false
  taskDue: { due: string; provisional: boolean } | undefined
  pauseTold: string | undefined
  moved = 0n
  refunding = 0n
  hasAccount: boolean
  isApproved = false
  isHeld = false
  answers: string[] = []
  hasOlder = false
  isLeftToClerks = false

  constructor(life: TransferLife) {
    this.life = life
    this.b = poolingArea(life.b.area)
    this.candidates = life.earlier.filter(
      ({ area }) => provinceOf(area) === provinceOf(this.b) && poolingArea(area) !== this.b,
    )
    this.hasAccount = life.account === 'registered'
    for (const { area, balance } of life.earlier) {
      this.balances[poolingArea(area)] = (this.balances[poolingArea(area)] ?? 0n) + fenOf(balance)
    }
  }

  get today(): string {
    return dayOf(this.now)
  }

  get hasBegun(): boolean {
    return this.now >= `${this.life.b.told}T09`
  }

  private look<T>(name: string, area: string): T | undefined {
    return holding<T>(name, area, this.life.b.from, this.life.set)
  }

  get isDue(): boolean {
    const { b } = this.life
    const holds = this.look('transfer_without_application', this.b) === true
    return b.psn_type === '11' && holds && this.candidates.length > 0
  }

  private get isInsuredInB(): boolean {
    const { bEnds } = this.life
    if (!bEnds) return true
    return 'paused' in bEnds ? this.now < `${plus(bEnds.paused, 1)}T08` : this.now < `${bEnds.revoked}T08`
  }

  /** Decides as of now. */
  decide(): void {
    if (!this.hasBegun || !this.isDue || this.status === 'withdrawn') return
    if (this.status === 'none') {
      if (!this.isInsuredInB) return
      this.status = 'waiting'
    }
    if (!this.isInsuredInB && this.fallsAway()) return
    if (this.status === 'waiting' && !this.origin) this.find()
    if (this.origin && !this.isHeld) this.moveAccount()
    // Older paused relations stay as they are; a clerk is told of one with a balance.
    const others = this.candidates.filter((one) => this.origin && one !== this.origin && one.to)
    this.hasOlder ||= others.some(({ area }) => (this.balances[poolingArea(area)] ?? 0n) > 0n)
  }

  /** B is over: before the approval the case is withdrawn; taken back afterwards, what was moved goes back. */
  private fallsAway(): boolean {
    const isRevoked = this.life.bEnds && 'revoked' in this.life.bEnds
    // What has moved was approved: a later credit that waits for its own approval changes nothing in that.
    if (this.status === 'done' || this.moved > 0n) {
      // A late credit that somebody would have to approve is as one that was there when B ended.
      const isLate = this.result === 'no-balance' && this.asks(this.balances[this.a] ?? 0n)
      if (!isRevoked && !isLate) return false
      // A refund is left to clerks.
      const isRefund = this.moved > 0n && !this.life.b.accepts
      if (isRefund) {
        this.isLeftToClerks = this.refunding === 0n
        // What comes to A from now on stays there.
        if (this.isLeftToClerks) {
          this.isHeld = true
          this.end('refunded')
        }
        return false
      }
      if (this.moved > 0n && this.origin) {
        this.credit(this.b, -this.moved)
        this.credit(this.a, this.moved)
        this.result = 'reversed'
      } else this.result = undefined
    } else if (this.isApproved) return false
    else this.result = undefined
    this.status = 'withdrawn'
    this.wait = undefined
    return true
  }

  private find(): void {
    const paused = this.candidates.filter(({ to, told }) => to && told && `${told}T07` <= this.now)
    if (paused.length === 0) {
      const until = plus(this.life.b.told, 90)
      this.waitedForPause = true
      if (this.today > until) this.askForOrigin()
      else this.wait = { actor: 'partner', what: 'enrolment.paused', until }
      return
    }
    const rank = ({ to, from }: Earlier) => `${to} ${from}`
    const [first, second] = paused.sort((x, y) => (rank(x) > rank(y) ? -1 : 1))
    if (first && second && rank(first) === rank(second)) this.askForOrigin()
    else if (first) {
      // A pause that comes after all answers what was asked.
      this.taskDue = undefined
      this.take(first, first.to as string)
    }
  }

  private askForOrigin(): void {
    this.taskDue ??= workingDaysAfter(this.today, 10)
    this.wait = { actor: 'clerk', what: 'choose-origin' }
  }

  private take(origin: Earlier, last: string): void {
    this.origin = origin
    this.lastInA = last
    this.pauseTold = this.today
  }

  choose(verdict: 'approve' | 'reject', code: string): void {
    if (this.wait?.what !== 'choose-origin') this.answers.push('nothing')
    else if (verdict === 'reject') {
      this.answers.push('ok')
      this.end('not-transferred')
      this.isHeld = true
    } else {
      const origin = this.candidatesToChoose().find(({ area }) => poolingArea(area) === code)
      this.answers.push(origin ? 'ok' : 'bad-decision')
      // One that is chosen while it is still normal ends on the day before B's enrolment.
      const isPaused = origin?.told !== undefined && `${origin.told}T07` <= this.now
      if (origin) this.take(origin, isPaused && origin.to ? origin.to : plus(this.life.b.from, -1))
    }
  }

  private candidatesToChoose(): Earlier[] {
    const paused = this.candidates.filter(({ to }) => to)
    if (paused.length < 2) return this.candidates
    const last = paused
      .map(({ to, from }) => `${to} ${from}`)
      .sort()
      .at(-1)
    return paused.filter(({ to, from }) => `${to} ${from}` === last)
  }

  private get a(): string {
    return poolingArea(this.origin?.area ?? '000000')
  }

  private credit(area: string, amt: bigint): void {
    this.balances[area] = (this.balances[area] ?? 0n) + amt
  }

  private end(result: string): void {
    this.status = 'done'
    this.wait = undefined
    this.result = result
  }

  private moveAccount(): void {
    const { a } = this
    const balance = this.balances[a] ?? 0n
    if (this.refunding > 0n) this.waitForBank()
    else if (balance === 0n)
      this.end(this.moved > 0n ? (this.life.b.accepts ? 'transferred' : 'refunded') : 'no-balance')
    else if (this.life.b.accepts) this.transfer(a, balance)
    else this.refund()
  }

  private transfer(a: string, balance: bigint): void {
    const approval = this.look<Approval>('transfer_approval', a) as Approval
    if (this.asks(balance) || this.wait?.what === 'approve-transfer-out') {
      this.ask('approve-transfer-out', typeof approval === 'object' ? approval.days : 10)
    } else this.moveAll()
  }

  /** Whether somebody looks at a sum before it leaves A: always before a refund. */
  private asks(sum: bigint): boolean {
    if (sum === 0n || !this.life.b.accepts) return sum > 0n
    const approval = this.look<Approval>('transfer_approval', this.a) as Approval
    return typeof approval === 'object' ? sum > fenOf(approval.above) : approval === 'always'
  }

  private refund(): void {
    if (this.hasAccount || this.wait?.what === 'approve-refund') this.ask('approve-refund', 10)
    else {
      this.status = 'waiting'
      this.wait = { actor: 'citizen', what: 'provide-bank-account' }
    }
  }

  private ask(what: string, days: number): void {
    this.status = 'waiting'
    this.result = undefined
    if (this.wait?.what !== what) this.taskDue = workingDaysAfter(this.today, days)
    this.wait = { actor: 'clerk', what }
  }

  private moveAll(): void {
    const { a } = this
    const balance = this.balances[a] ?? 0n
    this.credit(a, -balance)
    this.moved += balance
    if (this.life.b.accepts) {
      this.credit(this.b, balance)
      this.end('transferred')
    } else {
      this.refunding = balance
      this.waitForBank()
    }
  }

  private waitForBank(): void {
    this.status = 'waiting'
    this.isApproved = true
    this.wait = { actor: 'partner', what: 'payment.settled' }
  }

  approve(verdict: 'approve' | 'reject'): void {
    const isAsked = this.wait?.what === 'approve-transfer-out' || this.wait?.what === 'approve-refund'
    this.answers.push(isAsked ? 'ok' : 'nothing')
    if (!isAsked) return
    if (verdict === 'approve') this.moveAll()
    else {
      this.isHeld = true
      // What moved before stays moved.
      this.end(this.moved === 0n ? 'balance-held' : this.life.b.accepts ? 'transferred' : 'refunded')
    }
  }

  giveAccount(): void {
    const isAsked = this.wait?.what === 'provide-bank-account'
    this.answers.push(isAsked ? 'ok' : 'nothing')
    if (isAsked) this.hasAccount = true
  }

  settle(): void {
    if (this.wait?.what !== 'payment.settled') return
    this.refunding = 0n
    this.end('refunded')
  }

  receive(area: string, amt: string): void {
    this.credit(poolingArea(area), fenOf(amt))
  }

  benefits() {
    const { from } = this.life.b
    const interrupted = Math.max(0, monthsFrom(monthOf(this.lastInA), monthOf(from)) - 1)
    if (interrupted <= 3) return { benefit: 'continuous', back_payment_months: interrupted, benefit_from: undefined }
    const months = this.look<number>('waiting_months', this.b) as number
    return { benefit: 'waiting', back_payment_months: 0, benefit_from: firstOf(monthPlus(monthOf(from), months)) }
  }

  months(): number {
    const { months, bEnds } = this.life
    const inProvince = months.filter(({ area }) => provinceOf(area) === provinceOf(this.b))
    const all = new Set(inProvince.flatMap(({ first, last }) => monthsIn(first, last)))
    const last = bEnds && 'paused' in bEnds && this.today > bEnds.paused ? monthOf(bEnds.paused) : '999999'
    return [...all].filter((month) => month <= last).length
  }
}

function course(life: TransferLife): Course {
  const one = new Course(life)
  const { b, earlier, credited, chosen, approved, account, bankOn, bEnds, until } = life
  const moments: { at: string; does?: () => void }[] = [
    { at: `${b.told}T09:00:00+08:00` },
    ...earlier.flatMap(({ told }) => (told && told > b.told ? [{ at: `${told}T07:00:00+08:00` }] : [])),
    ...credited.map(({ on, area, amt }) => ({ at: `${on}T11:00:00+08:00`, does: () => one.receive(area, amt) })),
    ...(chosen
      ? [{ at: `${chosen.on}T13:00:00+08:00`, does: () => one.choose(chosen.verdict, chosen.insu_admdvs) }]
      : []),
    ...approved.map(({ on, verdict }, i) => ({ at: `${on}T14:0${i}:00+08:00`, does: () => one.approve(verdict) })),
    ...(typeof account === 'object'
      ? [{ at: `${account.givenOn}T15:00:00+08:00`, does: () => one.giveAccount() }]
      : []),
    ...(bankOn ? [{ at: `${bankOn}T16:00:00+08:00`, does: () => one.settle() }] : []),
    ...(bEnds ? [{ at: `${'paused' in bEnds ? plus(bEnds.paused, 1) : bEnds.revoked}T08:00:00+08:00` }] : []),
    { at: `${plus(b.told, 91)}T00:00:01+08:00` },
    { at: `${until}T23:00:00+08:00` },
  ]
  const end = `${until}T23:00:00+08:00`
  for (const { at, does } of moments
    .filter(({ at }) => at <= end)
    .sort((x, y) => (x.at < y.at ? -1 : x.at > y.at ? 1 : 0))) {
    one.now = at
    does?.()
    one.decide()
  }
  return one
}

/** What must come. */
export function expected(life: TransferLife) {
  const one = course(life)
  const balances = Object.fromEntries(Object.entries(one.balances).map(([area, fen]) => [area, yuanOf(fen)]))
  // An account of nothing need not be there.
  const nonzero = Object.fromEntries(Object.entries(balances).filter(([, sum]) => sum !== '0.00'))
  if (one.status === 'none') return { cases: [], answers: one.answers, balances: nonzero }
  const { origin, status, wait, result } = one
  const from = origin && poolingArea(origin.area)
  const withdrawn = status === 'withdrawn'
  const outcome = result && {
    result,
    to_admdvs: one.b,
    ...(result === 'not-transferred' || withdrawn
      ? {}
      : { from_admdvs: from, amt: yuanOf(one.moved), contribution_months: one.months(), ...one.benefits() }),
  }
  const told = life.b.told
  const due = one.taskDue ?? { due: one.waitedForPause ? (one.pauseTold ?? undefined) : told, provisional: false }
  const ends =
    origin && !withdrawn
      ? [{ insu_admdvs: from, psn_insu_stas: '4', from: later(plus(one.lastInA, 1), life.b.from) }]
      : undefined
  return {
    answers: one.answers,
    balances: nonzero,
    ordered: one.refunding > 0n || result === 'refunded' ? { person: yuanOf(one.moved) } : {},
    cases: [
      {
        opened: told,
        status,
        waiting: wait,
        ...(outcome && status !== 'waiting' ? { outcome } : {}),
        ...(origin && status !== 'withdrawn' ? { due: due.due, due_provisional: due.provisional || undefined } : {}),
      },
    ],
    ...(ends ? { sent: { 'enrolment.changed': ends } } : {}),
    // Nobody is the origin where the clerk rejects: the text does not say whether the others are older then.
    ...(withdrawn || result === 'not-transferred' ? {} : { open: openTasks(one) }),
  }
}

/** Kinds of tasks that somebody in office has still to decide. */
function openTasks({ wait, hasOlder, isLeftToClerks }: Course): string[] {
  const asked = wait?.actor === 'clerk' ? [wait.what] : []
  return [...asked, ...(hasOlder ? ['older-relation'] : []), ...(isLeftToClerks ? ['reverse-by-hand'] : [])].sort()
}
