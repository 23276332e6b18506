/** RULES.md 1, 2: insured, and months without a break up to the month before discharge or any later one. */
import { endOfDay } from '../../../../shared/calendar/index.ts'
import type { Effects } from '../../../../shared/chain/chain.ts'
import { outcomeOf, tellMother } from '../outcome.ts'
import { allowanceMinMonths } from '../parameters.ts'
import { type Lacked, lackedGround } from '../rules/eligibility.ts'
import { isStillTime, lastDayForMonths, monthsWithoutBreak } from '../rules/months.ts'
import { parameters, waitFor } from '../rules/reckon.ts'
import { type AllowanceCtx, type AllowanceState, deliveryOf, end, go, step, wait } from '../state.ts'
import { notices, texts } from '../texts.ts'

/**
 * Insured by employment, or alone where that brings the allowance too; and months enough, else it waits as long as they
 * may be reached by paying on, and is then rejected (RULES.md 1.1, 1.4, 2.1, 2.2).
 */
export const checkMonths = step({
  label: '看参保和连续缴费',
  goes: ['askEmployer'],
  decide(ctx) {
    const lacked = lackedGround(ctx.file, ctx.look, deliveryOf(ctx))
    if (lacked) return withdraw(ctx, lacked)
    const found = parameters(ctx, [allowanceMinMonths])
    if ('missing' in found) return waitFor(found.missing)
    const delivery = deliveryOf(ctx)
    const least = found.values.allowance_min_months
    const months = monthsWithoutBreak(ctx.file, delivery)
    if (months >= least) return go('askEmployer', { state: { enoughOn: ctx.today }, forget: ['monthsMissing'] })
    const last = lastDayForMonths(delivery)
    if (isStillTime(ctx.now, delivery)) {
      const until = endOfDay(last)
      return wait({ actor: 'partner', what: 'contribution.posted', until }, missing(ctx, least - months, least))
    }
    const text = texts.monthsShort(months, least, last)
    const outcome = outcomeOf(ctx, 'rejected', { reason: 'months-short', months, text })
    return end('rejected', outcome, { ...tellMother(ctx, notices['months-short'], text), forget: ['monthsMissing'] })
  },
})

/** Nothing was ordered yet, and nothing is owed (RULES.md 1.5, 1.6). */
function withdraw(ctx: AllowanceCtx, reason: Lacked) {
  const text = { revoked: texts.revoked, 'not-insured': texts.notInsured, 'pays-alone': texts.paysAlone }[reason]()
  const outcome = outcomeOf(ctx, 'rejected', { reason, text })
  return end('withdrawn', outcome, tellMother(ctx, notices[reason], text))
}

/** She is told once; each month that comes is a line of the timeline. */
function missing(ctx: AllowanceCtx, months: number, least: number): Effects<AllowanceState> {
  const told = ctx.state.monthsMissing
  if (told === months) return {}
  const text = texts.monthsMissing(months, least, lastDayForMonths(deliveryOf(ctx)))
  const words = told === undefined ? tellMother(ctx, notices['months-missing'], text) : { say: text }
  return { state: { monthsMissing: months }, ...words }
}
