/**
 * An account that is over-spent: of the settlements it cannot all pay, those reported for the earlier time are paid, and
 * the later ones wait for their credit, in whatever order the reports arrive. One that was paid gives way if need be.
 */
import { addMs, compare, compareInstants, type Instant } from '../../calendar/index.ts'
import { type Fen, fen, formatYuan } from '../../money/index.ts'
import { type PersonFile, put } from '../file.ts'
import { accountIn, type MoneyEffects } from '../ledger.ts'
import type { At } from '../look.ts'
import type { Parked, Spending } from '../rows.ts'
import { spendingMemo, unspend } from '../spending.ts'

/** How long an event may wait for what it needs before it is listed: an hour of business time. */
export const parkedMs = 3_600_000

const isLater = (a: Pick<Spending, 'time' | 'setl_id'>, b: Pick<Spending, 'time' | 'setl_id'>) =>
  (compareInstants(a.time, b.time) || compare(a.setl_id, b.setl_id)) > 0

/** Most that give way to one: of the hundred writes of a commit an event may need sixty, and each of these two. */
const mostGivingWay = 30

/** The paid settlements that give way so that `missing` fen more can be paid for this one; undefined if they are not enough. */
export function givingWay(file: PersonFile, about: Spending, missing: Fen): Spending[] | undefined {
  const { insu_admdvs, uncovered = [], balance } = accountIn(file, about.insu_admdvs)
  const later = file
    .all('spending')
    .filter((one) => one.insu_admdvs === insu_admdvs && one.setl_id !== about.setl_id && one.amt > 0)
    .filter((one) => one.told && isLater(one, about) && !uncovered.some(({ setl_id }) => setl_id === one.setl_id))
    .sort((a, b) => (isLater(a, b) ? -1 : 1))
  let room: number = balance
  const found: Spending[] = []
  for (const one of later) {
    if (room >= missing || found.length === mostGivingWay) break
    room += one.amt
    found.push(one)
  }
  return room >= missing ? found : undefined
}

/** Takes back what was paid of a settlement; its last report, `waits`, is parked until its credit comes. */
export function setBack(file: PersonFile, paid: Spending, waits: Spending, at: At): MoneyEffects {
  const { turns = 0, told } = waits
  if (!told) throw new Error('spending: nobody knows who told of it')
  const id = `spent.${told.key}.back.${turns}`
  const { change, move, claims } = unspend(file, paid, paid.amt, id, `等划入后再扣：${told.memo ?? spendingMemo}`)
  const { lots: _lots, ...row } = waits
  const back = put('spending', { ...row, amt: fen(0), turns: turns + 1 })
  return { change: [...change, back, put('parked', parkedAgain(file, waits, at))], move, claims }
}

/** The event of a settlement as it is parked anew, with how it came. */
function parkedAgain(file: PersonFile, { insu_admdvs, setl_id, amt, time, told }: Spending, { now, look }: At): Parked {
  const { key, id, source, memo } = told as NonNullable<Spending['told']>
  const type = 'account.spent'
  const words = memo === undefined ? {} : { memo }
  const data = { psn_no: file.person?.psn_no, insu_admdvs, setl_id, amt: formatYuan(amt), ...words }
  const event = { type, id, source, time, data }
  const came = look.came(source, id)
  return {
    id: key,
    type,
    received_at: now,
    reason: 'needs-credit',
    list_at: addMs(now, parkedMs),
    private: { event, ...(came ? { came } : {}) },
  }
}

/** The latest report of the same settlement that waits for its credit: of two the later holds. */
export function waitingReport(file: PersonFile, told: Told): { id: string; time: Instant } | undefined {
  return file.derived('parked', latestWaiting).get(settlementOf(told))
}

/** The latest report that waits, by settlement. */
function latestWaiting(parked: readonly Parked[]): ReadonlyMap<string, { id: string; time: Instant }> {
  const latest = new Map<string, { id: string; time: Instant }>()
  for (const { id, type, private: hidden } of parked) {
    if (type !== 'account.spent') continue
    const told = hidden.event as Told
    const held = latest.get(settlementOf(told))
    if (!held || compareInstants(told.time, held.time) > 0) latest.set(settlementOf(told), { id, time: told.time })
  }
  return latest
}

const settlementOf = ({ data }: Told) => `${data.insu_admdvs}#${data.setl_id}`

/** What of a reported spending says which settlement it is about. */
type Told = { time: Instant; data: { insu_admdvs: string; setl_id: string } }
