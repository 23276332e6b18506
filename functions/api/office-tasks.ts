/** Decisions on tasks that belong to no person's file: each kind says here what comes of it. */
import { sendAgain } from '../../shared/engine/held.ts'
import { changeOfficeTask, foreseeOfficeTask } from '../../shared/engine/office-tasks.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { messageAside } from '../../shared/engine/send.ts'
import { decideOn, type TaskDecision, uponDecision } from '../../shared/registers/apply/task.ts'
import type { TaskRefusal } from '../../shared/registers/desk/claim.ts'
import type { TaskRow } from '../../shared/registers/rows.ts'
import type { Write } from '../../shared/table/table.ts'
import { messageRefused } from '../../shared/tasks/operator.ts'
import { taskKinds } from '../bundles/all.ts'
import { type Problem, problem } from '../calls/problem.ts'

/** What approving a task does, before it is noted as approved; twice does no harm. Of other kinds the note is all. */
const approvals: Record<string, (ports: Ports, task: TaskRow) => Promise<Problem | undefined>> = {
  [messageRefused.kind]: async (ports, task) => {
    const reason = await sendAgain(ports, await messageAside(ports, task))
    return reason === undefined ? undefined : problem(409, 'still-refused', `队列还是不收这条消息（${reason}）。`)
  },
}

/**
 * Carries a decision out and notes it; `beside` goes with the note. What cannot be decided now is refused before anything
 * is done; who decides at the same time does it again, and is refused then.
 */
export async function decideOfficeTask(
  ports: Ports,
  { task_id }: TaskRow,
  wanted: TaskDecision,
  beside: readonly Write[] = [],
): Promise<TaskRow | { refused: TaskRefusal } | Problem> {
  const decide = decideOn(wanted)
  const foreseen = await foreseeOfficeTask(ports, taskKinds, task_id, decide)
  if ('refused' in foreseen) return foreseen
  const refusal = wanted.verdict === 'approve' ? await approvals[foreseen.kind]?.(ports, foreseen) : undefined
  return refusal ?? changeOfficeTask(ports, taskKinds, task_id, decide, { beside, upon: uponDecision(wanted) })
}
