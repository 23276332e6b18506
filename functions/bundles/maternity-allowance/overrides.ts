/** What overrides every wait, and what may still come after the end (RULES.md 1.1, 2.2). */
import type { Decision } from '../../../shared/chain/chain.ts'
import { same } from '../../../shared/same.ts'
import { paidTwiceNews } from '../../acts/payment/paid-twice.ts'
import { newbornCases, outcomeOf, tellMother } from './outcome.ts'
import { allowanceMinMonths } from './parameters.ts'
import { monthsWithoutBreak, relationAtDischarge } from './rules/eligibility.ts'
import { parameters } from './rules/reckon.ts'
import { type AllowanceCtx, type AllowanceState, again, deliveryOf, end, go, stay, still } from './state.ts'
import { allowanceDebts, isOrdered, isOwed, owingNothing } from './steps/pay.ts'
import { notices, texts } from './texts.ts'

/** Before every step: a relation taken back before anything was paid takes the allowance with it (RULES.md 1.1). */
export function overrides(ctx: AllowanceCtx): Decision<AllowanceState, never> | undefined {
  const twice = paidTwiceNews(ctx, allowanceDebts(ctx))
  if (twice) return again(ctx, twice)
  return isOrdered(ctx) || relationAtDischarge(ctx.file, deliveryOf(ctx)) ? undefined : notInsured(ctx)
}

function notInsured(ctx: AllowanceCtx): Decision<AllowanceState, never> {
  const text = texts.notInsured()
  const outcome = outcomeOf(ctx, 'rejected', { reason: 'not-insured', text })
  return end('withdrawn', outcome, { ...tellMother(ctx, notices['not-insured'], text), ...owingNothing })
}

/**
 * What may still come after the end: months reported late, the relation back again, a payment returned, a child's case
 * (RULES.md 2.2).
 */
export function ended(ctx: AllowanceCtx): Decision<AllowanceState, 'checkMonths' | 'awaitPayment'> {
  const { case: row, file, look } = ctx
  const delivery = deliveryOf(ctx)
  const outcome = row.outcome ?? {}
  const insured = relationAtDischarge(file, delivery) !== undefined
  if (row.status === 'withdrawn' && insured) return go('checkMonths', { withoutOutcome: true })
  if (outcome.reason === 'months-short') {
    if (!insured) return notInsured(ctx)
    if (monthsSuffice(ctx)) return go('checkMonths', { withoutOutcome: true })
  }
  const twice = paidTwiceNews(ctx, allowanceDebts(ctx))
  if (twice) return still(ctx, twice)
  if (row.status === 'done' && isOwed(ctx)) return go('awaitPayment', { withoutOutcome: true })
  const now = { ...outcome, ...monthsAgain(ctx), newborn_cases: newbornCases(file, look, delivery) }
  return same(now, outcome) ? stay() : end(row.status as 'done', now)
}

/** Of a case rejected for its months: how many they are by now, and what is said of them. */
function monthsAgain(ctx: AllowanceCtx): { months?: number; text?: string } {
  if (ctx.case.outcome?.reason !== 'months-short') return {}
  const months = monthsNow(ctx)
  const least = leastMonths(ctx)
  return least === undefined ? { months } : { months, text: texts.monthsShort(months, least) }
}

/** Whether the months without a break are as many as it takes; not while nobody knows how many that is. */
export function monthsSuffice(ctx: AllowanceCtx): boolean {
  const least = leastMonths(ctx)
  return least !== undefined && monthsNow(ctx) >= least
}

function leastMonths(ctx: AllowanceCtx): number | undefined {
  const found = parameters(ctx, [allowanceMinMonths])
  return 'values' in found ? found.values.allowance_min_months : undefined
}

function monthsNow(ctx: AllowanceCtx): number {
  const { insu_admdvs, dscg_date } = deliveryOf(ctx)
  return monthsWithoutBreak(ctx.file, insu_admdvs, dscg_date)
}
