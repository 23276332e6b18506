/** Transfers of people who were insured in more than one place before, or have not been paused yet. */

import { credited, enrolmentIn, pause } from '../../../../events/samples/insured.ts'
import { rounds } from '../../../../events/samples/office.ts'
import { hebeiAreas, refundingArea } from '../../../../events/samples/places.ts'
import type { Script } from '../../../../events/samples/script.ts'
import type { Day } from '../../../../shared/calendar/index.ts'
import { approved, arrives, expectTransfer, type Mover, monthsOf, mover, tellHistory } from './movers.ts'

/** Days after the enrolment on which a case that waited in vain for a pause is put to a clerk. */
export const clerkAsked = 92

/** A third place, neither A nor B, that takes accounts. */
function thirdPlace(script: Script, m: Mover): string {
  return script.random.pick(hebeiAreas.filter((area) => area !== m.from && area !== m.to && area !== refundingArea))
}

/** An older relation is told: since when, until when, with what in the account. */
function older(script: Script, m: Mover, at: ReturnType<Script['at']>, stay: Stay): void {
  script.send(at, 'enrolment.registered', enrolmentIn(m.person, stay.area, stay.joined))
  if (stay.balance > 0) credited(script, at, m.person, stay.area, stay.balance)
  script.send(at, 'enrolment.paused', pause(m.person.psn_no, stay.area, stay.paused))
}

interface Stay {
  readonly area: string
  readonly joined: Day
  readonly paused: Day
  readonly balance: number
}

/** Two places before B: the one paused latest is A; a balance in the older one is told to B's clerks. */
export function twoOrigins(script: Script, balance: number): void {
  const m = mover(script, 'two origins', { balance, joined: '2021-02-01' as Day })
  tellHistory(script, m)
  const left = script.random.next() < 0.5 ? 0 : script.random.int(100, 90_000)
  const area = thirdPlace(script, m)
  older(script, m, script.between(5, 8), {
    area,
    joined: '2015-03-01' as Day,
    paused: '2020-06-30' as Day,
    balance: left,
  })
  arrives(script, script.between(8, 12), m)
  approved(script, m, 'noon')
  expectTransfer(script, m, 'transferred', { amt: balance })
}

/** Both paused on one day: the one that began later is A. */
export function pausedTheSameDay(script: Script, balance: number): void {
  const m = mover(script, 'paused the same day', { balance, joined: '2021-02-01' as Day })
  tellHistory(script, m)
  const stay = { area: thirdPlace(script, m), joined: '2015-03-01' as Day, paused: m.paused, balance: 1_000 }
  older(script, m, script.between(5, 8), stay)
  arrives(script, script.between(8, 12), m)
  approved(script, m, 'noon')
  expectTransfer(script, m, 'transferred', { amt: balance })
}

/** Begun and paused on the same days: a clerk of B says which it is, or that it is neither. */
export function clerkChooses(script: Script, balance: number, which: number): void {
  const m = mover(script, 'clerk chooses', { balance, joined: '2021-02-01' as Day })
  tellHistory(script, m)
  const stay = { area: thirdPlace(script, m), joined: m.joined, paused: m.paused, balance: 2_000 }
  older(script, m, script.between(5, 8), stay)
  arrives(script, script.between(8, 12), m)
  if (which % 3 === 2) {
    script.answer(m.person, 'choose-origin', { decision: 'reject', reason: '两处参保均待核实' })
    notTransferred(script, m)
    return
  }
  script.answer(m.person, 'choose-origin', { decision: 'approve', insu_admdvs: m.from })
  approved(script, m, 'noon')
  expectTransfer(script, m, 'transferred', { amt: balance })
}

function notTransferred(script: Script, m: Mover): void {
  const outcome = { result: 'not-transferred', to_admdvs: m.to, amt: '0.00' }
  script.expect({ story: m.story, bundle: 'transfer', psn_no: m.person.psn_no, status: 'done', outcome })
}

/** A never pauses: after 90 days a clerk of B decides that it ended the day before B, or that nothing is transferred. */
export function neverPaused(script: Script, balance: number, which: number): void {
  const enrolled = '2026-03-01' as Day
  const m = mover(script, 'never paused', { balance, enrolled, paused: '2026-02-28' as Day })
  tellHistory(script, m, ['pause'])
  arrives(script, script.between(8, 12), m)
  if (which % 3 === 2) {
    script.answer(m.person, 'choose-origin', { decision: 'reject', reason: '原单位仍在缴费' })
    notTransferred(script, m)
    return
  }
  script.answer(m.person, 'choose-origin', { decision: 'approve', insu_admdvs: m.from })
  script.book.move(m.person.psn_no, m.from, m.to, balance, script.at(clerkAsked, rounds.noon[1]))
  expectTransfer(script, m, 'transferred', { amt: balance })
}

/** A place that was paused later than A is reported before anybody decided: it is A instead. */
export function laterPlaceInTime(script: Script, balance: number): void {
  const m = mover(script, 'later place in time', { balance, joined: '2021-02-01' as Day })
  const first = {
    area: thirdPlace(script, m),
    joined: '2015-03-01' as Day,
    paused: '2020-06-30' as Day,
    balance: 3_000,
  }
  const early = { ...m, from: first.area, joined: first.joined, paused: first.paused, balance: first.balance }
  tellHistory(script, early)
  arrives(script, script.at(0, '08:20'), m)
  older(script, m, script.at(0, '10:20'), { ...first, area: m.from, joined: m.joined, paused: m.paused, balance })
  approved(script, m, 'noon')
  expectTransfer(script, m, 'transferred', { amt: balance, months: monthsOf([first.joined, first.paused]) })
}

/** The same after the clerks decided: it is an older relation, and its money stays. */
export function laterPlaceTooLate(script: Script, balance: number): void {
  const m = mover(script, 'later place too late', { balance, gap: 2, joined: '2021-02-01' as Day })
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  approved(script, m, 'noon')
  const late = { area: thirdPlace(script, m), joined: '2022-03-01' as Day, paused: '2026-01-31' as Day, balance: 4_000 }
  older(script, m, script.between(13, 17), late)
  expectTransfer(script, m, 'transferred', { amt: balance })
}

/** The same after a case that ended without a balance: it takes the matter up again. */
export function takenUpAgain(script: Script, balance: number): void {
  const m = mover(script, 'taken up again', { balance, gap: 0, joined: '2021-02-01' as Day })
  const early = {
    ...m,
    from: thirdPlace(script, m),
    joined: '2015-03-01' as Day,
    paused: '2020-06-30' as Day,
    balance: 0,
  }
  tellHistory(script, early)
  arrives(script, script.between(8, 12), m)
  const stay = { area: m.from, joined: m.joined, paused: m.paused, balance }
  older(script, m, script.between(13, 17), stay)
  approved(script, m, 'evening')
  expectTransfer(script, m, 'transferred', { amt: balance, months: monthsOf([early.joined, early.paused]) })
}

/** The day after, B pauses and the person enrols in C: two cases, and the money goes all the way. */
export function onward(script: Script, balance: number): void {
  const m = mover(script, 'onward', { balance, enrolled: '2026-03-01' as Day })
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  approved(script, m, 'noon')
  expectTransfer(script, m, 'transferred', { amt: balance })
  const next: Mover = {
    ...m,
    from: m.to,
    joined: m.enrolled,
    paused: '2026-03-02' as Day,
    to: thirdPlace(script, m),
    enrolled: '2026-03-03' as Day,
  }
  const at = script.between(8, 12, 1)
  script.send(at, 'enrolment.paused', pause(m.person.psn_no, next.from, next.paused))
  arrives(script, at, next)
  approved(script, next, 'next')
  expectTransfer(script, next, 'transferred', { amt: balance, months: monthsOf([m.joined, m.paused]) })
}
