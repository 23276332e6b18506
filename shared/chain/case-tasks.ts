/** The tasks of a case: each is opened, brought up to date and closed as the decisions upon the case say. */

import { dueFields, dueOf } from '../policy/due.ts'
import { taskIdOf } from '../registers/cases.ts'
import { put } from '../registers/file.ts'
import type { At } from '../registers/look.ts'
import type { CaseRow, TaskRow } from '../registers/rows.ts'
import { same } from '../same.ts'
import type { Effects } from './chain.ts'
import type { Draft } from './draft.ts'

/** Opens a task of a case, or brings what it shows up to date; one that is decided stays as it is. */
export function upsertTask(
  row: CaseRow,
  task: NonNullable<Effects<unknown>['tasks']>[number],
  draft: Draft,
  at: At,
): void {
  const task_id = taskIdOf(row.case_id, task.kind, task.key)
  const held = draft.file.one('task', task_id)
  if (held?.decision) return
  if ('done' in task) {
    if (held?.status === 'open') draft.write([put('task', { ...held, status: 'closed' })])
    return
  }
  // One that was closed because it was needed no more opens anew if it is needed after all.
  const existing = held?.status === 'open' ? held : undefined
  const next: TaskRow = {
    task_id,
    case_id: row.case_id,
    kind: task.kind,
    owner: task.owner,
    admdvs: task.admdvs,
    opened_at: existing?.opened_at ?? at.now,
    ...dueFields(existing ? dueOf(existing) : task.due),
    facts: task.facts,
    status: 'open',
    ...(task.standing ? { standing: true as const } : {}),
    ...(task.private ? { private: task.private } : {}),
    ...(task.work ? { work: task.work } : {}),
    ...(task.extension === undefined ? {} : { extension: task.extension }),
    ...(existing ? doneBySoFar(existing) : {}),
  }
  if (!same(existing, next)) draft.write([put('task', next)])
}

/** What people in office have done with an open task: the case that brings its facts up to date undoes none of it. */
function doneBySoFar({ claim, first_claim_at, extended, proposal }: TaskRow): Partial<TaskRow> {
  return {
    ...(claim ? { claim } : {}),
    ...(first_claim_at ? { first_claim_at } : {}),
    ...(extended ? { extended } : {}),
    ...(proposal ? { proposal } : {}),
  }
}

/** The tasks of a decision that changes nothing else. */
export function keepTasks(row: CaseRow, effects: Effects<unknown>, draft: Draft, at: At): void {
  for (const task of effects.tasks ?? []) upsertTask(row, task, draft, at)
}

/** Tasks that the case no longer waits on need no decision any more. */
export function settleTasks(row: CaseRow, effects: Effects<unknown>, draft: Draft): void {
  const wanted = new Set((effects.tasks ?? []).map((t) => taskIdOf(row.case_id, t.kind, t.key)))
  for (const task of draft.file.all('task')) {
    if (task.case_id !== row.case_id || task.status !== 'open' || task.standing || wanted.has(task.task_id)) continue
    draft.write([put('task', { ...task, status: 'closed' })])
  }
}
