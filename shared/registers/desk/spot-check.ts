/** Some of what was done is looked at again (bundles/RULES.md 10.5; decision 0095). */
import { createHash } from 'node:crypto'
import type { Instant } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import { spotCheck as ratio, taskDue } from '../../policy/desk.ts'
import { dueFields } from '../../policy/due.ts'
import { spotCheck } from '../../tasks/person.ts'
import type { Ref } from '../ids.ts'
import type { At } from '../look.ts'
import type { Staff, TaskRow } from '../rows.ts'

/** Something that was done in office and may be looked at again. */
export interface Done {
  /** The id of the task or act: it says whether it is chosen. In its first part stands whose file it is of. */
  id: string
  /** The kind of task that was approved, or the call that was made. */
  what: string
  at: Instant
  area: Admdvs
  case_id?: Ref
  /** Who decided or acted, the last of them first. */
  work: readonly [Staff, ...Staff[]]
  facts?: Record<string, unknown>
}

const parts = 10_000

/** Whether it is chosen: by its id alone, so that it is whoever asks, and however often. */
function isChosen(id: string, share: string): boolean {
  const number = createHash('sha256').update(id).digest().readUInt32BE() % parts
  return number < Number(share.replace('.', ''))
}

/** The task to look at it again, for the area's supervisors; undefined if it is not chosen. */
export function spotCheckOf(done: Done, at: At): TaskRow | undefined {
  const { id, what, area, case_id, work, facts } = done
  const found = at.look.policy(ratio, area, at.today)
  if (!found.found || !isChosen(id, found.value)) return undefined
  const [first, ...rest] = id.split('.')
  return {
    task_id: [first, spotCheck.kind, ...rest].join('.'),
    ...(case_id ? { case_id } : {}),
    kind: spotCheck.kind,
    owner: { role: 'supervisor', area },
    admdvs: area,
    opened_at: at.now,
    ...dueFields(taskDue(at, spotCheck.kind, area)),
    facts: { id, what, at: done.at, by: work[0].name, ...(facts ? { facts } : {}) },
    status: 'open',
    standing: true,
    work: [...work],
  }
}

/** The same of a task that a clerk has just approved. */
export function spotCheckUpon(task: TaskRow, at: At): TaskRow[] {
  const { task_id: id, kind: what, admdvs: area, case_id, facts, decision, status } = task
  if (status !== 'approved' || !decision) return []
  const { by, name = '', proposed } = decision
  const work: [Staff, ...Staff[]] = [{ by, name }, ...(proposed ? [proposed] : [])]
  const check = spotCheckOf({ id, what, at: decision.at, area, ...(case_id ? { case_id } : {}), work, facts }, at)
  return check ? [check] : []
}
