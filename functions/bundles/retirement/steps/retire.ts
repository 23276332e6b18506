/** RULES.md 4: nothing is missing (any more), the relation becomes a retiree's. */
import { type Day, dayOf, firstDay, lastDay, monthOf } from '../../../../shared/calendar/index.ts'
import type { Effects } from '../../../../shared/chain/chain.ts'
import { type Admdvs, InsuState, PsnType } from '../../../../shared/codes/index.ts'
import { ZERO } from '../../../../shared/money/index.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import { changeEnrolment } from '../../../acts/enrolment.ts'
import { grant } from '../../../acts/entitlement.ts'
import { type Done, together } from '../../../acts/together.ts'
import { type Assessed, assess, type Fulfilled, fulfilled } from '../rules/assess.ts'
import { retiredRelation, retireeRight } from '../rules/retired-relation.ts'
import { inform } from '../rules/telling.ts'
import { go, type RetirementCtx, type RetirementState, step } from '../state.ts'
import { texts } from '../texts.ts'

/**
 * Working days within which somebody is retired once nothing is missing, or what they chose is fulfilled
 * (RULES.md 9.2).
 */
export const retireWorkingDays = 1

/** Shortfall 0, or bought: the dated change, what is sent, the time limit (RULES.md 4.1, 9.2). */
export const retire = step({
  label: '转为退休',
  goes: ['findPlace', 'payBack'],
  decide(ctx) {
    const assessed = assess(ctx)
    const reached = assessed && fulfilled(ctx, assessed)
    if (!reached) return go('findPlace')
    const from = firstDay(reached.from)
    return go('payBack', {
      ...change(ctx, assessed, from),
      ...limit(ctx, assessed.area),
      state: ending(assessed, reached, ctx.today),
      admdvs: assessed.area,
      areas: [assessed.area],
      ...inform(ctx, 'retired', texts.retired(assessed.area, from)),
    })
  },
})

/** The relation is `psn_type` 12 from the first of E, recorded and sent at once; the entitlement has no end. */
function change(ctx: RetirementCtx, { relation, area, pension }: Assessed, from: Day): Done {
  const until = lastDay(monthOf(ctx.today))
  const retired = retiredRelation(relation.relation, { from, by: ctx.case.case_id, time: pension.time, until })
  const changed = { psn_type: PsnType.retired, psn_insu_stas: InsuState.normal, from, reason: 'retirement' }
  return together(changeEnrolment(ctx, retired, changed), grant(ctx, retireeRight(area, from)))
}

/** One working day after the trigger if nothing was missing, else after what was chosen is fulfilled. */
function limit(ctx: RetirementCtx, area: Admdvs): Effects<RetirementState> {
  return limitFrom(ctx, area, ctx.state.firstShortfall === 0 ? dayOf(ctx.case.started_at) : ctx.today)
}

/** The time limit of a case to which nothing is missing since that day. */
export const limitFrom = (ctx: RetirementCtx, area: Admdvs, day: Day): Effects<RetirementState> => ({
  due: dueIn(ctx, area, retireWorkingDays, day),
})

function ending(
  { area, pension, count }: Assessed,
  { from, paid, bought }: Fulfilled,
  recordedOn: Day,
): Partial<RetirementState> {
  return {
    retrDate: pension.retr_date,
    ending: {
      ...count,
      paid,
      result: 'retired',
      area,
      refundFrom: from,
      effectiveFrom: firstDay(from),
      recordedOn,
      counted: bought?.by ?? [],
      kept: bought?.kept ?? ZERO,
    },
  }
}
