/**
 * The clock function: every minute it looks, shard by shard, for what has fallen due, and sends a wake for each. It
 * decides nothing; a wake too many does no harm.
 */
import { addMs, type Instant } from '../../shared/calendar/index.ts'
import { dueWay, type OwnMessage } from '../../shared/engine/messages.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'
import type { NumberHash, Pid } from '../../shared/identity/index.ts'
import { dueShardAt, dueShards, holdsKey } from '../../shared/table/keys.ts'
import type { Item } from '../../shared/table/table.ts'

/** Pages of one shard in one sweep; what is due beyond them is in the front of the next. */
const maxPages = 20
const pageLength = 250

/**
 * So long a due item is left to whoever works on its wake; each time it falls due again as it was, twice as long. What
 * cannot be worked on so stands in nobody's way, and makes a dead letter now and then instead of one a minute.
 */
const firstLeaseMs = 5 * 60_000
const longestLeaseMs = 86_400_000

/** One sweep over all shards; answers how many wakes were sent. */
export function makeSweep(ports: Ports): () => Promise<number> {
  let isNew = true
  return async () => {
    // A clock that has just started may be that of a new release.
    if (isNew) await pass(ports, [{ kind: 'new-release' }])
    isNew = false
    const shards = Array.from({ length: dueShards }, (_, index) => sweepShard(ports, dueShardAt(index)))
    return (await Promise.all(shards)).reduce((sum, sent) => sum + sent, 0)
  }
}

async function sweepShard(ports: Ports, pk: string): Promise<number> {
  const to = ports.clock.now()
  let cursor: string | undefined
  let sent = 0
  for (let page = 0; page < maxPages; page++) {
    const query = { index: 'due' as const, pk, to, limit: pageLength }
    const found = await ports.table.query({ ...query, ...(cursor ? { cursor } : {}) })
    // The index may lag, and tells nothing but keys: what the table says of an item counts.
    const due = (await ports.table.getMany(found.items.map(({ pk, sk }) => ({ pk, sk })))).filter(
      ({ due_at }) => due_at !== undefined && (due_at as string) <= to,
    )
    const wakes = new Map(due.map((item) => [JSON.stringify(wakeFor(item)), wakeFor(item)]))
    await pass(ports, [...wakes.values()], dueWay)
    await Promise.all(due.map((item) => lease(ports, item, to)))
    sent += wakes.size
    cursor = found.cursor
    if (cursor === undefined) return sent
  }
  return sent
}

/** Puts a due item off once its wake has left; whoever has dealt with it in the meantime is not disturbed. */
async function lease({ table }: Ports, { pk, sk, due_at, tries = 0 }: Item, now: Instant): Promise<void> {
  const ms = Math.min(firstLeaseMs * 2 ** (tries as number), longestLeaseMs)
  const set = { due_at: addMs(now, ms), tries: (tries as number) + 1 }
  await table.write({ update: { pk, sk }, set, if: { attr: 'due_at', equals: due_at as string } })
}

/** What a due item asks for: by its key alone. */
function wakeFor({ pk, sk }: Item): OwnMessage {
  if (pk.startsWith('C#')) return { kind: 'list-parked', cert: pk.slice(2) as NumberHash, key: sk }
  if (pk.startsWith('T#')) return { kind: 'topic', topic: pk.slice(2) }
  if (pk === holdsKey.pk) return { kind: 'let-go' }
  if (pk.startsWith('CR#')) return { kind: 'clearing', clearing_id: pk.slice(3) }
  const pid = pk.slice(2) as Pid
  return sk.startsWith('J#') || sk.startsWith('M#') ? { kind: 'flush', pid, journal: sk } : { kind: 'wake', pid }
}
