/** The table in memory, for tests and the simulator: the same contract as DynamoDB's, held by the same tests. */
import { indexKeys } from './definition.ts'
import type { Condition, Item, Key, Page, Query, Table, Transacted, Write } from './table.ts'

const idOf = ({ pk, sk }: Key) => `${pk}\u0000${sk}`

/** Largest item DynamoDB takes, in bytes. */
const maxItemBytes = 400 * 1024
/** Most writes in a transaction. */
const maxWrites = 100

/** A table in memory. Throws what DynamoDB would refuse: items too large, a transaction too long or naming an item twice. */
export function memoryTable(): Table & { items: Map<string, Item> } {
  const items = new Map<string, Item>()

  const holds = (key: Key, condition: Condition | undefined): boolean => {
    if (condition === undefined) return true
    const item = items.get(idOf(key))
    if (condition === 'absent') return item === undefined
    if (condition === 'present') return item !== undefined
    return item?.[condition.attr] === condition.equals
  }

  return {
    items,
    get: async (key) => copy(items.get(idOf(key))),
    getMany: async (keys) => keys.flatMap((key) => copy(items.get(idOf(key))) ?? []),
    query: async (query) => answer(items, query),
    async write(write) {
      const failed = !holds(keyOf(write), write.if)
      if (!failed) carryOut(items, write)
      return !failed
    },
    async transact(writes): Promise<Transacted> {
      if (writes.length > maxWrites) throw new Error(`transaction of ${writes.length} writes`)
      const keys = new Set(writes.map((write) => idOf(keyOf(write))))
      if (keys.size < writes.length) throw new Error('transaction names an item twice')
      const failed = writes.flatMap((write, index) => (holds(keyOf(write), write.if) ? [] : [index]))
      if (failed.length > 0) return { ok: false, failed }
      for (const write of writes) carryOut(items, write)
      return { ok: true }
    },
    scan: async () => ({ items: [...items.values()].map((item) => ({ ...item })) }),
  }
}

const copy = (item: Item | undefined) => item && { ...item }

/** The key a write is about. */
function keyOf(write: Write): Key {
  if ('put' in write) return write.put
  if ('remove' in write) return write.remove
  return 'check' in write ? write.check : write.update
}

function carryOut(items: Map<string, Item>, write: Write): void {
  if ('check' in write) return
  const id = idOf(keyOf(write))
  if ('remove' in write) {
    items.delete(id)
    return
  }
  const next: Item = 'put' in write ? { ...write.put } : { ...items.get(id), ...write.update, ...write.set }
  if ('update' in write) for (const name of write.unset ?? []) delete next[name]
  if (JSON.stringify(next).length > maxItemBytes) throw new Error('item too large')
  items.set(id, next)
}

function answer(items: Map<string, Item>, query: Query): Page {
  const { pk, sk } = query.index ? indexKeys[query.index] : { pk: 'pk', sk: 'sk' }
  const sort = (item: Item) => `${item[sk]}\u0000${idOf(item)}`
  const found = [...items.values()]
    .filter((item) => item[pk] === query.pk && item[sk] !== undefined)
    .filter((item) => query.from === undefined || (item[sk] as string) >= query.from)
    .filter((item) => query.to === undefined || (item[sk] as string) <= query.to)
    .sort((a, b) => (sort(a) < sort(b) ? -1 : 1))
  if (query.backwards) found.reverse()
  const beyond = (item: Item) =>
    query.backwards ? sort(item) < (query.cursor ?? '') : sort(item) > (query.cursor ?? '')
  const rest = query.cursor === undefined ? found : found.filter(beyond)
  const page = rest.slice(0, query.limit ?? rest.length)
  const last = page.at(-1)
  const shown = query.index ? page.map((item) => keysOnly(item, pk, sk)) : page.map((item) => ({ ...item }))
  return { items: shown, ...(last && page.length < rest.length ? { cursor: sort(last) } : {}) }
}

/** Indexes hold keys only. */
const keysOnly = (item: Item, pk: string, sk: string): Item =>
  ({ pk: item.pk, sk: item.sk, [pk]: item[pk], [sk]: item[sk] }) as Item
