/** Asking a clerk of a pooling area. */
import type { TaskDraft } from '../../shared/chain/chain.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import type { Due } from '../../shared/policy/due.ts'
import { type Change, put } from '../../shared/registers/file.ts'
import type { TaskRow } from '../../shared/registers/rows.ts'
import { same } from '../../shared/same.ts'
import type { FactsOf, TaskKind } from '../../shared/tasks/kind.ts'

/** What a clerk is asked. `key` tells several tasks of a kind in one case apart; `standing`: whatever becomes of the case. */
export interface ForClerks<K extends TaskKind> {
  area: Admdvs
  key?: string
  due: Due
  facts: FactsOf<K>
  standing?: true
  /** Read by the case alone, sealed. */
  private?: Record<string, unknown>
  /** Working days that it may be given more, once. */
  extension?: number
}

/** The task of the area's clerks. */
export function clerkTask<K extends TaskKind>({ kind }: K, { area, ...asked }: ForClerks<K>): TaskDraft {
  return { kind, owner: { role: 'clerk', area }, admdvs: area, ...asked }
}

/** The task of the area's clerks, as the only one that a step has open. */
export function askClerk<K extends TaskKind>(kind: K, asked: ForClerks<K>): TaskDraft[] {
  return [clerkTask(kind, asked)]
}

/** A task that is held, as far as it matters here. */
type Held = Pick<TaskRow, 'status' | 'facts'> | undefined

/** Whether a task that stands beside a case says this already: it is open, with these facts. */
export const saysAlready = (held: Held, facts: Record<string, unknown>): boolean =>
  held?.status === 'open' && same(held.facts, facts)

/** Nobody need look at it any more: what it told of is not so. */
export const closeTask = (held: TaskRow | undefined): Change[] =>
  held?.status === 'open' ? [put('task', { ...held, status: 'closed' })] : []
