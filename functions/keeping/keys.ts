/**
 * Keys of the job that takes away what is past its term, beside those of shared/table/keys.ts.
 *
 * | question                                   | key                                               | cost |
 * |--------------------------------------------|---------------------------------------------------|------|
 * | whose file holds something to erase by now | index `lists`, `keep#shard`, `day#pid`            | 1r a shard |
 * | who died by a day                          | index `lists`, `dead#shard`, `day#pid` (persons)  | 1r a shard |
 * | how far the erasing has come, and came     | `KEEPING`, `run`, `report#…`                      | 1r |
 */
import type { Day, Instant } from '../../shared/calendar/index.ts'
import type { Pid } from '../../shared/registers/ids.ts'
import { keepShards, personKey, shardOf } from '../../shared/table/keys.ts'
import type { Key } from '../../shared/table/table.ts'

/** A shard of the list of files that hold something to erase from some day on. */
export const keepList = (shard: number) => `keep#${shard}`
/** When a file is looked at again for what is past its term, and from where. */
export const keepKey = (pid: Pid): Key => ({ pk: personKey(pid), sk: 'Y#keep' })
/** Its place in the list. */
export const keepEntry = (pid: Pid, on: Day) => ({ list: keepList(shardOf(pid, keepShards)), list_at: `${on}#${pid}` })
/** Places of a person's cases in lists of areas that their own items do not stand in. */
export const pointersOf = (caseId: string) => ({ from: `Y#${caseId}#`, to: `Y#${caseId}#~` })
/** The run of the job of keeping. */
export const keepingKey: Key = { pk: 'KEEPING', sk: 'run' }
/** What a run came to. */
export const keepingReportKey = (at: Instant): Key => ({ pk: keepingKey.pk, sk: `report#${at}` })
/** All of them. */
export const keepingReportRange = { from: 'report#', to: 'report~' }
