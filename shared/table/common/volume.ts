/**
 * How much opens a day in an area: clerks' tasks, and cases by bundle, counted in the commits that open them and read by
 * the day; nobody goes through lists for it. A day's count of tasks is marked as due, so that whoever looks whether it is
 * too much finds it even if its writer has died.
 */
import { type Day, dayOf, startOfDay } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import type { Change, PersonFile } from '../../registers/file.ts'
import { pidIn } from '../../registers/ids.ts'
import type { TaskRow } from '../../registers/rows.ts'
import { dueShard, isVolumeKey, volumeKey, volumePartitions } from '../keys.ts'
import { type Item, type Key, queryAll, type Table, type Write } from '../table.ts'

/** What is counted: clerks' tasks, or the cases of a bundle. */
type Counted = 'tasks' | `case#${string}`

interface Opened {
  what: Counted
  area: Admdvs
  day: Day
}

/** The writes that count what a commit opens. What came with the file of a lost number was counted when it opened there. */
export function openedWrites(read: PersonFile, changes: readonly Change[]): Write[] {
  const opened = changes.flatMap((change): Opened[] => {
    const { register, key, row } = change
    if (row === undefined || pidIn(key.split('.')[0] as string) !== read.pid) return []
    if (register === 'task') return read.one('task', key)?.status === 'open' ? [] : ofTask(row)
    if (register !== 'case' || read.one('case', key)) return []
    return [{ what: `case#${row.bundle}`, area: row.admdvs, day: dayOf(row.started_at) }]
  })
  return countWrites(opened, read.pid)
}

/** The writes that count a task that belongs to no person's file, as it opens. */
export const openedTaskWrites = (task: TaskRow): Write[] => countWrites(ofTask(task), task.task_id)

const ofTask = ({ owner, status, opened_at }: TaskRow): Opened[] =>
  owner.role === 'clerk' && status === 'open' ? [{ what: 'tasks', area: owner.area, day: dayOf(opened_at) }] : []

function countWrites(opened: readonly Opened[], of: string): Write[] {
  const places = Map.groupBy(opened, ({ area, day }) => `${area} ${day}`)
  return [...places.values()].map((some): Write => {
    const [{ area, day }] = some as [Opened]
    const add: Record<string, number> = {}
    for (const { what } of some) add[what] = (add[what] ?? 0) + 1
    const key = volumeKey(area, day, of)
    // The same for a whole day: only the first of it, and of it after a look, moves an entry of the index.
    const due = add.tasks === undefined ? {} : { set: { due: dueShard(`${key.pk}#${day}`), due_at: startOfDay(day) } }
    return { update: key, add, ...due }
  })
}

const isCount = (write: Write): write is CountWrite => 'update' in write && isVolumeKey(write.update)
type CountWrite = Extract<Write, { update: Key }>

/** The writes of one transaction, which names an item once: what counts in the same place counts together. */
export function countedTogether(writes: readonly Write[]): Write[] {
  const places = Map.groupBy(writes.filter(isCount), ({ update: { pk, sk } }) => `${pk} ${sk}`)
  const sums = [...places.values()].map((some) => some.reduce(bothCounted))
  return [...writes.filter((write) => !isCount(write)), ...sums]
}

function bothCounted(a: CountWrite, b: CountWrite): CountWrite {
  const add = { ...a.add }
  for (const [what, count] of Object.entries(b.add ?? {})) add[what] = (add[what] ?? 0) + count
  return { ...a, ...b, add }
}

/** What may be asked for: clerks' tasks, all cases, or those of one bundle. */
export type VolumeOf = 'tasks' | 'cases' | { bundle: string }

function countIn(item: Item, of: VolumeOf): number {
  const names = Object.keys(item).filter((name) => {
    if (of === 'tasks') return name === 'tasks'
    return of === 'cases' ? name.startsWith('case#') : name === `case#${of.bundle}`
  })
  return names.reduce((sum, name) => sum + (item[name] as number), 0)
}

/** Counts by day from the first day on which there is any; days without one are left out. */
export async function volumeOf(table: Table, area: Admdvs, of: VolumeOf): Promise<ReadonlyMap<Day, number>> {
  const shards = await Promise.all(volumePartitions(area).map((pk) => queryAll(table, { pk })))
  const days = new Map<Day, number>()
  for (const item of shards.flat()) {
    const count = countIn(item, of)
    if (count > 0) days.set(item.sk as Day, (days.get(item.sk as Day) ?? 0) + count)
  }
  return days
}

/** Takes the mark off a day's counts that are still as they were looked at; one that was added to meanwhile keeps it. */
export async function volumeSeen(table: Table, items: readonly Item[]): Promise<void> {
  await Promise.all(
    items.map(({ pk, sk, tasks = 0 }) =>
      table.write({ update: { pk, sk }, unset: ['due', 'due_at', 'tries'], if: { attr: 'tasks', equals: tasks } }),
    ),
  )
}

/** A day's counts as they stand, to be looked at. */
export const volumeItems = (table: Table, area: Admdvs, day: Day): Promise<Item[]> =>
  table.getMany(volumePartitions(area).map((pk) => ({ pk, sk: day })))
