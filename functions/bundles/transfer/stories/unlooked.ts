/** Transfers of places where nobody need look at a balance, or only at a large one (RULES.md 4.2): Hunan and Zhejiang. */

import { credited, spent } from '../../../../events/samples/insured.ts'
import { hunanAreas, zhejiangAreas } from '../../../../events/samples/places.ts'
import type { Script } from '../../../../events/samples/script.ts'
import type { Instant } from '../../../../shared/calendar/index.ts'
import {
  approved,
  arrives,
  expectTransfer,
  expectWithdrawn,
  type Mover,
  mover,
  revoked,
  tellHistory,
} from './movers.ts'

/** What Zhejiang's clerks need not look at, in fen. */
const unlookedInZhejiang = 1_000_000

/** Somebody who moves within one of the two provinces. */
function moverWithin(script: Script, areas: readonly string[], story: string, balance: number): Mover {
  const [from, to] = script.random.shuffled(areas) as [string, string]
  const person = script.people.someone({ province: from.slice(0, 2) })
  return mover(script, story, { balance, from, to, person })
}

/** A balance that Zhejiang's clerks need not look at, in fen. */
const sumIn = (script: Script) => script.random.int(100, unlookedInZhejiang)

/** The balance is in B the moment the enrolment is known. */
function creditedAtOnce(script: Script, m: Mover, at: Instant, amt = m.balance) {
  return script.book.move(m.person.psn_no, m.from, m.to, amt, at)
}

/** Hunan: nobody looks, whatever the sum. */
export function hunan(script: Script): void {
  const balance = sumIn(script)
  const m = moverWithin(script, hunanAreas, 'nobody looks', balance)
  tellHistory(script, m)
  const at = script.between(8, 12)
  arrives(script, at, m)
  creditedAtOnce(script, m, at)
  expectTransfer(script, m, 'transferred', { amt: balance })
}

/** A credit for A comes hours later, and follows as it came. */
export function hunanLateCredit(script: Script): void {
  const balance = sumIn(script)
  const late = Math.floor(balance / 3)
  const m = moverWithin(script, hunanAreas, 'nobody looks, late credit', balance - late)
  tellHistory(script, m)
  const [at, next] = [script.between(8, 12), script.between(13, 17)]
  arrives(script, at, m)
  creditedAtOnce(script, m, at)
  credited(script, next, m.person, m.from, late)
  creditedAtOnce(script, m, next, late)
  expectTransfer(script, m, 'transferred', { amt: balance })
}

/** The enrolment is taken back after the credit, which counted as the approval. */
export function hunanReversed(script: Script): void {
  const m = moverWithin(script, hunanAreas, 'nobody looks, reversed', sumIn(script))
  tellHistory(script, m)
  const [at, back] = [script.between(8, 12), script.between(13, 17)]
  arrives(script, at, m)
  revoked(script, back, m)
  creditedAtOnce(script, m, at).undo(back)
  expectWithdrawn(script, m, { result: 'reversed' })
}

/** Zhejiang, up to the sum that its clerks look at. */
export function zhejiang(script: Script, which: number): void {
  const amt = which === 0 ? unlookedInZhejiang : sumIn(script)
  const m = moverWithin(script, zhejiangAreas, 'nobody need look', amt)
  tellHistory(script, m)
  const at = script.between(8, 12)
  arrives(script, at, m)
  creditedAtOnce(script, m, at)
  expectTransfer(script, m, 'transferred', { amt })
}

/** Above it: its clerk agrees the same day. */
export function zhejiangAbove(script: Script, which: number): void {
  const amt = unlookedInZhejiang + (which === 0 ? 1 : sumIn(script))
  const m = moverWithin(script, zhejiangAreas, 'above the sum', amt)
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  approved(script, m, 'noon')
  expectTransfer(script, m, 'transferred', { amt })
}

/** Above it, until a spending is reported before the clerk has looked: the rest goes at once. */
export function zhejiangSpent(script: Script): void {
  const more = sumIn(script)
  const m = moverWithin(script, zhejiangAreas, 'above the sum, then spent', unlookedInZhejiang + more)
  tellHistory(script, m)
  arrives(script, script.between(8, 10), m)
  const at = script.between(10, 12)
  spent(script, at, m.person, m.from, more)
  script.book.add(m.person.psn_no, m.from, -more)
  creditedAtOnce(script, m, at, unlookedInZhejiang)
  expectTransfer(script, m, 'transferred', { amt: unlookedInZhejiang })
}
