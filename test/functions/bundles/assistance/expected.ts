/** What must come of a life with assistance, by the text of the rules alone: gone through moment by moment. */
import { firstOf, monthOf, monthPlus, plus } from '../../../simulator/lives/plain/days.ts'
import { fenOf, yuanOf } from '../../../simulator/lives/plain/money.ts'
import { workingDaysAfter } from '../../../simulator/lives/plain/working-days.ts'
import { type AssistanceLife, monthsOf, type Said, toldIn } from './life.ts'
import {
  type Aid,
  beginnings,
  type Facts,
  type Identity,
  isRecognized,
  type Settled,
  type ValueOf,
  valuesWith,
  watchOf,
  type YearOf,
  yearOf,
} from './model.ts'

type Sums = ReadonlyMap<string, bigint>
const sumOf = (sums: Sums) => [...sums.values()].reduce((a, b) => a + b, 0n)
const isSame = (a: Sums, b: Sums) => [...a, ...b].every(([key]) => (a.get(key) ?? 0n) === (b.get(key) ?? 0n))

interface YearCase {
  year: number
  opened: string
  /** Since when it gathers: when it opened, or had a ground again. */
  since: string
  at: string
  status: 'waiting' | 'done' | 'withdrawn'
  phase: 'gather' | 'confirm' | 'pay' | 'recover'
  runOn?: string | undefined
  run?: string
  asks: Sums
  refused?: Sums
  /** Ordered by payer, all told, and of it what the bank has paid. */
  ordered: Map<string, bigint>
  paid: bigint
  recovered: Map<string, bigint>
  waived: Map<string, bigint>
  isRecoverDecided: boolean
  recoveredNow: Sums
  due?: string
  outcome?: Record<string, unknown>
}

interface WatchCase {
  year: number
  opened: string
  at: string
  status: 'waiting' | 'done' | 'withdrawn'
  until: string
  referred: boolean
  ground: NonNullable<ReturnType<typeof watchOf>>
  outcome?: Record<string, unknown>
}

class Course {
  readonly #value: ValueOf
  readonly #settlements = new Map<string, Settled>()
  readonly #identities = new Map<string, Identity>()
  readonly #aid = new Map<string, Aid>()
  #died: string | undefined
  #lookedAt = ''
  readonly years = new Map<number, YearCase>()
  readonly watches = new Map<number, WatchCase>()
  readonly orders: Record<string, unknown>[] = []
  readonly answers: string[] = []
  readonly notices: Record<string, string[]> = {}

  constructor(value: ValueOf) {
    this.#value = value
  }

  get facts(): Facts {
    const known = new Set(this.#settlements.keys())
    return {
      settlements: [...this.#settlements.values()],
      identities: [...this.#identities.values()],
      aid: [...this.#aid.values()].filter(({ setl_id }) => known.has(setl_id)),
      died: this.#died,
    }
  }

  hear(said: Said, at: string): void {
    const keyOf = ({ kind, area, from }: Identity) => `${kind} ${area} ${from}`
    if ('died' in said) this.#died = said.died
    else if ('revoked' in said) this.#settlements.delete(said.revoked)
    else if ('aid' in said) this.#aid.set(said.aid.aid_no, said.aid)
    else if ('identity' in said) this.#identities.set(keyOf(said.identity), said.identity)
    else if ('withdrawn' in said) this.#identities.delete(keyOf(said.withdrawn))
    else this.#settlements.set(said.settlement.setl_id, said.settlement)
    this.look(at)
  }

  /** Every case is asked. */
  look(at: string): void {
    const days = [...this.#settlements.values()].flatMap(({ setl_time }) => setl_time.slice(0, 4))
    const years = new Set([...days, ...(this.#died ? [this.#died.slice(0, 4)] : [])].map(Number))
    const today = at.slice(0, 10)
    this.#lookedAt = today
    for (const year of [...years].sort()) {
      if (!this.years.has(year) && yearOf(this.facts, year, this.#value).fitting.length > 0) this.#open(year, at)
      if (!this.watches.has(year)) this.#warn(year, at)
    }
    for (const one of this.years.values()) this.#ask(one, today)
    for (const one of this.watches.values()) this.#watch(one, today)
  }

  #tell(what: string, on: string): void {
    if (this.#died !== undefined) return
    const template = `assistance.${what}`
    this.notices[template] = [...(this.notices[template] ?? []), on]
  }

  #open(year: number, at: string): void {
    this.years.set(year, {
      year,
      opened: at.slice(0, 10),
      since: at.slice(0, 10),
      at,
      status: 'waiting',
      phase: 'gather',
      asks: new Map(),
      ordered: new Map(),
      paid: 0n,
      recovered: new Map(),
      waived: new Map(),
      isRecoverDecided: false,
      recoveredNow: new Map(),
    })
  }

  known(one: YearCase): YearOf {
    return yearOf(this.facts, one.year, this.#value)
  }

  /** What each payer owes, and gave by now. */
  standing(one: YearCase): { key: string; due: bigint; given: bigint }[] {
    const payers = this.known(one).payers.map(({ area, dept, due, gave }) => ({ key: `${area} ${dept}`, due, gave }))
    for (const key of one.ordered.keys())
      if (!payers.some((p) => p.key === key)) payers.push({ key, due: 0n, gave: 0n })
    return payers.map(({ key, due, gave }) => {
      return { key, due, given: gave + (one.ordered.get(key) ?? 0n) - (one.recovered.get(key) ?? 0n) }
    })
  }

  dues = (one: YearCase): Sums => new Map(this.standing(one).map(({ key, due }) => [key, due]))

  owed(one: YearCase): Sums {
    if (one.refused && isSame(one.refused, this.dues(one))) return new Map()
    return new Map(this.standing(one).flatMap(({ key, due, given }) => (due > given ? [[key, due - given]] : [])))
  }

  /** 6.1: the first of the month of the next year. */
  lastOn(one: YearCase): string {
    const area = this.areaOf(one)
    const month = this.#value<number>('reconcile_month', area, `${one.year + 1}-01-01`)
    return `${one.year + 1}-${String(month).padStart(2, '0')}-01`
  }

  #areas = new Map<number, string>()
  areaOf(one: YearCase): string {
    const area = this.known(one).areas.at(-1) ?? this.#areas.get(one.year) ?? ''
    this.#areas.set(one.year, area)
    return area
  }

  isLast = (one: YearCase) => one.run !== undefined && one.run >= this.lastOn(one)

  over(one: YearCase): Sums {
    if (!this.isLast(one) || this.#died !== undefined) return new Map()
    const waived = (key: string) => one.waived.get(key) ?? 0n
    const all = this.standing(one).map(({ key, due, given }) => [key, given - due - waived(key)] as const)
    return new Map(all.filter(([, amt]) => amt > 0n))
  }

  #ask(one: YearCase, today: string): void {
    const has = this.known(one).fitting.length > 0
    this.areaOf(one)
    if (one.status === 'withdrawn') {
      if (!has) return
      one.status = 'waiting'
      one.phase = 'gather'
      one.since = today
    } else if (one.status === 'waiting' && !has && one.ordered.size === 0) {
      one.status = 'withdrawn'
      one.outcome = { reason: 'revoked' }
      one.runOn = undefined
      delete one.refused
      return
    }
    if (one.refused && !isSame(one.refused, this.dues(one))) delete one.refused
    const owed = this.owed(one)
    if (one.status === 'done') {
      if (owed.size === 0) return
      one.status = 'waiting'
      one.phase = 'gather'
      one.runOn = undefined
    }
    if (one.phase === 'gather') this.#gather(one, owed, today)
    else if (one.phase === 'confirm') {
      if (owed.size === 0) this.#goOn(one, today)
      else one.asks = owed
    } else if (one.phase === 'recover') this.#reconcile(one, today)
  }

  #gather(one: YearCase, owed: Sums, today: string): void {
    delete one.outcome
    if (owed.size > 0) {
      one.runOn ??= firstOf(monthPlus(monthOf(today), 1))
      if (today >= one.runOn) this.#run(one, one.runOn, today)
      return
    }
    one.runOn = undefined
    const last = this.lastOn(one)
    if (today < last) return
    this.#run(one, this.isLast(one) ? today : last > one.since ? last : one.since, today)
  }

  #run(one: YearCase, on: string, today: string): void {
    one.run = on
    one.runOn = undefined
    one.due = plus(on, 20)
    one.isRecoverDecided = false
    one.recoveredNow = new Map()
    const owed = this.owed(one)
    if (owed.size === 0) this.#goOn(one, today)
    else if (sumOf(owed) > fenOf(this.#value<string>('assistance_confirm_above', this.areaOf(one), on) as string)) {
      one.phase = 'confirm'
      one.asks = owed
      delete one.refused
    } else this.#pay(one, owed, today)
  }

  #pay(one: YearCase, owed: Sums, today: string): void {
    delete one.refused
    one.phase = 'pay'
    for (const [key, amt] of owed) {
      const [payer_admdvs, payer_dept] = key.split(' ')
      this.orders.push({ on: today, payer_admdvs, payer_dept, amt: yuanOf(amt), purpose: 'medical-assistance' })
      one.ordered.set(key, (one.ordered.get(key) ?? 0n) + amt)
    }
  }

  #goOn(one: YearCase, today: string): void {
    if (this.isLast(one)) this.#reconcile(one, today)
    else if (today >= this.lastOn(one)) this.#run(one, today, today)
    else {
      one.phase = 'gather'
      this.#gather(one, this.owed(one), today)
    }
  }

  #reconcile(one: YearCase, today: string): void {
    one.phase = 'recover'
    if (!one.isRecoverDecided && this.over(one).size > 0) return
    one.status = 'done'
    one.outcome = {
      result: 'reconciled',
      year: one.year,
      paid: yuanOf(one.paid),
      payers: this.standing(one).map(({ key, due, given: left }) => {
        const [admdvs, dept] = key.split(' ')
        const given = left + (one.recoveredNow.get(key) ?? 0n)
        return { admdvs, dept, due: yuanOf(due), given: yuanOf(given), over: yuanOf(given > due ? given - due : 0n) }
      }),
    }
    this.#ask(one, today)
  }

  /** Time passes to a moment: what waited for a day before it is asked. */
  pass(to: string): void {
    for (let rounds = 0; rounds < 50; rounds++) {
      const days = [...this.years.values()].flatMap((one) => {
        if (one.status !== 'waiting' || one.phase !== 'gather') return []
        return [one.runOn ?? this.lastOn(one)]
      })
      const ends = [...this.watches.values()].flatMap((one) => {
        const begins = beginnings(this.facts).filter((on) => on > this.#lookedAt)
        return one.status === 'waiting' ? [plus(one.until, 1), ...begins] : []
      })
      const next = [...days, ...ends].sort()[0]
      if (next === undefined || `${next}T00:00:01+08:00` > to) return
      this.look(`${next}T00:00:01+08:00`)
    }
  }

  confirm(verdict: 'approve' | 'reject', on: string): void {
    const one = [...this.years.values()].find(({ status, phase }) => status === 'waiting' && phase === 'confirm')
    this.answers.push(one ? 'ok' : 'nothing')
    if (!one) return
    if (verdict === 'approve') this.#pay(one, one.asks, on)
    else {
      one.refused = this.dues(one)
      this.#tell('refused', on)
      this.#goOn(one, on)
    }
  }

  recover(verdict: 'approve' | 'reject', on: string): void {
    const open = [...this.years.values()].filter((one) => this.asksToRecover(one))
    const [one] = open
    this.answers.push(one ? 'ok' : 'nothing')
    if (!one) return
    const over = this.over(one)
    const into = verdict === 'approve' ? one.recovered : one.waived
    for (const [key, amt] of over) into.set(key, (into.get(key) ?? 0n) + amt)
    if (verdict === 'approve') one.recoveredNow = over
    one.isRecoverDecided = true
    if (one.phase === 'recover') this.#reconcile(one, on)
  }

  asksToRecover = (one: YearCase) =>
    one.status === 'waiting' && one.phase !== 'gather' && !one.isRecoverDecided && this.over(one).size > 0

  bank(on: string): void {
    for (const one of this.years.values()) {
      if (one.status !== 'waiting' || one.phase !== 'pay') continue
      one.paid = sumOf(one.ordered)
      this.#tell('paid', on)
      this.#goOn(one, on)
    }
  }

  #warn(year: number, at: string): void {
    const ground = this.#died === undefined ? watchOf(this.facts, year, this.#value) : undefined
    const opened = at.slice(0, 10)
    if (!ground) return
    const until = plus(opened, 30)
    this.watches.set(year, { year, opened, at, status: 'waiting', until, referred: false, ground })
    if (isRecognized(this.facts, opened)) return
    this.#tell('warning', opened)
  }

  #watch(one: WatchCase, today: string): void {
    const ground = watchOf(this.facts, one.year, this.#value)
    const recognized = isRecognized(this.facts, today)
    if (one.status === 'withdrawn' && this.#died === undefined && !one.referred && ground && !recognized) {
      Object.assign(one, { status: 'waiting', until: plus(today, 30), ground })
      delete one.outcome
      this.#tell('warning', today)
      return
    }
    if (one.status !== 'waiting') return
    const end = (result: string) => {
      const { burden, from_month, to_month } = one.ground
      one.status = 'done'
      one.outcome = { result, burden: yuanOf(burden), from_month, to_month }
    }
    if (this.#died !== undefined) Object.assign(one, { status: 'withdrawn', outcome: { reason: 'deceased' } })
    else if (recognized) {
      end('recognized')
      this.#tell('recognized', today)
    } else if (!one.referred && !ground) Object.assign(one, { status: 'withdrawn', outcome: { reason: 'revoked' } })
    else {
      if (!one.referred && ground) one.ground = ground
      if (today > one.until) end('no-answer')
    }
  }

  choose(option: 'refer' | 'no', on: string): void {
    const one = [...this.watches.values()].find(({ status, referred }) => status === 'waiting' && !referred)
    this.answers.push(one ? 'ok' : 'nothing')
    if (!one) return
    if (option === 'refer') Object.assign(one, { referred: true, until: plus(on, 60) })
    else {
      const { burden, from_month, to_month } = one.ground
      one.status = 'done'
      one.outcome = { result: 'declined', burden: yuanOf(burden), from_month, to_month }
    }
  }
}

/** What must come. */
export function expected(life: AssistanceLife) {
  const course = new Course(valuesWith(life.set))
  const moments: { at: string; does(): void }[] = []
  const verdictIn = (month: string) => (life.refusing.includes(month) ? 'reject' : 'approve')
  for (const wave of life.waves) {
    for (const [minute, said] of toldIn(wave).entries()) {
      const at = `${wave.on}T20:${String(minute).padStart(2, '0')}:00+08:00`
      moments.push({ at, does: () => course.hear(said, at) })
    }
    const at = `${wave.on}T22:00:00+08:00`
    moments.push({ at, does: () => course.recover(verdictIn(monthOf(wave.on)), wave.on) })
  }
  if (life.answers) {
    const { option, after } = life.answers
    const on = plus(life.waves[0]!.on, after)
    moments.push({ at: `${on}T09:00:00+08:00`, does: () => course.choose(option, on) })
  }
  for (const month of monthsOf(life)) {
    const on = (day: string) => `${month.slice(0, 4)}-${month.slice(4)}-${day}`
    const verdict = verdictIn(month)
    moments.push({ at: `${on('02')}T10:00:00+08:00`, does: () => course.confirm(verdict, on('02')) })
    moments.push({ at: `${on('02')}T11:00:00+08:00`, does: () => course.recover(verdict, on('02')) })
    moments.push({ at: `${on('03')}T10:00:00+08:00`, does: () => course.bank(on('03')) })
    moments.push({ at: `${on('04')}T10:00:00+08:00`, does: () => course.recover(verdict, on('04')) })
  }
  const end = `${life.until}T23:00:00+08:00`
  for (const { at, does } of moments.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    if (at > end) break
    course.pass(at)
    does()
  }
  course.pass(end)
  const years = [...course.years.values()].map((one) => ({ ...one, ...seenOf(course, one) }))
  const watches = [...course.watches.values()].map((one) => ({
    ...one,
    seen: { status: one.status, outcome: one.outcome },
  }))
  const cases = [...years, ...watches].sort((a, b) => (a.at < b.at ? -1 : 1))
  const isClear = new Set(cases.map(({ at }) => at)).size === cases.length
  return {
    ...(isClear ? { cases: cases.map(({ seen, opened }) => ({ ...seen, opened })) } : {}),
    sent: { 'payment.ordered': course.orders },
    answers: course.answers,
    notices: course.notices,
  }
}

/** A year as it is to be seen. */
function seenOf(course: Course, one: YearCase) {
  const { status, phase, run, runOn, due, outcome } = one
  const waits = {
    gather: () => ({ what: runOn ? 'month-end' : 'settlement.posted', until: runOn ?? course.lastOn(one) }),
    confirm: () => ({ what: 'confirm-assistance', until: workingDaysAfter(run as string, 5).due }),
    pay: () => ({ what: 'payment.settled' }),
    recover: () => ({ what: 'recover-assistance', until: workingDaysAfter(run as string, 10).due }),
  }
  const waiting = status === 'waiting' ? waits[phase]() : undefined
  return {
    seen: { status, due, outcome, ...(waiting ? { waiting } : { waiting: undefined }), admdvs: course.areaOf(one) },
  }
}
