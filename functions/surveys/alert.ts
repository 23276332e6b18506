/** A bad mark where an area wants to know of it is told to its clerks, without the person (RULES.md 3.1, 4.2). */
import { randomUUID } from 'node:crypto'
import { startOfDay } from '../../shared/calendar/index.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import { officeTaskItem } from '../../shared/engine/office-tasks.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { taskDue } from '../../shared/policy/desk.ts'
import { dueFields } from '../../shared/policy/due.ts'
import type { TaskRow } from '../../shared/registers/rows.ts'
import { openedTaskWrites } from '../../shared/table/common/volume.ts'
import { institutionOf } from '../../shared/table/office/institutions.ts'
import type { Write } from '../../shared/table/table.ts'
import { visitAlert } from '../../shared/tasks/visit-alert.ts'
import type { Reckoning } from '../forecast/policies.ts'
import type { lowOf } from './answers.ts'

/** What the clerks are told. */
interface Alert {
  fixmedins_code: string
  dept?: string
  low: ReturnType<typeof lowOf>
}

/**
 * The writes that open the task, for the commit of the answers: once a survey. It is opened on the day, not at the moment,
 * and its number is drawn: neither leads to the commit of a person's file.
 */
export async function alertWrites(
  ports: Ports,
  area: Admdvs,
  reckoning: Reckoning,
  { fixmedins_code, dept, low }: Alert,
): Promise<Write[]> {
  if (low.length === 0) return []
  const name = (await institutionOf(ports.table, fixmedins_code))?.fixmedins_name
  const task: TaskRow = {
    task_id: `SV-${randomUUID()}`,
    kind: visitAlert.kind,
    owner: { role: 'clerk', area },
    admdvs: area,
    opened_at: startOfDay(reckoning.today),
    ...dueFields(taskDue(reckoning, visitAlert.kind, area)),
    facts: {
      fixmedins_code,
      ...(name === undefined ? {} : { fixmedins_name: name }),
      ...(dept === undefined ? {} : { dept }),
      on: reckoning.today,
      low,
    },
    status: 'open',
  }
  return [{ put: officeTaskItem(task), if: 'absent' }, ...openedTaskWrites(task)]
}
