/** RULES.md 3: count the months against what is required. */
import type { Wait } from '../../../../shared/chain/chain.ts'
import { policyMissingTask, waitForPolicies } from '../../../../shared/chain/missing.ts'
import type { PolicyMissing } from '../../../../shared/policy/index.ts'
import { once, since } from '../../../acts/inform.ts'
import { fulfilled, monthsFor, placeOf } from '../rules/assess.ts'
import { inform } from '../rules/telling.ts'
import { go, type RetirementCtx, step, stepOf } from '../state.ts'
import { type notices, texts } from '../texts.ts'
import { waitOn } from './pay-back.ts'

/** Months: paid, deemed, required and shortfall, always as of now (RULES.md 3.3); says which way the case goes. */
export const countMonths = step({
  label: '核算缴费月数',
  goes: ['findPlace', 'retire', 'askForChoice', 'assessLumpSum', 'awaitMonths', 'becomeResident'],
  decide(ctx) {
    const place = placeOf(ctx)
    if (!('found' in place)) return go('findPlace')
    const area = place.found.relation.insu_admdvs
    const months = monthsFor(ctx, area)
    if ('missing' in months) {
      const text = texts.waitingForYears(area)
      return awaitPolicy(ctx, months.missing, { what: 'policy.years', notice: 'waiting-for-years', text })
    }
    const state = ctx.state.firstShortfall === undefined ? { firstShortfall: months.count.shortfall } : {}
    const option = ctx.state.choice?.option
    if (option === 'resident') return go('becomeResident', { state })
    if (fulfilled(ctx, { ...months, relation: place.found, area })) return go('retire', { state })
    return go(option ? stepOf[option] : 'askForChoice', { state })
  },
})

/** Why a parameter is waited for: what the person hears of it, once. */
export interface PolicyReason {
  /** What opens `told`: all that is waited for under it is told once. */
  what: `policy.${string}`
  notice: keyof typeof notices
  text: string
}

/** Parameters without a value are never guessed: an operator is asked for each, and the case goes on once they are set. */
export function awaitPolicy(
  ctx: RetirementCtx,
  missing: readonly PolicyMissing[],
  { what, notice, text }: PolicyReason,
  actions: Wait['actions'] = [],
) {
  const asked = since(ctx, what)
  const tasks = missing.map(({ parameter, area, on }) => policyMissingTask(parameter, area, on, asked))
  const wanted = waitForPolicies(
    missing.map(({ parameter }) => parameter),
    asked,
  )
  return waitOn(ctx, { ...wanted, actions }, { ...once(ctx, what, inform(ctx, notice, text)), tasks })
}
