/** Where the lines of the audit trail stand: by day, in shards, for a desk's lines are many. */
import type { Day, Instant } from '../calendar/index.ts'
import { shardOf } from '../table/keys.ts'
import type { Key } from '../table/table.ts'

/** Shards of a day. */
const trailShards = 16

/** The partitions of the trail begin so, and no others. */
export const trailPartitions = 'U#'
/** A line. */
export const lineKey = (day: Day, at: Instant, id: string): Key => ({
  pk: `U#${day}#${shardOf(id, trailShards)}`,
  sk: `${at}#${id}`,
})
/** The day of a line. */
export const lineDay = ({ pk }: Key) => pk.split('#')[1] as Day
