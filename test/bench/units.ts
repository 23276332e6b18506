/**
 * Units as AWS charges them, and the partition that gives each. Writes are reckoned from what is written: one a begun
 * kilobyte of the larger of the item before and after, twice that in a transaction (a condition check too), and one for
 * each index entry that comes or goes, which follow their item outside the transaction. DynamoDB Local reports less: two
 * units for a transaction of two to four items. Reads: one a begun four kilobytes, half of that at an index, which may lag.
 */
import { indexKeys } from '../../shared/table/definition.ts'
import type { Item, Key, Page, Table, Write } from '../../shared/table/table.ts'

/** Told of units and where: a partition of the table, or `index:partition`. */
export type Count = (units: number, partition: string) => void

/** What an item last written weighs, and its places in the indexes. */
interface Weighed {
  bytes: number
  entries: readonly (string | undefined)[]
}

const indexes = Object.entries(indexKeys)
const idOf = ({ pk, sk }: Key) => `${pk}\u0000${sk}`
const kilobytes = (bytes: number) => Math.max(1, Math.ceil(bytes / 1024))

/** Bytes of an item as DynamoDB counts them: names and values. */
export function itemBytes(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => {
    const bytes = value instanceof Uint8Array ? value.byteLength : Buffer.byteLength(String(value))
    return sum + Buffer.byteLength(name) + bytes
  }, 0)
}

const weigh = (item: Item): Weighed => ({
  bytes: itemBytes(item),
  entries: indexes.map(([, { pk, sk }]) => (item[pk] === undefined ? undefined : `${item[pk]}\u0000${item[sk]}`)),
})

const keyOf = (write: Exclude<Write, { check: unknown }>): Key =>
  'put' in write ? write.put : 'remove' in write ? write.remove : write.update

/** Where entries go and come; an index holds keys only, so that one which stays costs nothing. */
function moved(before: Weighed | undefined, after: Weighed | undefined): string[] {
  return indexes.flatMap(([name], index) => {
    const [from, to] = [before?.entries[index], after?.entries[index]]
    const ends = from === to ? [] : [from, to].filter((entry) => entry !== undefined)
    return ends.map((entry) => `${name}:${entry.split('\u0000')[0]}`)
  })
}

/** The table, with the units of every write told to `count`. Writes of others than through it are not known. */
export function countingUnits(table: Table, count: Count): Table {
  const held = new Map<string, Item>()

  /** `each`: units a kilobyte. */
  const reckon = (write: Write, each: 1 | 2): void => {
    if ('check' in write) {
      count(each * kilobytes(weighHeld(write.check)?.bytes ?? 0), write.check.pk)
      return
    }
    const key = keyOf(write)
    const before = weighHeld(key)
    const next = after(write)
    const weighed = next && weigh(next)
    count(each * kilobytes(Math.max(before?.bytes ?? 0, weighed?.bytes ?? 0)), key.pk)
    for (const partition of moved(before, weighed)) count(1, partition)
  }
  const weighHeld = (key: Key) => {
    const item = held.get(idOf(key))
    return item && weigh(item)
  }
  const after = (write: Exclude<Write, { check: unknown }>): Item | undefined => {
    if ('put' in write) return write.put
    if ('remove' in write) return undefined
    const { pk, sk } = write.update
    const next: Item = { ...held.get(idOf(write.update)), pk, sk, ...write.set }
    for (const name of write.unset ?? []) delete next[name]
    for (const [name, more] of Object.entries(write.add ?? {})) next[name] = ((next[name] as number) ?? 0) + more
    return next
  }
  const remember = (write: Write) => {
    if ('check' in write) return
    const next = after(write)
    if (next) held.set(idOf(next), next)
    else held.delete(idOf(keyOf(write)))
  }

  return {
    ...table,
    async write(write) {
      const done = await table.write(write)
      if (!done) count(1, keyOf(write).pk)
      else {
        reckon(write, 1)
        remember(write)
      }
      return done
    },
    async putMany(items) {
      await table.putMany(items)
      for (const put of items) {
        reckon({ put }, 1)
        remember({ put })
      }
    },
    async transact(writes) {
      for (const write of writes) reckon(write, 2)
      const result = await table.transact(writes)
      if (result.ok) for (const write of writes) remember(write)
      return result
    },
  }
}

const readUnits = (items: readonly (Item | undefined)[]) =>
  Math.max(1, Math.ceil(items.reduce((sum, item) => sum + (item ? itemBytes(item) : 0), 0) / 4096))

/** The table, with the units of every read told to `count`. */
export function countingReads(table: Table, count: Count): Table {
  const { get, getMany, query } = table
  return {
    ...table,
    async get(key) {
      const item = await get(key)
      count(readUnits([item]), key.pk)
      return item
    },
    async getMany(keys) {
      const items = await getMany(keys)
      for (const { pk, sk } of keys) count(readUnits([items.find((item) => item.pk === pk && item.sk === sk)]), pk)
      return items
    },
    async query(asked): Promise<Page> {
      const page = await query(asked)
      const units = readUnits(page.items)
      if (asked.index) count(units / 2, `${asked.index}:${asked.pk}`)
      else count(units, asked.pk)
      return page
    },
  }
}
