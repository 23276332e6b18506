/** Tasks of tests that belong to no person. */
import { instant } from '../../shared/calendar/index.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import { openOfficeTask } from '../../shared/engine/office-tasks.ts'
import type { TaskRow } from '../../shared/registers/rows.ts'
import type { Stack } from './stack.ts'

/** Opens a task for the clerks of Tangshan, due on Friday 2026-03-13; answers its id. */
export async function openForClerks(stack: Stack, more: Partial<TaskRow> = {}): Promise<string> {
  const area = '130200' as Admdvs
  const task: TaskRow = {
    task_id: 'T1.older-relation',
    kind: 'older-relation',
    owner: { role: 'clerk', area },
    admdvs: area,
    opened_at: stack.clock.now(),
    due_at: instant('2026-03-13T23:59:59+08:00'),
    facts: { insu_admdvs: '130300', balance: '1.00' },
    status: 'open',
    ...more,
  }
  await openOfficeTask(stack.ports, task)
  return task.task_id
}
