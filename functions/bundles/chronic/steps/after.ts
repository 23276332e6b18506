/** What late reports make of a case that has ended (RULES.md 1.1, 2.1, 4.3). */
import { dayOf, yearOf } from '../../../../shared/calendar/index.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import type { Settlement } from '../../../../shared/registers/care/settlements.ts'
import { same } from '../../../../shared/same.ts'
import { clerkTask, closeTask } from '../../../acts/ask-clerk.ts'
import { inform, type Words } from '../../../acts/inform.ts'
import { hasDays, isInForce, lastOf, type Right, rightOf, rightsOf } from '../rules/rights.ts'
import { directOf, isAtRest, materialOf } from '../rules/settlements.ts'
import { again, type ChronicCtx, end, type Granted, go, stay } from '../state.ts'
import { entitlementDoubtful } from '../tasks.ts'
import { notices, texts } from '../texts.ts'
import { goneFor, sureWord } from './open.ts'
import { grantedOutcome, moveRights, plainOutcome, whichOf } from './over.ts'

/** Working days of a clerk who is asked whether a right stands (RULES.md 4.3). */
const doubtDays = 10

/** A case that has ended, asked again. */
export function afterEnd(ctx: ChronicCtx) {
  const { state } = ctx
  if (state.granted) return kept(ctx, state.granted)
  return takenUp(ctx) ?? ended(ctx)
}

/** It stays as it ended; two-disease benefits that rest on its refusal follow what is known. */
function ended(ctx: ChronicCtx) {
  const { change, send, twoFrom } = moveRights(ctx, ctx.state)
  if (change.length === 0) return stay()
  const { status } = ctx.case
  const { result, reason } = ctx.case.outcome as { result: 'refused'; reason?: string }
  return end(status as 'done' | 'withdrawn', plainOutcome(ctx, result, { reason, twoFrom }), { change, send })
}

/** Of what a screened case is about by its year. */
const ofYear = ({ state }: ChronicCtx, some: readonly Settlement[]) =>
  some.filter(({ day }) => String(yearOf(day)) === state.of)

/** One goes on that became direct, or was withdrawn for what is so no more; undefined of all others. */
function takenUp(ctx: ChronicCtx) {
  if (isDirectNow(ctx)) {
    return go('open', { withoutOutcome: true, forget: ['question', 'answerBy', 'review'], say: texts.becameDirect() })
  }
  if (isSureNow(ctx)) return go('open', { withoutOutcome: true, forget: ['answerBy'], say: texts.becameSure() })
  const { reason } = ctx.case.outcome as { reason?: string }
  if (ctx.case.status !== 'withdrawn' || goneFor(ctx)) return undefined
  if (reason === 'deceased') {
    const { change, send } = moveRights(ctx, ctx.state)
    return again(ctx, { withoutOutcome: true, change, send, say: texts.goesOn() })
  }
  const isGone = ctx.state.by === 'screened' && ofYear(ctx, materialOf(ctx).all).length === 0
  if (reason !== 'revoked' || isGone) return undefined
  return go('open', {
    withoutOutcome: true,
    state: { begun: ctx.today },
    forget: ['question', 'direct', 'applied', 'review', 'answerBy'],
    say: texts.goesOn(),
  })
}

/** A settlement recognizes directly what was refused, or not answered (RULES.md 1.1). */
function isDirectNow(ctx: ChronicCtx): boolean {
  const { file, state, today } = ctx
  const { result } = ctx.case.outcome as { result?: string }
  const mayBe =
    state.by === 'screened' && state.direct === undefined && (result === 'refused' || result === 'no-answer')
  if (!mayBe || file.died !== undefined) return false
  if (isInForce(file, ctx.case.admdvs, state.disease.opsp_dise_code, today)) return false
  return ofYear(ctx, directOf(ctx)).length > 0
}

/** A hospital has corrected what was refused so that its word is enough. */
const isSureNow = (ctx: ChronicCtx): boolean =>
  goneFor(ctx) === undefined &&
  (ctx.case.outcome as { result?: string }).result === 'refused' &&
  sureWord(ctx) !== undefined

/** What a direct recognition rests on by now: the earliest settlement; undefined if all of it is gone. */
function groundNow(ctx: ChronicCtx, { ground, from, insutype, stands }: Granted) {
  const [first] = materialOf(ctx).direct
  const held =
    (ground !== undefined && isAtRest(ctx.file, ground)) || stands
      ? { from, insutype, ...(ground === undefined ? {} : { ground }) }
      : undefined
  if (!first || (held && held.from <= first.day)) return held
  return { from: first.day, insutype: first.insutype, ground: first.setl_id }
}

/** A right with what it rests on: its days follow what is known, and a clerk is asked whether it stands without. */
function kept(ctx: ChronicCtx, was: Granted) {
  const task = was.doubts > 0 ? ctx.task(entitlementDoubtful, String(was.doubts)) : undefined
  const { granted, asks, closes } = doubted(ctx, was, task)
  const state = { ...ctx.state, granted }
  const moved = moveRights(ctx, state)
  const outcome = grantedOutcome(ctx, granted, moved)
  if (same(granted, was) && moved.change.length === 0 && same(outcome, ctx.case.outcome)) return stay()
  const isMoved = moved.change.length > 0 && moved.right !== undefined
  return end('done', outcome, {
    state: { granted },
    change: [...moved.change, ...(closes ? closeTask(task) : [])],
    send: moved.send,
    ...(asks ? { tasks: [asks] } : {}),
    ...(isMoved && moved.right ? wordsOf(ctx, moved.right) : {}),
  })
}

function wordsOf(ctx: ChronicCtx, right: Right): Words {
  const { file } = ctx
  const { opsp_dise_name: name } = ctx.state.disease
  if (!hasDays(right)) return { say: isElsewhere(ctx) ? texts.withdrawn.granted : texts.never(name) }
  const { from, to } = right
  return to === undefined
    ? inform(file, notices.changed, texts.changed(name, from, to))
    : inform(file, notices.ended, texts.ended(name, to))
}

/** Whether another case has granted the same. */
const isElsewhere = ({ file, state, case: c }: ChronicCtx): boolean =>
  rightsOf(file, c.admdvs, state.disease.opsp_dise_code).some(({ case_id }) => case_id !== c.case_id)

/** Whether a direct recognition still rests on something, what a clerk said of one that does not, or that one is asked. */
function doubted(ctx: ChronicCtx, was: Granted, task: ReturnType<typeof ctx.task>) {
  if (was.basis !== 'direct' || was.ended !== undefined) return { granted: was }
  const { doubted: isAsked, ...sure } = was
  const ground = groundNow(ctx, was)
  if (ground) return { granted: { ...sure, ...ground }, closes: isAsked === true }
  const { decision, status } = task ?? {}
  if (isAsked && decision) {
    const said = status === 'approved' ? { ended: dayOf(decision.at) } : { stands: true as const }
    return { granted: { ...sure, ...said } }
  }
  const right = rightOf(ctx.file, whichOf(ctx), was)
  if (isAsked || !hasDays(right) || lastOf(right) < ctx.today) return { granted: was }
  const { admdvs: area } = ctx.case
  const due = dueIn(ctx, area, doubtDays)
  const granted: Granted = { ...sure, doubts: was.doubts + 1, doubted: true }
  const { opsp_dise_code, opsp_dise_name } = ctx.state.disease
  const facts = { opsp_dise_code, opsp_dise_name, from: was.from, setl_id: was.ground ?? '', text: texts.doubtful() }
  return {
    granted,
    asks: clerkTask(entitlementDoubtful, { area, key: String(granted.doubts), due, facts, standing: true }),
  }
}
