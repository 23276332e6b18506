/** Reads by key that many inputs ask for at once, in few calls. */
import { Batching } from '../batching.ts'
import type { Item, Key, Table } from './table.ts'

const idOf = ({ pk, sk }: Key) => `${pk}\u0000${sk}`

const sharings = new WeakMap<Table, Table>()

/**
 * The table, where reads by key go together ({@link Batching}) and what several ask for is read once: the holds before
 * each commit that sends, numbers, settings. As strongly consistent as each by itself. One for each table of a process:
 * its batches share with each other.
 */
export function sharingReads(table: Table): Table {
  const sharing = sharings.get(table) ?? overReads(table)
  sharings.set(table, sharing)
  return sharing
}

function overReads(table: Table): Table {
  const reads = new Batching((keys: readonly Key[]) => readAll(table, keys))
  // The rest stays the table's own, whatever it is by the time it is called.
  return Object.assign(Object.create(table) as Table, { get: (key: Key) => reads.ask(key) })
}

async function readAll(table: Table, keys: readonly Key[]): Promise<(Item | undefined)[]> {
  const distinct = [...new Map(keys.map((key) => [idOf(key), key])).values()]
  const [only] = distinct
  const items = distinct.length === 1 && only ? [await table.get(only)] : await table.getMany(distinct)
  const found = new Map(items.flatMap((item) => (item ? [[idOf(item), item] as const] : [])))
  return keys.map((key) => found.get(idOf(key)))
}
