/** Lists in shards: what many write to stands in several partitions, as many as its busiest hour needs (0064). */
import { createHash } from 'node:crypto'

/** Shards of a list that one place, office or province fills; reckoned in decision 0064. */
export const listShards = 8

/** A stable number below `shards` for a text. */
export function shardOf(text: string, shards: number): number {
  return (createHash('sha256').update(text).digest()[0] as number) % shards
}

/** A list of the index `lists`, and the shards that its entries stand in; `shared/table/lists.ts` reads it. */
export interface List {
  readonly name: string
  readonly shards: readonly string[]
}

/** A list in shards: the first bears the name of the whole: what was written before there were shards stands there. */
export const inShards = (name: string) => ({
  name,
  shards: Array.from({ length: listShards }, (_, shard) => (shard === 0 ? name : `${name}#${shard}`)),
})

/** The shard of a list in which this one stands. */
export const shardFor = (shards: readonly string[], id: string) => shards[shardOf(id, shards.length)] as string

/** A count as text whose order is that of the counts. */
export const padded = (count: number) => String(count).padStart(10, '0')
