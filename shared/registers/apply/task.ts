/** What somebody in office decides upon a task: kept as a fact, upon which the case goes on. */

import type { TaskKind } from '../../tasks/kind.ts'
import { identityTaken } from '../../tasks/person.ts'
import type { Apply } from '../applying.ts'
import { type PersonFile, put } from '../file.ts'
import type { Pid } from '../ids.ts'
import { recall } from '../rest.ts'
import type { TaskRow } from '../rows.ts'
import type { SignalTo } from '../signals.ts'
import { numberIn } from './identity.ts'

/** A decision on a task. `by` is the subject who decides. */
export interface TaskDecision {
  taskId: string
  verdict: 'approve' | 'reject'
  reason?: string
  by: string
  data: Record<string, unknown>
}

/** Writes the decision. A second one is refused, as is one that a task of its kind cannot take. */
export function decideTask(kinds: ReadonlyMap<string, TaskKind>, decision: TaskDecision): Apply {
  return (file, at) => {
    const { now } = at
    const task = recall(file, at, 'task', decision.taskId)
    if (!task) return { refused: { status: 404, code: 'not-found', detail: '没有这个待办' } }
    if (task.status !== 'open') return { refused: { status: 409, code: 'task-closed', detail: '这个待办已经处理过了' } }
    const kind = kinds.get(task.kind)
    if (kind?.closedByFacts) {
      return {
        refused: { status: 409, code: 'closed-by-facts', detail: '这个待办不用人工处理，缺的内容补上后会自动关闭' },
      }
    }
    const fault = decision.verdict === 'approve' ? kind?.fault?.(task.facts, decision.data) : undefined
    if (fault) return { refused: { status: 400, code: 'bad-decision', ...fault } }
    const { reason, by, verdict } = decision
    const { bank_acct, ...data } = decision.data
    // A bank account does not lie in the clear.
    const sealed = bank_acct === undefined ? {} : { private: { ...task.private, bank_acct } }
    const status = verdict === 'approve' ? ('approved' as const) : ('rejected' as const)
    const decided = {
      ...task,
      ...sealed,
      status,
      decision: { at: now, by, data, ...(reason ? { reason } : {}) },
    }
    return { ok: { change: [put('task', decided)], signals: [...cession(file, decided), ...union(file, decided)] } }
  }
}

/** `identity-taken`, and it is the one registered second who keeps the number: the other is told to let go of it. */
function cession(file: PersonFile, task: TaskRow): SignalTo[] {
  if (task.kind !== identityTaken.kind || task.status !== 'approved') return []
  if (task.decision?.data.merge === true || task.decision?.data.psn_no !== file.person?.psn_no) return []
  const number = numberIn(task)
  if (!number) return []
  const { holder, hash } = number
  return [{ to: { pid: holder }, signal: { kind: 'number-ceded', cert: hash, to: file.pid, task } }]
}

/** `identity-taken`, and both are one person: the one that does not keep the number goes over to the other. */
function union(file: PersonFile, task: TaskRow): SignalTo[] {
  if (task.kind !== identityTaken.kind || task.status !== 'approved' || task.decision?.data.merge !== true) return []
  const holder = task.private?.holder as Pid | undefined
  if (holder === undefined) return []
  const [lost, into] = task.decision.data.psn_no === file.person?.psn_no ? [holder, file.pid] : [file.pid, holder]
  return [{ to: { pid: lost }, signal: { kind: 'merge-into', into, reason: task.decision.reason ?? '同一人重复建档' } }]
}
