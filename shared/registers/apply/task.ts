/** What somebody in office decides upon a task: kept as a fact, upon which the case goes on. */

import type { ZodType } from 'zod'
import { schemas } from '../../schemas.ts'
import type { DecisionFault, TaskKind } from '../../tasks/kind.ts'
import { identityTaken } from '../../tasks/person.ts'
import type { Apply } from '../applying.ts'
import {
  type Hand,
  notInHand,
  type TaskChange,
  type TaskKinds,
  type TaskRefusal,
  type TasksUpon,
  taskIn,
} from '../desk/claim.ts'
import { problemDecided } from '../desk/problems.ts'
import { dropped, otherFields, proposed, sumChanged, sumForTwo } from '../desk/second-person.ts'
import { spotCheckUpon } from '../desk/spot-check.ts'
import { type PersonFile, put } from '../file.ts'
import type { Pid } from '../ids.ts'
import type { At } from '../look.ts'
import type { Staff, TaskRow } from '../rows.ts'
import type { SignalTo } from '../signals.ts'
import { numberIn } from './identity.ts'

/** A decision on a task, by whoever's hand it comes from; without a name they are `unnamed`. */
export interface TaskDecision extends Omit<Hand, 'name'>, Partial<Pick<Hand, 'name'>> {
  taskId: string
  verdict: 'approve' | 'reject'
  reason?: string
  data: Record<string, unknown>
  /** With others, of which no more is said: what takes more is done alone. */
  together?: boolean
}

/** What nobody in office has told of themselves. */
export const unnamed = 'unnamed'

/** Writes the decision. A second one is refused, as is one that a task of its kind cannot take, or another has in hand. */
export function decideTask(kinds: TaskKinds, decision: TaskDecision): Apply {
  return (file, at) => {
    const task = taskIn(file, at, decision.taskId)
    if ('refused' in task) return task
    const decided = decideOn(decision)(task, kinds.get(task.kind), at)
    if ('refused' in decided) return decided
    const upon = uponDecision(decision)(decided, at).map((one) => put('task', one))
    const signals = [...cession(file, decided), ...union(file, decided)]
    return { ok: { change: [put('task', decided), ...problemDecided(file, decided), ...upon], signals } }
  }
}

/** What opens upon a decision: of a clerk's approvals some are looked at again. */
export const uponDecision =
  ({ checked }: TaskDecision): TasksUpon =>
  (decided, at) =>
    checked ? spotCheckUpon(decided, at) : []

/**
 * The task with the decision. Who decides has claimed it. A sum that takes two is proposed by one, and approved or dropped by
 * another; it is dropped too if it is another sum by then ({@link isDropped}).
 */
export const decideOn =
  (decision: TaskDecision): TaskChange =>
  (task, kind, at) => {
    const hand = { ...decision, name: decision.name ?? unnamed }
    const isOwn = task.status === 'open' && task.proposal?.by === hand.by
    const refused =
      (isOwn ? ownProposal : notInHand(task, kind, at, hand)) ??
      (decision.together && kind ? aloneOnly(task, kind, decision, at) : undefined) ??
      misfit(task, kind, decision, at)
    if (refused) return { refused }
    if (task.proposal) return bySecond(task, kind, hand, at)
    const amt = kind && decision.verdict === 'approve' ? sumForTwo(kind, task, decision.data, at) : undefined
    return kind && amt !== undefined ? proposed(kind, task, hand, decision.data, amt, at) : decided(task, hand, at)
  }

/** What was proposed is done as it was proposed, or dropped. */
function bySecond(task: TaskRow, kind: TaskKind | undefined, hand: TaskDecision & Staff, at: At): TaskRow {
  const isOff = hand.verdict === 'reject' || (kind && sumChanged(kind, task))
  return isOff ? dropped(task) : decided(task, { ...hand, data: task.proposal?.data ?? {} }, at)
}

const ownProposal: TaskRefusal = {
  status: 403,
  code: 'second-person',
  detail: '这笔钱要由另一个人同意或者不同意',
}

function decided(task: TaskRow, { by, name, verdict, reason, data: sent }: TaskDecision & Staff, { now }: At): TaskRow {
  const { proposal, ...open } = task
  const { bank_acct, ...data } = sent
  return {
    ...open,
    // A bank account does not lie in the clear.
    ...(bank_acct === undefined ? {} : { private: { ...task.private, bank_acct } }),
    status: verdict === 'approve' ? 'approved' : 'rejected',
    first_claim_at: task.first_claim_at ?? now,
    decision: {
      at: now,
      by,
      name,
      data,
      ...(reason ? { reason } : {}),
      ...(proposal ? { proposed: { by: proposal.by, name: proposal.name } } : {}),
    },
  }
}

/** An approval that must say more than that, or takes a second person, is given by itself. */
function aloneOnly(task: TaskRow, kind: TaskKind, { verdict }: TaskDecision, at: At): TaskRefusal | undefined {
  if (verdict === 'reject') return undefined
  const lacks = approvalFault(kind, task.facts, {}, at) !== undefined
  if (!lacks && !task.proposal && sumForTwo(kind, task, {}, at) === undefined) return undefined
  return { status: 409, code: 'alone-only', detail: '这个待办要填写内容，或者要两个人同意，请单独办' }
}

/** What a task of this kind cannot take. */
function misfit(
  task: TaskRow,
  kind: TaskKind | undefined,
  { verdict, data }: TaskDecision,
  at: At,
): TaskRefusal | undefined {
  if (kind && task.proposal && verdict === 'approve') return otherFields(kind, task, data)
  if (kind?.closedByFacts) {
    return { status: 409, code: 'closed-by-facts', detail: '这个待办不用人工处理，缺的内容补上后会自动关闭' }
  }
  const fault = verdict === 'approve' ? kind && approvalFault(kind, task.facts, data, at) : undefined
  return fault && { status: 400, code: 'bad-decision', ...fault }
}

/** What an approval lacks: what its kind says, or a field that it must have. */
function approvalFault(
  kind: TaskKind,
  facts: TaskRow['facts'],
  data: Readonly<Record<string, unknown>>,
  at: At,
): DecisionFault | undefined {
  const fault = kind.fault?.(facts, data, at)
  if (fault) return fault
  const asked = Object.entries(kind.approval(schemas) as Record<string, ZodType>)
  const lacking = asked.find(([field, schema]) => data[field] === undefined && !schema.safeParse(undefined).success)
  if (lacking) return { field: lacking[0], detail: '同意时要填写这一项' }
  return asked.flatMap(([field, schema]) => wordFault(field, schema, data[field]))[0]
}

/** Of words that several kinds ask for under one name the call takes them all: which are this kind's, its own schema says. */
function wordFault(field: string, schema: ZodType, value: unknown): DecisionFault[] {
  const wrong = typeof value === 'string' ? schema.safeParse(value).error : undefined
  return wrong ? [{ field, detail: wrong.issues[0]?.message ?? '这一项填写有误' }] : []
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
