/** Decisions on tasks that belong to no person's file: each kind says here what comes of it. */
import { sendAgain } from '../../shared/engine/held.ts'
import { endOfficeTask } from '../../shared/engine/office-tasks.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { messageAside } from '../../shared/engine/send.ts'
import type { TaskDecision } from '../../shared/registers/apply/task.ts'
import type { TaskRow } from '../../shared/registers/rows.ts'
import type { Write } from '../../shared/table/table.ts'
import { messageRefused } from '../../shared/tasks/operator.ts'
import { type Problem, problem } from '../calls/problem.ts'
import type { Answer } from '../calls/route.ts'
import { taskView } from './views.ts'

/** What approving a task does, before it is noted as approved; twice does no harm. Kinds without one are closed by facts. */
const approvals: Record<string, (ports: Ports, task: TaskRow) => Promise<Problem | undefined>> = {
  [messageRefused.kind]: async (ports, task) => {
    const reason = await sendAgain(ports, await messageAside(ports, task))
    return reason === undefined ? undefined : problem(409, 'still-refused', `队列还是不收这条消息（${reason}）。`)
  },
}

const closed = () => problem(409, 'task-closed', '这个待办已经处理过了。')

/** Carries a decision out and notes it; `beside` goes with the note. */
export async function decideOfficeTask(
  ports: Ports,
  task: TaskRow,
  { verdict, by, reason, data }: TaskDecision,
  beside: readonly Write[] = [],
): Promise<Answer | Problem> {
  const approve = approvals[task.kind]
  if (!approve) return problem(409, 'closed-by-facts', '这个待办不用人工处理，缺的内容补上后会自动关闭。')
  if (task.status !== 'open') return closed()
  const refusal = verdict === 'approve' ? await approve(ports, task) : undefined
  if (refusal) return refusal
  const decision = { at: ports.clock.now(), by, ...(reason ? { reason } : {}), data }
  const decided: TaskRow = { ...task, status: verdict === 'approve' ? 'approved' : 'rejected', decision }
  const noted = await ports.table.transact([endOfficeTask(decided, decision.at), ...beside])
  return noted.ok ? { body: taskView(decided) } : closed()
}
