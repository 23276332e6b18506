/** Keys of the people of a pooling area, whom screenings go through. */
import type { Admdvs } from '../../codes/index.ts'
import type { Pid } from '../../registers/ids.ts'
import type { Key } from '../table.ts'
import { shardOf } from './shards.ts'

/** Shards of the people of a pooling area; a screening works on all of them side by side. */
export const peopleShards = 8

/** The people of an area, shard by shard. */
export const peoplePartition = (area: Admdvs, shard: number) => `PEOPLE#${area}#${shard}`
/** One of them. */
export const peopleKey = (area: Admdvs, pid: Pid): Key => ({
  pk: peoplePartition(area, shardOf(pid, peopleShards)),
  sk: pid,
})
