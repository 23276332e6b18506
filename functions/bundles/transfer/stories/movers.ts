/** Somebody who was insured in A and is now in B: what all stories of transfers have in common. */

import { yuanOf } from '../../../../events/samples/book.ts'
import type { ExpectedCase, SampleEvent } from '../../../../events/samples/day.ts'
import { contributed, credited, enrolmentIn, pause } from '../../../../events/samples/insured.ts'
import { round } from '../../../../events/samples/office.ts'
import { bankOf, type SampleBank, type SamplePerson } from '../../../../events/samples/people.ts'
import { hebeiPlaces } from '../../../../events/samples/places.ts'
import type { Script } from '../../../../events/samples/script.ts'
import {
  addMonths,
  type Day,
  firstDay,
  type Instant,
  lastDay,
  type Month,
  monthOf,
} from '../../../../shared/calendar/index.ts'

/** A person, the place they come from and the place they are in. */
export interface Mover {
  readonly story: string
  readonly person: SamplePerson
  readonly bank?: SampleBank
  /** A, since when, until when (its last insured day). */
  readonly from: string
  readonly joined: Day
  readonly paused: Day
  /** B, since when. */
  readonly to: string
  readonly enrolled: Day
  /** Balance of the account in A, in fen. */
  readonly balance: number
}

/** Somebody who moves; `gap`: months strictly between the pause in A and the enrolment in B. */
export function mover(script: Script, story: string, like: Partial<Mover> & { gap?: number } = {}): Mover {
  const { random } = script
  const enrolled = like.enrolled ?? random.pick(['2026-02-24', '2026-03-01', '2026-03-02'] as Day[])
  const [one = '', other = ''] = hebeiPlaces(random, 2)
  const from = like.from ?? (one === like.to ? other : one)
  const to = like.to ?? (other === from ? one : other)
  const gap =
    like.gap ??
    random.weighted([
      [0, 5],
      [1, 4],
      [2, 2],
      [3, 1],
    ] as const)
  const person = like.person ?? script.people.someone()
  return {
    story,
    person,
    from,
    joined: like.joined ?? firstDay(addMonths('200801' as Month, random.int(0, 180))),
    paused: like.paused ?? pauseBefore(enrolled, gap),
    to,
    enrolled,
    balance: like.balance ?? 0,
    ...(like.bank ? { bank: like.bank } : {}),
  }
}

function pauseBefore(enrolled: Day, gap: number): Day {
  const month = addMonths(monthOf(enrolled), -1 - gap)
  return lastDay(month)
}

/** Calls a bank account their own. */
export function withBank(m: Mover): Mover {
  return { ...m, bank: bankOf(m.person) }
}

/** At night the registers tell who they are and what is known of A; at the end of it all of that has arrived. */
export function tellHistory(script: Script, m: Mover, except: readonly ('pause' | 'credit')[] = []): void {
  const night = script.between(5, 8)
  registered(script, night, m)
  script.send(night, 'enrolment.registered', enrolmentIn(m.person, m.from, m.joined))
  contributed(script, night, m.person, m.from, monthOf(m.joined), monthOf(m.paused))
  if (!except.includes('credit') && m.balance > 0) credited(script, night, m.person, m.from, m.balance)
  if (!except.includes('pause')) script.send(night, 'enrolment.paused', pause(m.person.psn_no, m.from, m.paused))
}

/** `person.registered`. */
export function registered(script: Script, at: Instant, m: Pick<Mover, 'person' | 'bank'>): SampleEvent {
  return script.send(at, 'person.registered', { ...m.person, ...(m.bank ? { bank_acct: m.bank } : {}) })
}

/** `enrolment.registered` in B. */
export function arrives(script: Script, at: Instant, m: Mover): SampleEvent {
  return script.send(at, 'enrolment.registered', enrolmentIn(m.person, m.to, m.enrolled))
}

/** The enrolment in B is taken back. */
export function revoked(script: Script, at: Instant, m: Mover): void {
  const { person, to: insu_admdvs, enrolled: psn_insu_date } = m
  const data = { psn_no: person.psn_no, insu_admdvs, insutype: '310', psn_insu_date, reason: '单位报错人员' }
  script.send(at, 'enrolment.revoked', data)
}

/** The whole balance goes to B in a round of A's clerks. */
export function approved(script: Script, m: Mover, when: Parameters<typeof round>[1], amt = m.balance) {
  return script.book.move(m.person.psn_no, m.from, m.to, amt, round(script, when))
}

/** Months interrupted, and what becomes of the benefits (transfer/RULES.md 3.3, 3.4), Hebei's figures. */
function continuity(paused: Day, enrolled: Day): Record<string, unknown> {
  const count = (d: Day) => Number(d.slice(0, 4)) * 12 + Number(d.slice(5, 7))
  const interrupted = Math.max(0, count(enrolled) - count(paused) - 1)
  if (interrupted <= 3) return { benefit: 'continuous', back_payment_months: interrupted }
  const from = count(enrolled) + 6 - 1
  const benefit_from = `${Math.floor(from / 12)}-${String((from % 12) + 1).padStart(2, '0')}-01`
  return { benefit: 'waiting', benefit_from, back_payment_months: 0 }
}

/** Distinct months from the first through the last day of each stretch. */
export function monthsOf(...stretches: readonly (readonly [Day, Day])[]): number {
  const months = new Set<string>()
  for (const [first, last] of stretches) {
    for (let m = monthOf(first); m <= monthOf(last); m = addMonths(m, 1)) months.add(m)
  }
  return months.size
}

/** The case of a mover that came to an end in this way. */
export function expectTransfer(
  script: Script,
  m: Mover,
  result: string,
  more: { amt?: number; status?: ExpectedCase['status']; months?: number; outcome?: Record<string, unknown> } = {},
): void {
  const { story, person, from, to, joined, paused, enrolled } = m
  script.expect({
    story,
    bundle: 'transfer',
    psn_no: person.psn_no,
    status: more.status ?? 'done',
    outcome: {
      result,
      from_admdvs: from,
      to_admdvs: to,
      amt: yuanOf(more.amt ?? 0),
      contribution_months: more.months ?? monthsOf([joined, paused]),
      ...continuity(paused, enrolled),
      ...more.outcome,
    },
  })
}

/** A case that was withdrawn: the rules say no more of it. */
export function expectWithdrawn(script: Script, m: Mover, outcome: Record<string, unknown> = {}): void {
  script.expect({ story: m.story, bundle: 'transfer', psn_no: m.person.psn_no, status: 'withdrawn', outcome })
}
