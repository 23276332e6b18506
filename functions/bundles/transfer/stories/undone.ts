/** Transfers whose new enrolment does not last: paused or taken back, before approval and after. */

import { credited, pause, spent } from '../../../../events/samples/insured.ts'
import { refundingArea } from '../../../../events/samples/places.ts'
import { type Script, yesterday } from '../../../../events/samples/script.ts'
import type { Day } from '../../../../shared/calendar/index.ts'
import { approved, arrives, expectTransfer, expectWithdrawn, mover, revoked, tellHistory, withBank } from './movers.ts'

/** Taken back before A's clerks decided. */
export function revokedEarly(script: Script, balance: number): void {
  const m = mover(script, 'revoked early', { balance })
  tellHistory(script, m)
  arrives(script, script.between(8, 10), m)
  revoked(script, script.between(10, 12), m)
  expectWithdrawn(script, m)
}

/** B pauses before A's clerks decided. */
export function pausedAgain(script: Script, balance: number): void {
  const m = mover(script, 'paused again', { balance, enrolled: '2026-02-24' as Day })
  tellHistory(script, m)
  arrives(script, script.between(8, 10), m)
  script.send(script.between(10, 12), 'enrolment.paused', pause(m.person.psn_no, m.to, yesterday))
  expectWithdrawn(script, m)
}

/** Taken back after approval, before the clearing: the claim goes with the money. */
export function reversed(script: Script, balance: number): void {
  const m = mover(script, 'reversed', { balance })
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  const at = script.between(13, 17)
  revoked(script, at, m)
  approved(script, m, 'noon').undo(at)
  expectWithdrawn(script, m, { result: 'reversed' })
}

/** Taken back after the clearing: the opposite claim. */
export function reversedAfterClearing(script: Script, balance: number): void {
  const m = mover(script, 'reversed after clearing', { balance })
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  const at = script.between(8, 17, 1)
  revoked(script, at, m)
  approved(script, m, 'noon').undo(at)
  expectWithdrawn(script, m, { result: 'reversed' })
}

/** Own money in B was spent, none of what came from A: reversed all the same. */
export function reversedUntouched(script: Script, balance: number): void {
  const m = mover(script, 'reversed, own money spent', { balance })
  tellHistory(script, m)
  credited(script, script.between(5, 8), m.person, m.to, 10_000)
  arrives(script, script.between(8, 12), m)
  spent(script, script.between(13, 16), m.person, m.to, 4_000)
  script.book.add(m.person.psn_no, m.to, -4_000)
  const at = script.at(0, '16:40')
  revoked(script, at, m)
  approved(script, m, 'noon').undo(at)
  expectWithdrawn(script, m, { result: 'reversed' })
}

/** What came from A was spent in part: clerks of both areas undo it by hand, and the case stays as it ended. */
export function spentInPart(script: Script, balance: number): void {
  const m = mover(script, 'revoked, spent in part', { balance })
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  approved(script, m, 'noon')
  const amt = Math.ceil(balance / 10)
  spent(script, script.between(13, 16), m.person, m.to, amt)
  script.book.add(m.person.psn_no, m.to, -amt)
  revoked(script, script.at(0, '16:40'), m)
  expectTransfer(script, m, 'transferred', { amt: balance })
}

/** The balance was paid out before: by hand too. */
export function revokedAfterRefund(script: Script, balance: number): void {
  const m = withBank(mover(script, 'revoked after refund', { balance, to: refundingArea }))
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  script.book.add(m.person.psn_no, m.from, -balance)
  revoked(script, script.between(8, 17, 1), m)
  expectTransfer(script, m, 'refunded', { amt: balance })
}

/** A's clerks had refused: nothing to reverse. */
export function revokedAfterHeld(script: Script, balance: number): void {
  const m = mover(script, 'revoked after held', { balance })
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  script.answer(m.person, 'approve-transfer-out', { decision: 'reject', reason: '账户有争议' })
  revoked(script, script.between(13, 17), m)
  expectWithdrawn(script, m)
}
