/**
 * Tasks that belong to no person's file: each is an item of its own, listed for whom it concerns like any other. Who
 * makes one gives it an id that follows from what it is about, so that it is made once.
 */
import { dayOf } from '../calendar/index.ts'
import { ttlAt } from '../keeping/index.ts'
import type { TaskChange, TaskKinds, TaskRefusal, TasksUpon } from '../registers/desk/claim.ts'
import type { TaskRow } from '../registers/rows.ts'
import { openedTaskWrites } from '../table/common/volume.ts'
import { ttlAttribute } from '../table/definition.ts'
import { officeTaskKey, taskEntry, taskKey } from '../table/keys.ts'
import { staffWrites } from '../table/office/staff.ts'
import type { Condition, Item, Key, Table, Write } from '../table/table.ts'
import type { Ports } from './ports.ts'
import { World } from './world.ts'

/** Others may count a task of the same area, or change this one, at the same moment. */
const mostTries = 10

/** The item of a task. What is personal has no place in its facts: they lie in the clear. */
export function officeTaskItem(task: TaskRow, key: Key = officeTaskKey(task.task_id)): Item {
  return { ...key, d: JSON.stringify(task), st: task.status, ...taskEntry(task) }
}

/** The task an item holds. */
const officeTaskOf = (item: Item): TaskRow => JSON.parse(item.d as string) as TaskRow

/**
 * Opens a task unless it stands; one that was approved or closed opens anew, for what it says has come true again. False
 * if it stood, or was rejected. Throws if others keep being counted at the same moment.
 */
export async function openOfficeTask({ table }: { table: Table }, task: TaskRow): Promise<boolean> {
  const put = officeTaskItem(task)
  for (let tries = 0; tries < mostTries; tries++) {
    const held = await table.get(officeTaskKey(task.task_id))
    const status = held && officeTaskOf(held).status
    if (status === 'open' || status === 'rejected') return false
    const unchanged: Condition = status === undefined ? 'absent' : { attr: 'st', equals: status }
    if ((await table.transact([{ put, if: unchanged }, ...openedTaskWrites(task)])).ok) return true
  }
  throw new Error('office tasks: too many conflicts')
}

/** What would become of a task now; nothing is written. */
export async function foreseeOfficeTask(
  ports: Ports,
  kinds: TaskKinds,
  taskId: string,
  change: TaskChange,
): Promise<TaskRow | { refused: TaskRefusal }> {
  const item = await ports.table.get(taskKey(taskId))
  if (!item) return { refused: { status: 404, code: 'not-found', detail: '没有这个待办' } }
  const now = ports.clock.now()
  const world = new World(ports)
  const task = officeTaskOf(item)
  return world.loading(() => change(task, kinds.get(task.kind), { now, today: dayOf(now), look: world.look }))
}

/**
 * Does something with a task, if it still is as it was read; `beside` is written with it. What ends it begins its term.
 * Throws if others keep changing it.
 */
export async function changeOfficeTask(
  ports: Ports,
  kinds: TaskKinds,
  taskId: string,
  change: TaskChange,
  { beside = [], upon = () => [] }: { beside?: readonly Write[]; upon?: TasksUpon } = {},
): Promise<TaskRow | { refused: TaskRefusal }> {
  const key = taskKey(taskId)
  for (let tries = 0; tries < mostTries; tries++) {
    let read: TaskRow | undefined
    let opened: TaskRow[] = []
    const changed = await foreseeOfficeTask(ports, kinds, taskId, (task, kind, at) => {
      read = task
      const next = change(task, kind, at)
      opened = 'refused' in next ? [] : upon(next, at)
      return next
    })
    if ('refused' in changed) return changed
    const now = ports.clock.now()
    const kept = changed.status === 'open' ? {} : { [ttlAttribute]: ttlAt('office-tasks', now) }
    const written = await ports.table.transact([
      { put: { ...officeTaskItem(changed, key), ...kept }, if: { attr: 'd', equals: JSON.stringify(read) } },
      ...opened.map((one): Write => ({ put: officeTaskItem(one), if: 'absent' })),
      ...staffWrites([[read, changed]], now),
      ...beside,
    ])
    if (written.ok) return changed
  }
  throw new Error('office tasks: too many conflicts')
}
