/**
 * An account that is over-spent: of the settlements it cannot all pay, those reported for the earlier time are paid, and
 * the later ones wait for their credit, in whatever order the reports arrive. One that was paid gives way if need be
 * (transfer/RULES.md 4.10).
 */
import { compare, compareInstants, epochMs, type Instant } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import type { Keys } from '../../identity/index.ts'
import { type Fen, fen, formatYuan } from '../../money/index.ts'
import { type Change, type PersonFile, put } from '../file.ts'
import { accountIn, type MoneyEffects } from '../ledger.ts'
import type { At } from '../look.ts'
import { isOlder, type Matter, recallAll } from '../rest.ts'
import type { ParkedCover } from '../rows/covers.ts'
import { parkedRow } from '../rows/parked.ts'
import { keyOf, type Spending } from '../rows.ts'
import { spendingMemo, unspend } from '../spending.ts'

/** Most that give way to one: of the hundred writes of a commit an event may need sixty, and each of these two. */
const mostGivingWay = 30

/** A settlement of which something is paid. */
interface Paid {
  key: string
  setl_id: string
  /** Of its report, in milliseconds since 1970. */
  at: number
}

/**
 * The paid settlements that give way so that `missing` fen more can be paid for this one; undefined if they are not
 * enough.
 */
export function givingWay(file: PersonFile, about: Spending, missing: Fen, at: At): Spending[] | undefined {
  recallAll(file, at, 'spending', ['settled', about.time])
  let room: number = accountIn(file, about.insu_admdvs).balance
  const found: Spending[] = []
  for (const { key } of laterPaid(file, about.insu_admdvs, ownOf(about))) {
    if (room >= missing) break
    const one = file.one('spending', key) as Spending
    room += one.amt
    found.push(one)
  }
  return room >= missing ? found : undefined
}

const ownOf = (about: Spending): Paid => ({
  key: keyOf.spending(about),
  setl_id: about.setl_id,
  at: epochMs(about.time),
})

/** Of the paid settlements of an area those later than this one, the latest first: as many as may give way to it. */
function laterPaid(file: PersonFile, area: Admdvs, own: Paid): Paid[] {
  const { uncovered = [] } = accountIn(file, area)
  return latestPaid(file, area)
    .filter((paid) => latestFirst(paid, own) < 0 && paid.key !== own.key)
    .filter(({ setl_id }) => !uncovered.some((one) => one.setl_id === setl_id))
    .slice(0, mostGivingWay)
}

/**
 * What lies at rest and may give way once there is a little more room, and what the settlement corrects: it stands in the
 * file again for as long as the settlement waits, which may go on with any commit.
 */
export const mayGiveWay = (file: PersonFile, about: Spending): Change[] =>
  [...laterPaid(file, about.insu_admdvs, ownOf(about)), ownOf(about)]
    .filter(({ key }) => file.restOf('spending', key) !== undefined)
    .map(({ key }) => put('spending', file.one('spending', key) as Spending))

/**
 * Settlements that were paid long ago. One that gave way, that nothing covers, or of which nobody knows who told of it
 * stays; so does one that may still give way to an earlier one that waits, and a desk's in an area for whose credit a report
 * waits: it may be the very one that the report corrects, and who goes on does not look among what rests.
 */
export function* spendingsAtEnd(file: PersonFile, { now, look }: At): Iterable<Matter> {
  const needed = new Set(waitingIn(file).flatMap(([area, own]) => laterPaid(file, area, own).map(({ key }) => key)))
  const short = new Set(
    [...file.covers('parked').values()].flatMap(({ reason, spent }) =>
      reason === 'needs-credit' && spent ? [spent.area] : [],
    ),
  )
  for (const [key, reported] of file.covers('spending')) {
    const at = Math.abs(reported)
    if (reported < 0 && short.has(settlementAt(key).area as Admdvs)) continue
    if (at === 0 || needed.has(key) || !isOlder(at, now, look.rest.after.settled)) continue
    const spending = file.one('spending', key) as Spending
    const { uncovered = [] } = accountIn(file, spending.insu_admdvs)
    if (uncovered.some(({ setl_id }) => setl_id === spending.setl_id)) continue
    yield { cases: [], rows: [put('spending', spending)] }
  }
}

/** The areas in which settlements wait, each with what is later than the earliest of them. */
function waitingIn(file: PersonFile): [Admdvs, Paid][] {
  const earliest = new Map<Admdvs, number>()
  for (const { spent } of file.covers('parked').values()) {
    if (spent) earliest.set(spent.area, Math.min(epochMs(spent.time), earliest.get(spent.area) ?? Number.MAX_VALUE))
  }
  return [...earliest].map(([area, at]) => [area, { key: '', setl_id: '', at }])
}

/** The paid settlements of an area, the latest first. */
export const latestPaid = (file: PersonFile, area: Admdvs): readonly Paid[] =>
  file.derivedUnopened('spending', paidByArea).get(area) ?? []

function paidByArea(covers: ReadonlyMap<string, number>): ReadonlyMap<string, Paid[]> {
  const paid = [...covers].filter(([, at]) => at > 0).map(([key, at]) => ({ key, at, ...settlementAt(key) }))
  return Map.groupBy(paid.sort(latestFirst), ({ area }) => area)
}

const latestFirst = (a: Pick<Paid, 'at' | 'setl_id'>, b: Pick<Paid, 'at' | 'setl_id'>) =>
  b.at - a.at || compare(b.setl_id, a.setl_id)

function settlementAt(key: string): { area: string; setl_id: string } {
  const [area = '', ...rest] = key.split('#')
  return { area, setl_id: rest.join('#') }
}

/** Takes back what was paid of a settlement; its last report, `waits`, is parked until its credit comes. */
export function setBack(keys: Keys, file: PersonFile, paid: Spending, waits: Spending, at: At): MoneyEffects {
  const { turns = 0, told, shared } = waits
  if (!told) throw new Error('spending: nobody knows who told of it')
  const id = `spent.${told.key}.back.${turns}`
  const memo = `等划入后再扣：${told.memo ?? spendingMemo}`
  const { change, move, claims } = unspend(file, paid, paid.amt, { id, memo }, at)
  const { lots: _lots, ...row } = waits
  const given = shared ? { shared: { ...shared, parts: [] } } : {}
  const back = put('spending', { ...row, ...given, amt: fen(0), turns: turns + 1 })
  const again = { id: told.key, event: eventOf(file, waits, told), came: at.look.came(told.source, told.id) }
  return { change: [...change, back, put('parked', parkedRow(keys, again, 'needs-credit', at.now))], move, claims }
}

/** The event that told of a settlement. */
function eventOf(file: PersonFile, { insu_admdvs, setl_id, amt, time }: Spending, told: NonNullable<Spending['told']>) {
  const { id, source, memo, user_psn_no } = told
  const words = memo === undefined ? {} : { memo }
  const user = user_psn_no === undefined ? {} : { user_psn_no }
  const data = { psn_no: file.person?.psn_no, insu_admdvs, setl_id, amt: formatYuan(amt), ...words, ...user }
  return { type: 'account.spent', id, source, time, data }
}

/**
 * The latest report of a settlement that waits, by the hash of which it is: of two the later holds. By somebody else's card
 * (`isShared`) only what waits for its credit counts: what waits for anything else may yet wait for a share that the earlier
 * report has, and then corrects that one.
 */
export const waitingReport = (file: PersonFile, settlement: string, isShared: boolean): Waiting | undefined =>
  file.derivedUnopened('parked', isShared ? latestForCredit : latestWaiting).get(settlement)

interface Waiting {
  id: string
  time: Instant
}

const latestOf =
  (counts: (reason: string) => boolean) =>
  (parked: ReadonlyMap<string, ParkedCover>): ReadonlyMap<string, Waiting> => {
    const latest = new Map<string, Waiting>()
    for (const [id, { reason, spent }] of parked) {
      if (!spent || !counts(reason)) continue
      const held = latest.get(spent.settlement)
      if (!held || compareInstants(spent.time, held.time) > 0) latest.set(spent.settlement, { id, ...spent })
    }
    return latest
  }
// What waits for a share may be about a settlement that was reported before it, and corrects that one.
const latestWaiting = latestOf((reason) => reason !== 'needs-share')
const latestForCredit = latestOf((reason) => reason === 'needs-credit')
