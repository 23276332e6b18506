/**
 * The clock function: every minute it looks, shard by shard, for what has fallen due, and sends a wake for each. It
 * decides nothing; a wake too many does no harm.
 */
import type { Message } from '../../shared/chain/messages.ts'
import type { Ports } from '../../shared/chain/ports.ts'
import { send } from '../../shared/chain/send.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { dueShards } from '../../shared/table/keys.ts'
import type { Item } from '../../shared/table/table.ts'

/** Most wakes sent for one shard in one sweep; the rest follows in the next. */
const maxPages = 40

/** One sweep over all shards; answers how many wakes were sent. */
export function makeSweep(ports: Ports): () => Promise<number> {
  let isNew = true
  return async () => {
    // A clock that has just started may be that of a new release.
    if (isNew) await send(ports, 'registers', [JSON.stringify({ kind: 'new-release' } satisfies Message)])
    isNew = false
    const shards = Array.from({ length: dueShards }, (_, index) => sweepShard(ports, `due#${index}`))
    return (await Promise.all(shards)).reduce((sum, sent) => sum + sent, 0)
  }
}

async function sweepShard(ports: Ports, pk: string): Promise<number> {
  const to = ports.clock.now()
  let cursor: string | undefined
  let sent = 0
  for (let page = 0; page < maxPages; page++) {
    const found = await ports.table.query({ index: 'due', pk, to, limit: 250, ...(cursor ? { cursor } : {}) })
    const bodies = [...new Set(found.items.map((item) => JSON.stringify(wakeFor(item))))]
    await send(ports, 'registers', bodies)
    sent += bodies.length
    cursor = found.cursor
    if (cursor === undefined) return sent
  }
  return sent
}

/** What a due item asks for: by its key alone. */
function wakeFor({ pk, sk }: Item): Message {
  if (pk.startsWith('C#')) return { kind: 'list-parked', cert: pk.slice(2), key: sk }
  if (pk.startsWith('T#')) return { kind: 'topic', topic: pk.slice(2) }
  if (pk.startsWith('CR#')) return { kind: 'clearing', clearing_id: pk.slice(3) }
  const pid = pk.slice(2) as Pid
  return sk.startsWith('J#') || sk.startsWith('M#') ? { kind: 'flush', pid, journal: sk } : { kind: 'wake', pid }
}
