/**
 * Where the lines of the audit trail stand, and how each is found: by day, in shards; by who did it, in one shard of each
 * day; by whom it is about, in a list of the index `lists`. What offices do is apart from what institutions ask, which is
 * a hundred times as much.
 */
import type { Day, Instant } from '../calendar/index.ts'
import { type List, shardOf } from '../table/keys.ts'
import type { Key } from '../table/table.ts'

/** Shards of a day: those of offices, then those of institutions. */
const officeShards = 16
const institutionShards = 32

/** The partitions of the trail begin so, and no others. */
export const trailPartitions = 'U#'

const partition = (day: Day, shard: number) => `U#${day}#${shard}`

/** All partitions of a day. */
export const dayPartitions = (day: Day): string[] =>
  Array.from({ length: officeShards + institutionShards }, (_, shard) => partition(day, shard))

/** How an institution is called in the trail. */
export const institutionBy = (fixmedinsCode: string) => `institution:${fixmedinsCode}`

/** The code of an institution by what the trail calls it; undefined of anybody else. */
export const institutionIn = (by: string): string | undefined => /^institution:(.+)$/.exec(by)?.[1]

/** The partition of a day where the lines of one stand, by what the trail calls them. */
export const partitionBy = (day: Day, by: string): string =>
  partition(
    day,
    by.startsWith(institutionBy('')) ? officeShards + shardOf(by, institutionShards) : shardOf(by, officeShards),
  )

/** A line's key; `id` tells two of one moment apart. */
export const lineKey = (day: Day, at: Instant, by: string, id: string): Key => ({
  pk: partitionBy(day, by),
  sk: `${at}#${id}`,
})

/** The day of a line. */
export const lineDay = ({ pk }: Key) => pk.split('#')[1] as Day

const aboutList = (person: string) => `trail#${person}`

/** The place of a line in the list of the person it is about, by pid or by the keyed hash of the number that was shown. */
export const aboutEntry = (person: string, { sk }: Key) => ({ list: aboutList(person), list_at: sk })

/** The lines about somebody, by all that stands for them. */
export const linesAbout = (person: string, others: readonly string[]): List => ({
  name: aboutList(person),
  shards: [person, ...others].map(aboutList),
})
