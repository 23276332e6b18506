/**
 * A rehearsal: a call is carried out whole, over a table that keeps to itself what is written, and nothing is sent. So
 * whatever a call would be refused for now is known before it is put off, and no handler knows of it.
 */
import type { Ports } from '../../../shared/engine/ports.ts'
import type { Condition, Item, Key, Query, Table, Value, Write } from '../../../shared/table/table.ts'

/** Ports over which a call can be rehearsed: what it writes, it reads; nobody else does. */
export const rehearsing = (ports: Ports): Ports => {
  const { shared: _shared, ...rest } = ports
  return { ...rest, table: scratchOver(ports.table), queues: { send: async () => [] } }
}

const idOf = ({ pk, sk }: Key) => `${pk}\u0000${sk}`

function keyOf(write: Write): Key {
  if ('put' in write) return write.put
  if ('remove' in write) return write.remove
  return 'check' in write ? write.check : write.update
}

const isSame = (held: Value | undefined, wanted: Value) =>
  held instanceof Uint8Array && wanted instanceof Uint8Array ? Buffer.compare(held, wanted) === 0 : held === wanted

function holds(item: Item | undefined, condition: Condition | undefined): boolean {
  if (condition === undefined) return true
  if (condition === 'absent') return item === undefined
  if (condition === 'present') return item !== undefined
  return isSame(item?.[condition.attr], condition.equals)
}

/** The item as a write leaves it; undefined if it is gone. */
function after(write: Write, item: Item | undefined): Item | undefined {
  if ('put' in write) return { ...write.put }
  if ('remove' in write) return undefined
  if ('check' in write) return item
  const next: Item = { ...item, ...write.update, ...write.set }
  for (const name of write.unset ?? []) delete next[name]
  for (const [name, more] of Object.entries(write.add ?? {})) next[name] = ((next[name] as number) ?? 0) + more
  return next
}

/** A table over another: reads see what was written to it, laid over what lies beneath, which stays as it is. */
function scratchOver(table: Table): Table {
  const written = new Map<string, Item | undefined>()
  const get = async (key: Key) => (written.has(idOf(key)) ? written.get(idOf(key)) : table.get(key))
  const carryOut = async (writes: readonly Write[]) => {
    const items = await Promise.all(writes.map((write) => get(keyOf(write))))
    const failed = writes.flatMap((write, index) => (holds(items[index], write.if) ? [] : [index]))
    if (failed.length > 0) return { ok: false as const, failed }
    for (const [index, write] of writes.entries()) written.set(idOf(keyOf(write)), after(write, items[index]))
    return { ok: true as const }
  }
  const laidOver = (query: Query, found: readonly Item[]) => {
    const { pk, from = '', to = '\u{10ffff}' } = query
    const own = [...written.values()].filter((one) => one?.pk === pk && one.sk >= from && one.sk <= to) as Item[]
    const rest = found.filter((one) => !written.has(idOf(one)))
    return [...rest, ...own].sort((a, b) => (a.sk < b.sk ? -1 : 1) * (query.backwards ? -1 : 1))
  }
  return {
    get,
    getMany: async (keys) => (await Promise.all(keys.map(get))).flatMap((item) => item ?? []),
    async query(query) {
      const page = await table.query(query)
      // Of an index one reads what it was: it lags, whoever asks. Of a partition, a page that goes on is laid over with the last.
      if (query.index !== undefined || page.cursor !== undefined) return page
      return { items: laidOver(query, page.items) }
    },
    write: async (write) => (await carryOut([write])).ok,
    async putMany(items) {
      await carryOut(items.map((put) => ({ put })))
    },
    transact: carryOut,
    scan() {
      throw new Error('rehearsal: no call of a citizen reads the whole table')
    },
  }
}
