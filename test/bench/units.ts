/**
 * Write units as AWS charges them, reckoned from what is written: one a begun kilobyte of the larger of the item before
 * and after, twice that in a transaction (a condition check too), and one for each index entry that comes or goes, which
 * follow their item outside the transaction. DynamoDB Local reports less: two units for a transaction of two to four items.
 */
import { indexKeys } from '../../shared/table/definition.ts'
import type { Item, Key, Table, Write } from '../../shared/table/table.ts'

/** What an item last written weighs, and its places in the indexes. */
interface Weighed {
  bytes: number
  entries: readonly (string | undefined)[]
}

const indexes = Object.values(indexKeys)
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
  entries: indexes.map(({ pk, sk }) => (item[pk] === undefined ? undefined : `${item[pk]}\u0000${item[sk]}`)),
})

const keyOf = (write: Exclude<Write, { check: unknown }>): Key =>
  'put' in write ? write.put : 'remove' in write ? write.remove : write.update

/** Entries that go and come; an index holds keys only, so that one which stays costs nothing. */
function moved(before: Weighed | undefined, after: Weighed | undefined): number {
  return indexes.reduce((sum, _, index) => {
    const [from, to] = [before?.entries[index], after?.entries[index]]
    return from === to ? sum : sum + (from === undefined ? 0 : 1) + (to === undefined ? 0 : 1)
  }, 0)
}

/** The table, with the units of every write told to `count`. Writes of others than through it are not known. */
export function countingUnits(table: Table, count: (units: number) => void): Table {
  const held = new Map<string, Item>()

  /** `each`: units a kilobyte. */
  const unitsOf = (write: Write, each: 1 | 2): number => {
    if ('check' in write) return each * kilobytes(weighHeld(write.check)?.bytes ?? 0)
    const before = weighHeld(keyOf(write))
    const next = after(write)
    const weighed = next && weigh(next)
    return each * kilobytes(Math.max(before?.bytes ?? 0, weighed?.bytes ?? 0)) + moved(before, weighed)
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
      const units = unitsOf(write, 1)
      const done = await table.write(write)
      count(done ? units : 1)
      if (done) remember(write)
      return done
    },
    async transact(writes) {
      const units = writes.reduce((sum, write) => sum + unitsOf(write, 2), 0)
      const result = await table.transact(writes)
      count(units)
      if (result.ok) for (const write of writes) remember(write)
      return result
    },
  }
}
