/**
 * The clock function: every minute it looks, shard by shard, for what has fallen due, wakes what is there and sends for
 * sweepers where there is a crowd. It decides nothing; a wake too many does no harm.
 */
import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'
import { sweepShard } from '../../shared/engine/sweep.ts'
import { dueShards, shardOf } from '../../shared/table/keys.ts'

/** Shards looked at side by side: a page of each is as many calls as the wire has sockets for, and some wait. */
const abreast = 8

/** One sweep over all shards; answers how many messages were sent, or are being sent by sweepers. */
export function makeSweep(ports: Ports): () => Promise<number> {
  let isNew = true
  return async () => {
    // A clock that has just started may be that of a new release.
    if (isNew) await pass(ports, [{ kind: 'new-release' }])
    isNew = false
    const shards = inTurn(shardOf(ports.clock.now(), dueShards))
    const rows = Array.from({ length: abreast }, (_, row) => shards.filter((_, place) => place % abreast === row))
    const sent = await Promise.all(rows.map((row) => sweepRow(ports, row)))
    return sent.reduce((sum, some) => sum + some, 0)
  }
}

/** All shards, beginning with one that is another each time: if sweeps die before their end, none is always behind it. */
const inTurn = (first: number) => Array.from({ length: dueShards }, (_, place) => (first + place) % dueShards)

/** One shard after the other; trouble with one keeps nobody from those behind it, and is thrown in the end. */
async function sweepRow(ports: Ports, shards: readonly number[]): Promise<number> {
  const troubles: unknown[] = []
  let sent = 0
  for (const shard of shards) {
    sent += await sweepShard(ports, shard).catch((trouble: unknown) => {
      troubles.push(trouble)
      return 0
    })
  }
  if (troubles.length > 0) throw troubles[0]
  return sent
}
