/** RULES.md 2: months without a break up to the month before discharge. */

import { outcomeOf, tellMother } from '../outcome.ts'
import { allowanceMinMonths } from '../parameters.ts'
import { monthsWithoutBreak } from '../rules/eligibility.ts'
import { parameters } from '../rules/reckon.ts'
import { deliveryOf, end, go, step } from '../state.ts'
import { notices, texts } from '../texts.ts'

/** Enough months, or rejected with how many there are (RULES.md 2.1, 2.2). */
export const checkMonths = step({
  label: '看连续缴费够不够',
  goes: ['askEmployer'],
  decide(ctx) {
    const found = parameters(ctx, [allowanceMinMonths])
    if ('missing' in found) return found.missing
    const { insu_admdvs, dscg_date } = deliveryOf(ctx)
    const least = found.values.allowance_min_months
    const months = monthsWithoutBreak(ctx.file, insu_admdvs, dscg_date)
    if (months >= least) return go('askEmployer')
    const text = texts.monthsShort(months, least)
    const outcome = outcomeOf(ctx, 'rejected', { reason: 'months-short', months, text })
    return end('rejected', outcome, tellMother(ctx, notices['months-short'], text))
  },
})
