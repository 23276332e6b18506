/** Sums that take two persons: one proposes, another approves what was proposed (bundles/RULES.md 10.4; decision 0095). */
import { parseYuan } from '../../money/index.ts'
import { secondPerson } from '../../policy/desk.ts'
import { same } from '../../same.ts'
import { schemas } from '../../schemas.ts'
import type { TaskKind } from '../../tasks/kind.ts'
import type { At } from '../look.ts'
import type { Staff, TaskRow } from '../rows.ts'
import { type TaskRefusal, unclaimed } from './claim.ts'

type Data = Readonly<Record<string, unknown>>

/** The sum that an approval moves, as its kind says it; undefined if it moves none. */
const sumOf = (kind: TaskKind, { facts }: TaskRow, data: Data): string | undefined =>
  kind.sum ? kind.sum(facts, data) : (facts.amt as string | undefined)

/** The sum of an approval that takes two, by the parameter of the task's area as of today. */
export function sumForTwo(kind: TaskKind, task: TaskRow, data: Data, { look, today }: At): string | undefined {
  const amt = sumOf(kind, task, data)
  const found = look.policy(secondPerson, task.admdvs, today)
  const limit = found.found ? parseYuan(found.value[task.kind]) : undefined
  return limit !== undefined && (parseYuan(amt) ?? 0) > limit ? amt : undefined
}

/** Fields that a kind is told, and nothing else. */
const ownFields = (kind: TaskKind, data: Data): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys(kind.approval(schemas)).flatMap((field) => (data[field] === undefined ? [] : [[field, data[field]]])),
  )

/** The task with what one person proposes, in nobody's hand. */
export const proposed = (kind: TaskKind, task: TaskRow, { by, name }: Staff, data: Data, amt: string, { now }: At) => ({
  ...unclaimed(task),
  first_claim_at: task.first_claim_at ?? now,
  proposal: { by, name, at: now, data: ownFields(kind, data), amt },
})

/** The task without what was proposed, in nobody's hand. */
export function dropped({ proposal: _proposal, ...task }: TaskRow): TaskRow {
  return unclaimed(task)
}

/** Why the proposal is not approved so: other fields than it has are another's. */
export function otherFields(kind: TaskKind, { proposal }: TaskRow, data: Data): TaskRefusal | undefined {
  const other = Object.entries(ownFields(kind, data)).find(([field, value]) => !same(value, proposal?.data[field]))
  if (!other) return undefined
  return {
    status: 400,
    code: 'bad-decision',
    field: other[0],
    detail: '和第一个人填的不一样；要改请先不同意，再重新提出',
  }
}

/** Whether the sum is another by now than the one that was proposed. */
export const sumChanged = (kind: TaskKind, task: TaskRow): boolean =>
  task.proposal !== undefined && sumOf(kind, task, task.proposal.data) !== task.proposal.amt

/**
 * Whether an approval came to nothing because the sum had changed: the proposal is dropped, and whoever approved it is told
 * 409 `facts-changed`.
 */
export const isDropped = (verdict: 'approve' | 'reject', { status, proposal }: TaskRow): boolean =>
  verdict === 'approve' && status === 'open' && proposal === undefined
