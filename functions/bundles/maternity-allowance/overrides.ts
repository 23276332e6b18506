/** What overrides every wait, and what may still come after the end (RULES.md 1.5, 1.6, 2.2, 6.3). */
import type { Decision, Effects } from '../../../shared/chain/chain.ts'
import { Insutype, provinceOf } from '../../../shared/codes/index.ts'
import { hasRevokedMonths } from '../../../shared/registers/months.ts'
import { relationOf } from '../../../shared/registers/relation.ts'
import { same } from '../../../shared/same.ts'
import { paidTwiceNews } from '../../acts/payment/paid-twice.ts'
import { takenBackNews } from '../../acts/taken-back.ts'
import { caseDue, newbornCases } from './outcome.ts'
import { lackedGround } from './rules/eligibility.ts'
import { isStillTime, lastDayForMonths, leastMonths, monthsWithoutBreak } from './rules/months.ts'
import { paysAlone, reckon } from './rules/reckon.ts'
import { type AllowanceCtx, type AllowanceState, again, deliveryOf, end, go, stay, still } from './state.ts'
import { allowanceDebts, isOrdered, isOwed } from './steps/pay.ts'
import { texts } from './texts.ts'

/** Where a case goes on from when a late report has changed what it stands on. */
type Resumed = 'checkMonths' | 'askEmployer' | 'checkDelivery'

/**
 * Before every step: as long as nothing was ordered, what is reported late changes the case as if it had come in time; a
 * ground that is gone takes the allowance with it (RULES.md 1.5, 6.3).
 */
export function overrides(ctx: AllowanceCtx): Decision<AllowanceState, Resumed> | undefined {
  const news = clerksNews(ctx)
  if (news) return again(ctx, news)
  const limit = timeLimit(ctx)
  const changed = isOrdered(ctx) ? undefined : changedGround(ctx)
  if (changed) return go(changed.from, { ...limit, forget: changed.forget })
  return same(limit, {}) ? undefined : again(ctx, limit)
}

/** What clerks are to be told: of what was paid twice, and of a ground that is gone since it was ordered (RULES.md 1.6). */
function clerksNews(ctx: AllowanceCtx): ReturnType<typeof paidTwiceNews> {
  const gone = isOrdered(ctx) && isGroundTakenBack(ctx)
  const amt = ctx.state.payment?.amt
  return (
    paidTwiceNews(ctx, allowanceDebts(ctx)) ??
    takenBackNews(ctx, gone ? { text: texts.taskRevoked(), ...(amt === undefined ? {} : { amt }) } : undefined)
  )
}

/** Whether the settlement, the enrolment or the months that it rests on were taken back, and it would not be due without. */
function isGroundTakenBack(ctx: AllowanceCtx): boolean {
  const delivery = deliveryOf(ctx)
  if (lackedGround(ctx.file, ctx.look, delivery) === 'revoked') return true
  const { insu_admdvs: area, dscg_date } = delivery
  const revoked = relationOf(ctx.file, area, Insutype.employee)?.revocations ?? []
  if (lacksGround(ctx)) return revoked.some(({ psn_insu_date }) => psn_insu_date <= dscg_date)
  return isShort(ctx) && hasRevokedMonths(ctx.file, provinceOf(area))
}

/** The time limit as it follows from what is reported by now; nothing if that is the one the case bears. */
function timeLimit(ctx: AllowanceCtx): Pick<Effects<AllowanceState>, 'due'> {
  const due = caseDue(ctx, ctx.file, deliveryOf(ctx))
  const { due_at, due_provisional } = ctx.case
  return due.at === due_at && due.provisional === due_provisional ? {} : { due }
}

/** What follows from the employer, or from there being none. */
const ofEmployer = ['verification', 'refusedBecause', 'limit', 'baseLimit', 'givenBase', 'payment'] as const

/** Of what the case has decided upon something is no longer so: where it decides anew, and what it forgets. */
function changedGround(ctx: AllowanceCtx): { from: Resumed; forget: (keyof AllowanceState)[] } | undefined {
  const { case: row, state } = ctx
  if (row.step !== 'checkMonths' && (lacksGround(ctx) || isShort(ctx))) {
    return { from: 'checkMonths', forget: [...ofEmployer] }
  }
  if (state.verification && (state.verification === 'alone') !== paysAlone(ctx)) {
    return { from: 'askEmployer', forget: [...ofEmployer] }
  }
  if (state.payment && !isSumStill(ctx, state.payment)) return { from: 'checkDelivery', forget: ['payment'] }
  return undefined
}

const lacksGround = (ctx: AllowanceCtx) => lackedGround(ctx.file, ctx.look, deliveryOf(ctx)) !== undefined

/** Whether months are known to be missing. */
function isShort(ctx: AllowanceCtx): boolean {
  const delivery = deliveryOf(ctx)
  const least = leastMonths(ctx.look, delivery)
  return least !== undefined && monthsWithoutBreak(ctx.file, delivery) < least
}

/** Whether it is due at all, as far as months and ground are known: what else is decided rests on that. */
export function isDue(ctx: AllowanceCtx): boolean {
  return !lacksGround(ctx) && leastMonths(ctx.look, deliveryOf(ctx)) !== undefined && !isShort(ctx)
}

function isSumStill(ctx: AllowanceCtx, { amt, days, payee }: NonNullable<AllowanceState['payment']>): boolean {
  const sum = reckon(ctx)
  return 'days' in sum && sum.amt === amt && sum.days === days && sum.payee === payee
}

/**
 * What may still come after the end: months reported late, the relation back again, a payment returned, a child's case
 * (RULES.md 2.2).
 */
export function ended(ctx: AllowanceCtx): Decision<AllowanceState, 'checkMonths' | 'awaitPayment'> {
  const { case: row, file, look } = ctx
  const delivery = deliveryOf(ctx)
  const outcome = row.outcome ?? {}
  if (isOtherwiseNow(ctx)) return go('checkMonths', { ...timeLimit(ctx), withoutOutcome: true })
  const news = clerksNews(ctx)
  if (news) return still(ctx, news)
  if (row.status === 'done' && isOwed(ctx)) return go('awaitPayment', { withoutOutcome: true })
  const now = { ...outcome, ...monthsAgain(ctx), newborn_cases: newbornCases(file, look, delivery) }
  return same(now, outcome) ? stay() : end(row.status as 'done', now)
}

/** It ended for want of ground or months, and would not, or not so, by what is reported by now. */
function isOtherwiseNow(ctx: AllowanceCtx): boolean {
  const { status, outcome } = ctx.case
  if (status === 'withdrawn') return !lacksGround(ctx)
  if (outcome?.reason !== 'months-short') return false
  return lacksGround(ctx) || !isShort(ctx) || isStillTime(ctx.now, deliveryOf(ctx))
}

/** Of a case rejected for its months: how many they are by now, and what is said of them. */
function monthsAgain(ctx: AllowanceCtx): { months?: number; text?: string } {
  if (ctx.case.outcome?.reason !== 'months-short') return {}
  const delivery = deliveryOf(ctx)
  const months = monthsWithoutBreak(ctx.file, delivery)
  const least = leastMonths(ctx.look, delivery)
  if (least === undefined) return { months }
  return { months, text: texts.monthsShort(months, least, lastDayForMonths(delivery)) }
}
