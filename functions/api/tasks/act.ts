/** What somebody in office does with one task of theirs, in its person's file or where it stands by itself. */
import { handle } from '../../../shared/engine/handle.ts'
import { changeOfficeTask } from '../../../shared/engine/office-tasks.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import type { Pid } from '../../../shared/identity/index.ts'
import type { Apply } from '../../../shared/registers/applying.ts'
import { type TaskChange, type TaskRefusal, withTask } from '../../../shared/registers/desk/claim.ts'
import { pidIn } from '../../../shared/registers/ids.ts'
import type { TaskRow } from '../../../shared/registers/rows.ts'
import { loadSnapshot, loadWholeSnapshot, rowOf } from '../../../shared/table/files.ts'
import { restSk, taskKey } from '../../../shared/table/keys.ts'
import { taskKinds } from '../../bundles/all.ts'
import { type AuditWhat, auditWrite, officerOf } from '../../calls/audit.ts'
import { badRequest, notFound, type Problem, problem } from '../../calls/problem.ts'
import type { Answer, Api, Attempt } from '../../calls/route.ts'
import { atDesk } from './desk.ts'
import { isSeen, type Officer, officeOf, onlyLooks } from './officers.ts'

/** What a call on a task is made with. */
export interface TaskCall extends Api {
  subject: Officer
  params: Readonly<Record<'task_id', string>>
  attempt: Attempt
}

/** The person whose file a task is in; undefined of one that stands by itself. */
export const holderOf = (taskId: string): Pid | undefined => pidIn(taskId.split('.')[0] as string)

/** Somebody's own task, or why they may do nothing with it. */
export async function taskInReach(
  { ports, subject }: Pick<TaskCall, 'ports' | 'subject'>,
  taskId: string,
): Promise<{ task: TaskRow } | Problem> {
  const task = await ownTask(ports, subject, taskId)
  if (!task) return notFound()
  return onlyLooks(subject) ?? (await ownMatter(ports, subject, task)) ?? { task }
}

/** A task that somebody sees, open or not; undefined of what is not theirs. */
export async function ownTask(ports: Ports, subject: Officer, taskId: string): Promise<TaskRow | undefined> {
  const key = taskKey(taskId)
  const pid = holderOf(taskId)
  const item = (await ports.table.get(key)) ?? (await ports.table.get({ ...key, sk: restSk('task', taskId) }))
  const found = item && rowOf<TaskRow>(ports.keys, key.pk.slice(2) as Pid, item)
  // One of a number that was merged into another is in the other's file.
  const isThere = pid === undefined || (found !== undefined && !found.moved)
  const task = isThere ? found : (await loadSnapshot(ports, pid)).one('task', taskId)
  return task && isSeen(subject, task.owner) ? task : undefined
}

/** Whoever did what the task is about neither claims nor decides it. */
async function ownMatter(ports: Ports, { id }: Officer, task: TaskRow): Promise<Problem | undefined> {
  if (task.status !== 'open') return undefined
  if (task.work?.some(({ by }) => by === id)) return itsOwn()
  const decidersOf = async (caseId: string) => {
    const pid = pidIn(caseId)
    const file = pid && (await loadWholeSnapshot(ports, pid))
    const decided = file?.all('task').filter(({ case_id }) => case_id === caseId) ?? []
    return decided.flatMap(({ decision }) => [decision?.by ?? [], decision?.proposed?.by ?? []].flat())
  }
  const isBarred = await taskKinds.get(task.kind)?.barred?.({ task, by: id, decidersOf })
  return isBarred ? itsOwn() : undefined
}

const itsOwn = () => problem(403, 'own-matter', '这件事涉及您自己办过的，请由别人处理。')

/** Does one thing with a task; the line in the audit trail stands if it does. */
export async function changeTask(call: TaskCall, what: AuditWhat, change: TaskChange): Promise<Answer | Problem> {
  const { ports, rules, subject, attempt } = call
  const taskId = call.params.task_id
  const found = await taskInReach(call, taskId)
  if (!('task' in found)) return found
  if (attempt.repeated) return shown(ports, subject, found.task)
  const beside = [
    ...(attempt.mark.beside ?? []),
    auditWrite(ports, { ...officerOf(subject), what, about: taskId, detail: { office: officeOf(subject) } }),
  ]
  const pid = holderOf(taskId)
  const changed = pid
    ? await inFile({ ports, rules }, pid, found.task, withTask(taskKinds, taskId, change), { ...attempt.mark, beside })
    : await changeOfficeTask(ports, taskKinds, taskId, change, { beside })
  return 'refused' in changed ? refusal(changed.refused) : shown(ports, subject, changed)
}

/** What became of a task of a person's file once something was applied to it; the cases of the file were asked again. */
export async function inFile(
  { ports, rules }: Pick<Api, 'ports' | 'rules'>,
  pid: Pid,
  { task_id, case_id }: TaskRow,
  apply: Apply,
  mark: Attempt['mark'],
): Promise<TaskRow | { refused: TaskRefusal }> {
  const handled = await handle(ports, rules, pid, { apply, answers: case_id, ...mark })
  if (handled.result === 'refused') return { refused: handled }
  const file = handled.result === 'done' ? handled.file : await loadSnapshot(ports, pid)
  return (
    file.one('task', task_id) ?? { refused: { status: 404, code: 'not-found', detail: '没有找到，或者不是您的。' } }
  )
}

/** A refusal as an answer. */
export function refusal({ status = 409, code, detail, field }: TaskRefusal): Problem {
  return status === 400 && field ? badRequest([{ field, message: detail }]) : problem(status, code, detail)
}

/** The task as the answer of a call. */
export async function shown(ports: Ports, subject: Officer, task: TaskRow): Promise<Answer> {
  return { body: await atDesk(ports, subject.id, (desk) => desk.view(task)) }
}
