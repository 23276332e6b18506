/** What a table knows of the time after a moment, and one that is restored to that moment would not. */
import { compareInstants, type Instant } from '../../../shared/calendar/index.ts'
import type { Keys, Pid } from '../../../shared/identity/index.ts'
import { type Actor, actorNames } from '../../../shared/registers/rows/cases.ts'
import type { Payment } from '../../../shared/registers/rows.ts'
import { rowOf } from '../../../shared/table/files.ts'
import { journalOf } from '../../../shared/table/journal.ts'
import type { Item, Table } from '../../../shared/table/table.ts'

/** What was ordered after the moment: it has left us, and the restored table knows nothing of it. */
export interface Paid {
  readonly number: string
  readonly amt: number
  readonly at: Instant
}

/** What somebody did in a case after the moment: it came by no event, so that no archive has it. */
export interface Decided {
  readonly case_id: string
  readonly step: string
  readonly actor: Actor
  readonly at: Instant
}

/** What is forgotten, each in order of time. */
export interface Forgotten {
  readonly paid: Paid[]
  readonly decided: Decided[]
}

/**
 * Payments and orders between areas that the table in use has given after the moment, for reconciling with the bank, and
 * what people did in cases. Both are sealed, in a person's file or at rest beside it: without keys there are only the
 * orders. Reads the whole table.
 */
export async function forgottenSince(table: Table, at: Instant, keys?: Keys): Promise<Forgotten> {
  const [paid, decided]: [Paid[], Decided[]] = [[], []]
  for (let cursor: string | undefined; ; ) {
    const page = await table.scan(cursor)
    for (const item of page.items) {
      paid.push(...(item.sk === 'clearing' ? ordersIn(item) : keys ? paymentsIn(keys, item) : []))
      if (keys) decided.push(...decisionsIn(keys, item))
    }
    cursor = page.cursor
    if (cursor === undefined) break
  }
  const since = <T extends { at: Instant }>(list: T[]) =>
    list.filter((one) => compareInstants(one.at, at) > 0).sort((a, b) => compareInstants(a.at, b.at))
  return { paid: since(paid), decided: since(decided) }
}

function paymentsIn(keys: Keys, item: Item): Paid[] {
  if (!/^[BD]#payment#/.test(item.sk)) return []
  const { pay_no, amt, ordered_at } = rowOf<Payment>(keys, item.pk.slice(2) as Pid, item)
  return [{ number: pay_no, amt, at: ordered_at }]
}

function ordersIn(item: Item): Paid[] {
  const { orders, ordered_at } = JSON.parse(item.d as string) as {
    orders: { order_no: string; amt: number }[]
    ordered_at?: Instant
  }
  return ordered_at ? orders.map(({ order_no, amt }) => ({ number: order_no, amt, at: ordered_at })) : []
}

/** Those who answer tasks and act in cases; partners speak by events, which are in the archive. */
const isSomebody = (actor: string): actor is Exclude<Actor, 'partner'> => actor !== 'partner' && actor in actorNames

function decisionsIn(keys: Keys, item: Item): Decided[] {
  if (!/^P#/.test(item.pk) || !item.sk.startsWith('J#')) return []
  const { at, lines } = journalOf(keys, item.pk.slice(2) as Pid, item)
  return lines.flatMap(({ case_id, step, actor }) => (isSomebody(actor) ? [{ case_id, step, actor, at }] : []))
}
