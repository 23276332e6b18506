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
import { approvePack } from '../../shared/tasks/pack.ts'
import { taskKinds } from '../bundles/all.ts'
import { isProblem, type Problem, problem } from '../calls/problem.ts'
import { decidePack } from '../packs/release.ts'

/** What a decision does: before it is noted, with the note (`writes`), and once it stands (`after`); twice does no harm. */
interface Effect {
  readonly writes?: readonly Write[]
  readonly after?: () => Promise<void>
}

/** By kind. Of other kinds the note is all. */
const effects: Record<string, (ports: Ports, task: TaskRow, wanted: TaskDecision) => Promise<Effect | Problem>> = {
  [messageRefused.kind]: async (ports, task, { verdict }) => {
    const reason = verdict === 'approve' ? await sendAgain(ports, await messageAside(ports, task)) : undefined
    return reason === undefined ? {} : problem(409, 'still-refused', `队列还是不收这条消息（${reason}）。`)
  },
  [approvePack.kind]: async (ports, task, wanted) => {
    const decided = await decidePack(ports, task, wanted)
    if (decided === 'second-person') return problem(403, 'second-person', '放行的人不能自己决定，要由另一个人。')
    return decided ?? problem(409, 'task-closed', '这个待办已经处理过了。')
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
  const effect = (await effects[foreseen.kind]?.(ports, foreseen, wanted)) ?? {}
  if (isProblem(effect)) return effect
  const changed = await changeOfficeTask(ports, taskKinds, task_id, decide, {
    beside: [...(effect.writes ?? []), ...beside],
    upon: uponDecision(wanted),
  })
  if (!('refused' in changed)) await effect.after?.()
  return changed
}
