/** RULES.md 4: automatic checks, a base that is missing, and the clerk's review. */
import { compareInstants, dayOf, daysBetween, dueOn } from '../../../../shared/calendar/index.ts'
import type { TaskDraft } from '../../../../shared/chain/chain.ts'
import { sameName } from '../../../../shared/identity/index.ts'
import { formatYuan, parseYuan, yuan } from '../../../../shared/money/index.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import type { Delivery } from '../../../../shared/registers/rows.ts'
import { askClerk } from '../../../acts/ask-clerk.ts'
import { reviewDays } from '../limits.ts'
import { outcomeOf, tellMother } from '../outcome.ts'
import { allowanceBundle } from '../reference.ts'
import { averageBase, dailyBase } from '../rules/days.ts'
import { otherSettlements } from '../rules/eligibility.ts'
import { baseTopics, paysAlone, reckon, type Sum, waitFor } from '../rules/reckon.ts'
import { type AllowanceCtx, deliveryOf, end, go, type ReviewReason, stateIn, step, wait } from '../state.ts'
import { reviewAllowance } from '../tasks.ts'
import { notices, reviewReasons, texts } from '../texts.ts'
import { deliveryFacts } from './verify.ts'

/** Why the employer's verification leads to a review. */
const byVerification: Partial<Record<NonNullable<AllowanceCtx['state']['verification']>, ReviewReason>> = {
  refused: 'employer-refused',
  silent: 'employer-silent',
}

/** Automatic checks that fail, without those a clerk has let pass (RULES.md 4.1, 4.3). */
function failing(ctx: AllowanceCtx, sum: Sum): ReviewReason[] {
  const { file, state } = ctx
  const delivery = deliveryOf(ctx)
  const reasons: ReviewReason[] = []
  const verification = state.verification && byVerification[state.verification]
  if (verification) reasons.push(verification)
  const { psn_name } = delivery.private
  if (psn_name !== undefined && !sameName(psn_name, file.person?.private.psn_name ?? '')) reasons.push('name-differs')
  if (delivery.dscg_date > dayOf(delivery.at)) reasons.push('discharge-in-future')
  if (isSettledTwice(ctx, delivery)) reasons.push('settled-twice')
  if (sum.amt !== undefined && sum.amt > yuan(sum.above)) reasons.push('amount-above')
  return reasons.filter((reason) => !state.cleared.includes(reason))
}

/**
 * Of two settlements of the same delivery the one reported later fails; also the earlier one, once the later is paid.
 */
function isSettledTwice({ file }: AllowanceCtx, delivery: Delivery): boolean {
  const order = (d: Delivery) => `${d.time}|${d.at}|${d.setl_id}`
  return otherSettlements(file, delivery, daysBetween).some(
    (other) => order(other) < order(delivery) || isPaidFor(file, other),
  )
}

function isPaidFor(file: AllowanceCtx['file'], delivery: Delivery): boolean {
  return file.all('case').some((row) => {
    const state = row.bundle === allowanceBundle.bundle ? stateIn(row) : undefined
    return state?.setl_id === delivery.setl_id && state.payment !== undefined
  })
}

/** Whether a missing base is still waited for (RULES.md 4.2). */
function awaitsBase({ now, state: { baseLimit } }: AllowanceCtx): boolean {
  return baseLimit !== undefined && compareInstants(now, baseLimit.at) < 0
}

/** What is left to be reviewed. */
function toReview(ctx: AllowanceCtx, sum: Sum): ReviewReason[] {
  const reasons = failing(ctx, sum)
  const missing = sum.base === undefined && (reasons.length > 0 || !awaitsBase(ctx))
  return missing ? [...reasons, 'base-missing'] : reasons
}

/** All automatic checks: to a clerk if one fails, else on to the payment once the base is known. */
export const checkDelivery = step({
  label: '自动核对',
  goes: ['review', 'awaitBase', 'orderPayment'],
  decide(ctx) {
    const sum = reckon(ctx)
    if ('missing' in sum) return waitFor(sum.missing)
    if (toReview(ctx, sum).length > 0) {
      const limit = dueIn(ctx, deliveryOf(ctx).insu_admdvs, reviewDays)
      return go('review', { state: { round: ctx.state.round + 1, limit }, say: texts.reviewing() })
    }
    if (sum.base !== undefined) return go('orderPayment')
    return go('awaitBase', { say: paysAlone(ctx) ? texts.waitingForOwnBase() : texts.waitingForBase() })
  },
})

/** Waits a while for a base that is missing; goes on the moment it is declared (RULES.md 4.2). */
export const awaitBase = step({
  label: '等上年度缴费基数',
  goes: ['checkDelivery'],
  decide(ctx) {
    const sum = reckon(ctx)
    if ('missing' in sum) return waitFor(sum.missing)
    if (sum.base !== undefined || toReview(ctx, sum).length > 0) return go('checkDelivery')
    const limit = ctx.state.baseLimit ?? dueOn(ctx.today)
    const awaited = paysAlone(ctx)
      ? ({ actor: 'partner', what: 'contribution.posted' } as const)
      : ({ actor: 'employer', what: 'employer.base-declared' } as const)
    return wait({ ...awaited, until: limit.at, ...baseTopics(ctx) })
  },
})

/** A clerk’s look at what failed; it closes by itself if nothing fails any more (RULES.md 4.3, 4.4). */
export const review = step({
  label: '工作人员核对',
  goes: ['checkDelivery', 'orderPayment'],
  decide(ctx) {
    const { state, today } = ctx
    const task = ctx.task(reviewAllowance, String(state.round))
    const facts = task?.facts.reasons
    if (task?.status === 'rejected') return refuse(ctx, task.decision?.reason)
    if (task?.status === 'approved') return approve(ctx, facts ?? [], task.decision?.data.avg_base)
    const sum = reckon(ctx)
    if ('missing' in sum) return waitFor(sum.missing)
    const reasons = toReview(ctx, sum)
    // What was missing has come before the clerk decided: nothing is left to review.
    if (reasons.length === 0) return go('checkDelivery')
    const limit = state.limit ?? dueOn(today)
    return wait(
      { actor: 'clerk', what: reviewAllowance, until: limit.at, ...baseTopics(ctx) },
      { tasks: reviewTasks(ctx, sum, reasons) },
    )
  },
})

function refuse(ctx: AllowanceCtx, reason: string | undefined) {
  const text = texts.reviewRefused(reason)
  const outcome = outcomeOf(ctx, 'rejected', { reason: 'review-refused', text })
  return end('rejected', outcome, { ...tellMother(ctx, notices.refused, text), actor: 'clerk' })
}

/** The clerk lets pass what was named, and may give the base that was missing. */
function approve(ctx: AllowanceCtx, reasons: readonly ReviewReason[], given: unknown) {
  const givenBase = parseYuan(given)
  const passed = reasons.filter((reason) => reason !== 'base-missing')
  const cleared = [...new Set([...ctx.state.cleared, ...passed])]
  // The clerk who gives the base sees what it comes to.
  if (givenBase !== undefined) cleared.push('amount-above')
  return go('checkDelivery', { state: { cleared, ...(givenBase === undefined ? {} : { givenBase }) }, actor: 'clerk' })
}

function reviewTasks(ctx: AllowanceCtx, sum: Sum, reasons: readonly ReviewReason[]): TaskDraft[] {
  const { state, today, file } = ctx
  const {
    insu_admdvs: admdvs,
    private: { psn_name },
  } = deliveryOf(ctx)
  const due = state.limit ?? dueOn(today)
  const facts = {
    reasons,
    text: reasons.map((reason) => reviewReasons[reason]).join('；'),
    ...(state.refusedBecause ? { employer_reason: state.refusedBecause } : {}),
    ...deliveryFacts(ctx),
    ...sumFacts(sum),
  }
  return askClerk(reviewAllowance, {
    area: admdvs,
    key: String(state.round),
    due,
    facts,
    private: {
      psn_no: file.person?.psn_no,
      psn_name: file.person?.private.psn_name,
      ...(psn_name === undefined ? {} : { settled_name: psn_name }),
    },
  })
}

function sumFacts({ days, payee, base, amt }: Sum) {
  if (base === undefined || amt === undefined) return { days, payee }
  return { days, payee, avg_base: averageBase(base), daily_base: dailyBase(base), amt: formatYuan(amt) }
}
