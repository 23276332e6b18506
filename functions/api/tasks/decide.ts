/** Deciding a task, in its person's file or where it stands by itself. */
import { oneOf } from '../../../events/fields.ts'
import { foresee } from '../../../shared/engine/handle.ts'
import type { Pid } from '../../../shared/identity/index.ts'
import { decideTask, type TaskDecision } from '../../../shared/registers/apply/task.ts'
import type { Apply, Told } from '../../../shared/registers/applying.ts'
import { isDropped } from '../../../shared/registers/desk/second-person.ts'
import type { TaskRow } from '../../../shared/registers/rows.ts'
import type { Write } from '../../../shared/table/table.ts'
import { checkErrand } from '../../../shared/tasks/errand.ts'
import { taskKinds } from '../../bundles/all.ts'
import { auditWrite, officerOf } from '../../calls/audit.ts'
import { badRequest, isProblem, type Problem, problem } from '../../calls/problem.ts'
import type { Answer } from '../../calls/route.ts'
import { type Checked, checkErrandAct } from '../errands/check.ts'
import { decideOfficeTask } from '../office-tasks.ts'
import { holderOf, inFile, refusal, shown, type TaskCall, taskInReach } from './act.ts'
import { handOf } from './officers.ts'

/** A decision as it was sent. */
export interface SentDecision {
  decision: 'approve' | 'reject'
  reason?: string | undefined
  [field: string]: unknown
}

/** What may be decided. */
export const decisions = oneOf('决定', { approve: '同意', reject: '不同意' })

/** Decides one task; `together`: with others, of which no more is said. */
export async function decide(call: TaskCall, sent: SentDecision, together = false): Promise<Answer | Problem> {
  const { ports, rules, subject, params, attempt } = call
  const found = await taskInReach(call, params.task_id)
  if (!('task' in found)) return found
  const { task } = found
  const { decision: verdict, reason, ...data } = sent
  if (verdict === 'reject' && reason === undefined) {
    return badRequest([{ field: 'reason', message: '不同意时要写明理由' }])
  }
  if (attempt.repeated) return decidedAnswer(call, verdict, task)
  const wanted = { ...handOf(subject), taskId: task.task_id, verdict, data, together, ...(reason ? { reason } : {}) }
  const pid = holderOf(task.task_id)
  const done = pid ? await carriedOut(call, pid, task, wanted) : nothing
  if (isProblem(done)) return done
  const beside = [...(attempt.mark.beside ?? []), ...done.beside, decidedLine(call, wanted)]
  const apply = telling(decideTask(taskKinds, wanted), done.tell)
  const decided = pid
    ? await inFile({ ports, rules }, pid, task, apply, {
        ...attempt.mark,
        beside,
        ...(done.once ? { once: done.once } : {}),
      })
    : await decideOfficeTask(ports, task, wanted, beside)
  if (isProblem(decided)) return decided
  return 'refused' in decided ? refusal(decided.refused) : decidedAnswer(call, verdict, decided)
}

function decidedAnswer({ ports, subject }: TaskCall, verdict: TaskDecision['verdict'], task: TaskRow) {
  if (!isDropped(verdict, task)) return shown(ports, subject, task)
  return problem(409, 'facts-changed', '金额已经变了，原来的同意不算数，请按现在的金额重新办。')
}

const nothing: Checked = { beside: [], tell: [] }

/** What a kind of task does when it is decided, before that is noted; nothing of one that could not be decided so. */
async function carriedOut(call: TaskCall, pid: Pid, task: TaskRow, wanted: TaskDecision): Promise<Checked | Problem> {
  if (task.kind !== checkErrand.kind) return nothing
  const foreseen = await foresee(call.ports, call.rules, pid, { apply: decideTask(taskKinds, wanted) })
  return 'settled' in foreseen ? checkErrandAct(call, task, wanted) : nothing
}

/** What is applied, and what the person is told with it. */
const telling =
  (apply: Apply, tell: Told[]): Apply =>
  (file, at) => {
    const applied = apply(file, at)
    return 'ok' in applied && tell.length > 0 ? { ok: { ...applied.ok, tell } } : applied
  }

/** Its line in the audit trail, which stands if the decision does. */
const decidedLine = ({ ports, subject }: TaskCall, { taskId, verdict }: TaskDecision): Write =>
  auditWrite(ports, { ...officerOf(subject), what: 'task.decided', about: taskId, detail: { decision: verdict } })
