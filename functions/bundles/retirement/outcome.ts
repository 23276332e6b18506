/** How a retirement ends, and its outcome (RULES.md 9). */

import * as z from 'zod'
import type { Effects } from '../../../shared/chain/chain.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { schemas } from '../../../shared/schemas.ts'
import { shown } from '../../../shared/tasks/kind.ts'
import { withoutResult } from '../../manifest.ts'
import { heldPension, monthsFor } from './rules/assess.ts'
import type { Count } from './rules/months.ts'
import { nothingBought, refundedMonths } from './rules/refunds.ts'
import { inform } from './rules/telling.ts'
import type { Ending, RetirementCtx, RetirementState } from './state.ts'
import { type Refusal, refusals } from './state.ts'
import { optionName } from './texts.ts'

/** What a retirement comes to (RULES.md 9.1). */
export const retirementOutcome = z.object({
  result: codeOf({ retired: '已按退休人员参保', resident: '改参加居民医保', ...withoutResult }),
  reason: codeOf(refusals).optional(),
  admdvs: shown.area(schemas),
  effective_from: shown.day(schemas).optional(),
  paid: z.int().optional(),
  deemed: z.int().optional(),
  required_total: z.int().optional(),
  required_paid: z.int().optional(),
  shortfall: z.int().optional(),
  option: codeOf(optionName).optional(),
  refunds: z.array(
    z.object({ month: shown.month(schemas), amt_psn: shown.money(schemas), amt_emp: shown.money(schemas) }),
  ),
})

/** Status of a case by its result. */
export const statusOf = { retired: 'done', resident: 'done', rejected: 'rejected', withdrawn: 'withdrawn' } as const

/** Months and shortfall as far as they can be told: what rests on a parameter that is missing is left out. */
export const figuresIn = (ctx: RetirementCtx, area: Admdvs): Partial<Count> => monthsFor(ctx, area).count

/** An ending in which nothing was bought. */
export function endingOf(
  ctx: RetirementCtx,
  result: Ending['result'],
  area: Admdvs,
  more: Partial<Ending> = {},
): Ending {
  return { result, area, ...figuresIn(ctx, area), ...nothingBought, ...more }
}

/** What a rejection does: the case ends, the person is told why. */
export function refused(ctx: RetirementCtx, reason: Refusal, area: Admdvs, text: string): Effects<RetirementState> {
  const { retr_date: retrDate } = heldPension(ctx)
  return { state: { ending: endingOf(ctx, 'rejected', area, { reason }), retrDate }, ...inform(ctx, reason, text) }
}

/** The outcome of an ended case; `shortfall` as first found. */
export function outcomeOf(state: Readonly<RetirementState>, ending: Ending): z.input<typeof retirementOutcome> {
  const { result, reason, area, effectiveFrom, paid, deemed, required_total, required_paid } = ending
  const shortfall = state.firstShortfall ?? ending.shortfall
  const months = Object.entries({ paid, deemed, required_total, required_paid, shortfall })
  return {
    result,
    ...(reason ? { reason } : {}),
    admdvs: area,
    ...(effectiveFrom ? { effective_from: effectiveFrom } : {}),
    ...Object.fromEntries(months.filter(([, told]) => told !== undefined)),
    ...(state.choice ? { option: state.choice.option } : {}),
    refunds: refundedMonths(state.paidBack),
  }
}
