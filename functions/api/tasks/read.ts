/** One task, as its page shows it: whose matter it is, how urgent, in whose hand. */
import { rowSk, taskKey } from '../../../shared/table/keys.ts'
import { audited } from '../../calls/audit.ts'
import { notFound, type Problem } from '../../calls/problem.ts'
import type { Answer } from '../../calls/route.ts'
import { ownTask, type TaskCall } from './act.ts'
import { atDesk } from './desk.ts'
import { whose } from './list.ts'
import { seesWhose } from './officers.ts'

/** The task, for whoever sees it. */
export async function readTask({
  ports,
  subject,
  params: { task_id },
}: Pick<TaskCall, 'ports' | 'subject' | 'params'>): Promise<Answer | Problem> {
  const task = await ownTask(ports, subject, task_id)
  if (!task) return notFound()
  const { pk } = taskKey(task.task_id)
  const isTold = pk.startsWith('P#') && seesWhose(subject)
  const person = isTold ? await ports.table.get({ pk, sk: rowSk('person', 'self') }) : undefined
  await audited(ports, subject, 'task.read', task_id)
  const view = await atDesk(ports, subject.id, (desk) => desk.view(task))
  return { body: { ...view, ...(person ? whose(ports, pk, person) : {}) } }
}
