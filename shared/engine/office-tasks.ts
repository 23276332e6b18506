/**
 * Tasks that belong to no person's file: each is an item of its own, listed for whom it concerns like any other. Who
 * makes one gives it an id that follows from what it is about, so that it is made once.
 */
import type { Instant } from '../calendar/index.ts'
import { ttlAt } from '../keeping/index.ts'
import type { TaskRow } from '../registers/rows.ts'
import { ttlAttribute } from '../table/definition.ts'
import { officeTaskKey, taskEntry } from '../table/keys.ts'
import type { Item, Key, Table, Write } from '../table/table.ts'

/** The item of a task. What is personal has no place in its facts: they lie in the clear. */
export function officeTaskItem(task: TaskRow, key: Key = officeTaskKey(task.task_id)): Item {
  return { ...key, d: JSON.stringify(task), st: task.status, ...taskEntry(task) }
}

/** The task an item holds. */
const officeTaskOf = (item: Item): TaskRow => JSON.parse(item.d as string) as TaskRow

/**
 * Opens a task unless it stands; one that was approved or closed opens anew, for what it says has come true again. False
 * if it stood, or was rejected.
 */
export async function openOfficeTask({ table }: { table: Table }, task: TaskRow): Promise<boolean> {
  const put = officeTaskItem(task)
  if (await table.write({ put, if: 'absent' })) return true
  const held = await table.get(officeTaskKey(task.task_id))
  const { status } = held ? officeTaskOf(held) : { status: 'open' as const }
  if (status === 'open' || status === 'rejected') return false
  return table.write({ put, if: { attr: 'st', equals: status } })
}

/** The write that ends an open task, which is kept for a while from then on; its condition fails if somebody else ended it before. */
export function endOfficeTask(task: TaskRow, at: Instant): Extract<Write, { put: unknown }> {
  return {
    put: { ...officeTaskItem(task), [ttlAttribute]: ttlAt('office-tasks', at) },
    if: { attr: 'st', equals: 'open' },
  }
}
