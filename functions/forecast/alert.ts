/** A day with far more tasks than were to be expected is told to a supervisor, once a day and area (bundles/RULES.md 12.3). */
import type { Day } from '../../shared/calendar/index.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import { officeTaskItem } from '../../shared/engine/office-tasks.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { ratio } from '../../shared/money/index.ts'
import { taskDue } from '../../shared/policy/desk.ts'
import { dueFields } from '../../shared/policy/due.ts'
import { alertRatio } from '../../shared/policy/house/forecast.ts'
import type { TaskRow } from '../../shared/registers/rows.ts'
import { volumeItems, volumeOf, volumeSeen } from '../../shared/table/common/volume.ts'
import { volumeAlert } from '../../shared/tasks/volume.ts'
import { type Expected, expectedOf, kindOf } from './forecast.ts'
import { reckoningIn } from './policies.ts'

/**
 * Looks whether a day's tasks have come above what was to be expected; the sweep sends for it after they were counted. Twice
 * does no harm: the task follows from area and day, and opens once.
 */
export async function lookAtVolume(ports: Ports, area: Admdvs, day: Day): Promise<void> {
  const items = await volumeItems(ports.table, area, day)
  const tasks = items.reduce((sum, { tasks: counted = 0 }) => sum + (counted as number), 0)
  const reckoning = await reckoningIn(ports, area)
  const history = { counts: await volumeOf(ports.table, area, 'tasks'), calendar: reckoning.calendar }
  const of = expectedOf(history, kindOf(day, reckoning.calendar), day)
  if (of && isTooMuch(tasks, of, reckoning.parameterOf(alertRatio))) {
    const due = taskDue(reckoning, volumeAlert.kind, area)
    const task: TaskRow = {
      task_id: `VA-${area}-${day}`,
      kind: volumeAlert.kind,
      owner: { role: 'supervisor', area },
      admdvs: area,
      opened_at: ports.clock.now(),
      ...dueFields(due),
      facts: { on: day, count: tasks, expected: of.expected, high: of.high },
      status: 'open',
    }
    await ports.table.write({ put: officeTaskItem(task), if: 'absent' })
  }
  await volumeSeen(ports.table, items)
}

/** Above the most there was, and above so many times what was expected. */
function isTooMuch(tasks: number, { expected, high }: Expected, times: string): boolean {
  const { num, den } = ratio(times)
  return tasks > high && BigInt(tasks) * den > num * BigInt(expected)
}
