/** Keys of the people of a pooling area, whom screenings go through. */
import type { Day } from '../../calendar/index.ts'
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

/** The screenings of an area, by their days. */
export const screeningsPartition = (area: Admdvs) => `SCREEN#${area}`
/** One of them. */
export const screeningKey = (area: Admdvs, on: Day): Key => ({ pk: screeningsPartition(area), sk: on })
/** What belongs to a screening while it goes on, and until the next: how far its parts have come, and how everybody stood. */
const screeningPartition = (screeningId: string) => `SCREENING#${screeningId}`
/** How far a part has come; each goes through one shard of the people. */
export const screeningPartKey = (screeningId: string, part: number): Key => ({
  pk: screeningPartition(screeningId),
  sk: `part#${part}`,
})
/** How those of a part stood whose keys lie behind the last of the page before, up to this one. */
export const seenKey = (screeningId: string, part: number, last: Pid): Key => ({
  pk: screeningPartition(screeningId),
  sk: `seen#${part}#${last}`,
})
/** The pages of a part in which those behind a person stand. */
export const seenBehind = (screeningId: string, part: number, behind: Pid | undefined) => ({
  pk: screeningPartition(screeningId),
  from: `seen#${part}#${behind === undefined ? '' : `${behind} `}`,
  to: `seen#${part}#~`,
})

/** The figures of a pooling area, county, street or community, by the days of screenings; `area#…` is the pooling area's. */
export const enrolledPartition = (place: string) => `ENROLLED#${place}`
/** Those of one screening. */
export const enrolledKey = (place: string, on: Day): Key => ({ pk: enrolledPartition(place), sk: on })
/** The same of all places one level down, together. */
export const enrolledPartsKey = (place: string, on: Day): Key => ({ pk: enrolledPartition(place), sk: `parts#${on}` })
