/** Taking a task in hand, laying it back, and giving it more time (bundles/RULES.md 10.2; decision 0095). */
import { compareInstants, dayOf } from '../../calendar/index.ts'
import { dueFields, dueIn } from '../../policy/due.ts'
import type { TaskKind } from '../../tasks/kind.ts'
import type { Apply, ApplyResult } from '../applying.ts'
import { type PersonFile, put } from '../file.ts'
import type { At } from '../look.ts'
import { recall } from '../rest.ts'
import type { Staff, TaskRow } from '../rows.ts'
import { claimOf } from './triage.ts'

/** Who does something with a task; `over`: a supervisor, who takes over what others have in hand. */
export interface Hand extends Staff {
  over?: true
  /** A clerk, of whose approvals some are looked at again. */
  checked?: true
}

/** Why something is not done with a task. */
export type TaskRefusal = Extract<ApplyResult, { refused: unknown }>['refused']

/** The kinds of tasks by their names. */
export type TaskKinds = ReadonlyMap<string, TaskKind>

/** What becomes of a task, or why nothing does; pure, the same for tasks of a file and those of none. */
export type TaskChange = (task: TaskRow, kind: TaskKind | undefined, at: At) => TaskRow | { refused: TaskRefusal }

/** Tasks that open upon what became of one. */
export type TasksUpon = (changed: TaskRow, at: At) => TaskRow[]

const closed: TaskRefusal = { status: 409, code: 'task-closed', detail: '这个待办已经处理过了' }
const otherHand: TaskRefusal = { status: 409, code: 'claimed', detail: '别人已经认领了这个待办' }

/** Why this one may do nothing with the task now: it is closed, or in another's hand. */
export function notInHand(task: TaskRow, kind: TaskKind | undefined, { now }: At, hand: Hand): TaskRefusal | undefined {
  if (task.status !== 'open') return closed
  if (isLapsed(task, now)) return closed
  const claim = claimOf(task, kind, now)
  return claim && claim.by !== hand.by && !hand.over ? otherHand : undefined
}

/** An expert's word counts until its limit: whoever is drawn next has the task from then on. */
const isLapsed = ({ owner, due_at }: TaskRow, now: At['now']): boolean =>
  owner.role === 'expert' && compareInstants(due_at, now) < 0

/** Takes it in hand. What is one's own stays as it is. */
export const claimTask =
  (hand: Hand): TaskChange =>
  (task, kind, at) => {
    const refused = notInHand(task, kind, at, hand)
    if (refused) return { refused }
    if (claimOf(task, kind, at.now)?.by === hand.by) return task
    const { by, name } = hand
    return { ...task, claim: { by, name, at: at.now }, first_claim_at: task.first_claim_at ?? at.now }
  }

/** Lays it back. */
export const releaseTask =
  (hand: Hand): TaskChange =>
  (task, kind, at) => {
    const refused = notInHand(task, kind, at, hand)
    if (refused) return { refused }
    if (!claimOf(task, kind, at.now)) {
      return { refused: { status: 409, code: 'not-claimed', detail: '这个待办没有人认领' } }
    }
    return unclaimed(task)
  }

/** The task, in nobody's hand. */
export function unclaimed({ claim: _claim, ...task }: TaskRow): TaskRow {
  return task
}

/** Gives it more time, once and before it is overdue. */
export const extendTask =
  (hand: Hand, reason: string): TaskChange =>
  (task, kind, at) => {
    const refused = notInHand(task, kind, at, hand)
    if (refused) return { refused }
    if (task.extension === undefined)
      return { refused: { status: 409, code: 'not-extendable', detail: '这类待办不能延期' } }
    if (task.extended) return { refused: { status: 409, code: 'already-extended', detail: '已经延期过一次' } }
    if (compareInstants(at.now, task.due_at) > 0) {
      return { refused: { status: 409, code: 'overdue', detail: '已经超过期限，不能再延期' } }
    }
    const due = dueIn(at, task.admdvs, task.extension, dayOf(task.due_at))
    return { ...task, ...dueFields(due), extended: { by: hand.by, at: at.now, reason } }
  }

/** Does it with a task of a person's file. */
export function withTask(kinds: TaskKinds, taskId: string, change: TaskChange): Apply {
  return (file, at) => {
    const task = taskIn(file, at, taskId)
    if ('refused' in task) return task
    const changed = change(task, kinds.get(task.kind), at)
    if ('refused' in changed) return changed
    return { ok: changed === task ? {} : { change: [put('task', changed)] } }
  }
}

/** The task, also if it lies at rest. */
export function taskIn(file: PersonFile, at: At, taskId: string): TaskRow | { refused: TaskRefusal } {
  const task = recall(file, at, 'task', taskId)
  return task ?? { refused: { status: 404, code: 'not-found', detail: '没有这个待办' } }
}
