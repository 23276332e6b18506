/** Keys of how much opens a day: counted in shards, for many commits of an area open something in one second. */
import type { Day } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import type { Key } from '../table.ts'
import { listShards, shardOf } from './shards.ts'

const partition = (area: Admdvs, shard: number) => `VOLUME#${area}#${shard}`

/** The partitions in which the days of an area stand; only the sum of all says anything. */
export const volumePartitions = (area: Admdvs): string[] =>
  Array.from({ length: listShards }, (_, shard) => partition(area, shard))

/** Where what opens in an area on a day is counted by whoever commits `of`. */
export const volumeKey = (area: Admdvs, day: Day, of: string): Key => ({
  pk: partition(area, shardOf(of, listShards)),
  sk: day,
})

/** Whether a key is that of a count. */
export const isVolumeKey = ({ pk }: Key): boolean => pk.startsWith('VOLUME#')

/** The area and day of a count, by its key. */
export function volumeIn({ pk, sk }: Key): { area: Admdvs; day: Day } {
  return { area: pk.split('#')[1] as Admdvs, day: sk as Day }
}
