/** The table in memory, for tests and the simulator: the same contract as DynamoDB's, held by the same tests. */
import { indexKeys } from './definition.ts'
import { shardOf } from './keys.ts'
import {
  bytesOf,
  type Condition,
  type IndexName,
  type Item,
  type Key,
  type Page,
  type Query,
  type ScanPart,
  type Table,
  type Transacted,
  type Value,
  type Write,
} from './table.ts'

const idOf = ({ pk, sk }: Key) => `${pk}\u0000${sk}`

/** Largest item DynamoDB takes, in bytes of names and values. */
const maxItemBytes = 400 * 1024
/** Most writes in a transaction. */
const maxWrites = 100
/** Most bytes of a transaction. */
const maxTransactionBytes = 4 * 1024 * 1024
/** Most bytes of a page. */
const maxPageBytes = 1024 * 1024

const indexNames = Object.keys(indexKeys) as IndexName[]
const tableKeys = { pk: 'pk', sk: 'sk' }

/** A table in memory; `items` is all it holds, by key. */
export type MemoryTable = Table & { items: ReadonlyMap<string, Item> }

/**
 * A table in memory. Throws what DynamoDB would refuse: items or transactions too large, too long, empty or naming an
 * item twice, empty keys, a batch that names a key twice, a range that ends before it begins.
 */
export function memoryTable(): MemoryTable {
  const store = new Store()
  const { items } = store
  return {
    items,
    get: async (key) => copy(items.get(idOf(key))),
    async getMany(keys) {
      refuseIf(new Set(keys.map(idOf)).size < keys.length, 'batch names a key twice')
      return keys.flatMap((key) => copy(items.get(idOf(key))) ?? [])
    },
    query: async (query) => store.answer(query),
    async write(write) {
      const next = store.check(write)
      if (!store.holds(write)) return false
      store.carryOut(write, next)
      return true
    },
    async putMany(items) {
      refuseIf(new Set(items.map(idOf)).size < items.length, 'batch names an item twice')
      const nexts = items.map((put) => store.check({ put }))
      for (const [index, put] of items.entries()) store.carryOut({ put }, nexts[index])
    },
    async transact(writes): Promise<Transacted> {
      refuseIf(writes.length === 0 || writes.length > maxWrites, `transaction of ${writes.length} writes`)
      refuseIf(new Set(writes.map((w) => idOf(keyOf(w)))).size < writes.length, 'transaction names an item twice')
      const nexts = writes.map((write) => store.check(write))
      const bytes = nexts.reduce((sum, next) => sum + (next ? bytesOf(next) : 0), 0)
      refuseIf(bytes > maxTransactionBytes, 'transaction too large')
      const failed = writes.flatMap((write, index) => (store.holds(write) ? [] : [index]))
      if (failed.length > 0) return { ok: false, failed }
      for (const [index, write] of writes.entries()) store.carryOut(write, nexts[index])
      return { ok: true }
    },
    scan: async (_cursor, { part } = {}) => ({
      items: [...items.values()].filter((item) => isIn(part, item)).map((item) => ({ ...item })),
    }),
  }
}

function refuseIf(wrong: boolean, what: string): void {
  if (wrong) throw Object.assign(new Error(what), { name: 'ValidationException' })
}

const isIn = (part: ScanPart | undefined, { pk }: Key) => part === undefined || shardOf(pk, part.of) === part.index

const copy = (item: Item | undefined) => item && { ...item }

/** The key a write is about. */
function keyOf(write: Write): Key {
  if ('put' in write) return write.put
  if ('remove' in write) return write.remove
  return 'check' in write ? write.check : write.update
}

const isSame = (held: Value | undefined, wanted: Value) =>
  held instanceof Uint8Array && wanted instanceof Uint8Array ? Buffer.compare(held, wanted) === 0 : held === wanted

/** Items by key, and the partitions of the table and its indexes that queries read. */
class Store {
  readonly items = new Map<string, Item>()
  readonly #partitions = new Map<string, Map<string, Item>>()

  holds(write: Write): boolean {
    const condition: Condition | undefined = write.if
    if (condition === undefined) return true
    const item = this.items.get(idOf(keyOf(write)))
    if (condition === 'absent') return item === undefined
    if (condition === 'present') return item !== undefined
    return isSame(item?.[condition.attr], condition.equals)
  }

  /** The item as it would stand after the write; throws if no table would take it. */
  check(write: Write): Item | undefined {
    const { pk, sk } = keyOf(write)
    refuseIf(pk === '' || sk === '', 'empty key')
    if ('check' in write || 'remove' in write) return undefined
    const next: Item =
      'put' in write ? { ...write.put } : { ...this.items.get(idOf(write.update)), ...write.update, ...write.set }
    if ('update' in write) {
      for (const name of write.unset ?? []) delete next[name]
      for (const [name, more] of Object.entries(write.add ?? {})) next[name] = ((next[name] as number) ?? 0) + more
    }
    refuseIf(bytesOf(next) > maxItemBytes, 'item too large')
    for (const name of indexNames) {
      const keys = indexKeys[name]
      refuseIf(next[keys.pk] === '' || next[keys.sk] === '', 'empty index key')
    }
    return next
  }

  carryOut(write: Write, next: Item | undefined): void {
    if ('check' in write) return
    const id = idOf(keyOf(write))
    const before = this.items.get(id)
    if (before) for (const partition of partitionsOf(before)) this.#partitions.get(partition)?.delete(id)
    if (next === undefined) {
      this.items.delete(id)
      return
    }
    this.items.set(id, next)
    for (const partition of partitionsOf(next)) {
      const held = this.#partitions.get(partition)
      if (held) held.set(id, next)
      else this.#partitions.set(partition, new Map([[id, next]]))
    }
  }

  answer(query: Query): Page {
    const { from, to, after, backwards, limit } = query
    refuseIf(from !== undefined && to !== undefined && from > to, 'range ends before it begins')
    const { sk } = query.index ? indexKeys[query.index] : tableKeys
    const place = (item: Item) => `${item[sk]}\u0000${idOf(item)}`
    const found = [...(this.#partitions.get(`${query.index ?? ''}\u0000${query.pk}`)?.values() ?? [])]
      .filter(
        (item) =>
          (from === undefined || (item[sk] as string) >= from) && (to === undefined || (item[sk] as string) <= to),
      )
      .map((item) => ({ item, at: place(item) }))
      .sort((a, b) => (a.at < b.at ? -1 : 1))
    if (backwards) found.reverse()
    const cursor = query.cursor ?? (after && place(after))
    const beyond = (at: string) => cursor === undefined || (backwards ? at < cursor : at > cursor)
    const rest = found.filter(({ at }) => beyond(at))
    const page = rest.slice(0, pageLength(rest, limit))
    const last = page.at(-1)
    const items = page.map(({ item }) => (query.index ? keysOnly(item, query.index) : { ...item }))
    return { items, ...(last && page.length < rest.length ? { cursor: last.at } : {}) }
  }
}

/** As many items as the limit and the bytes of a page allow, one at least. */
function pageLength(rest: readonly { item: Item }[], limit: number | undefined): number {
  let bytes = 0
  for (const [index, { item }] of rest.entries()) {
    bytes += bytesOf(item)
    if (index === limit || (index > 0 && bytes > maxPageBytes)) return index
  }
  return rest.length
}

/** The partitions an item stands in: its own, and that of each index it has the keys of. */
function partitionsOf(item: Item): string[] {
  const partitions = [`\u0000${item.pk}`]
  for (const name of indexNames) {
    const { pk, sk } = indexKeys[name]
    if (item[pk] !== undefined && item[sk] !== undefined) partitions.push(`${name}\u0000${item[pk]}`)
  }
  return partitions
}

/** Indexes hold keys only. */
function keysOnly(item: Item, index: IndexName): Item {
  const { pk, sk } = indexKeys[index]
  return { pk: item.pk, sk: item.sk, [pk]: item[pk], [sk]: item[sk] } as Item
}
