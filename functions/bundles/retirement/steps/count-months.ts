/** RULES.md 3: count the months against what is required. */
import type { Wait } from '../../../../shared/chain/chain.ts'
import { policyMissingTask, waitForPolicy } from '../../../../shared/chain/missing.ts'
import type { PolicyMissing } from '../../../../shared/policy/index.ts'
import { once, since } from '../../../acts/inform.ts'
import { fulfilled, monthsFor, placeOf } from '../rules/assess.ts'
import { go, type RetirementCtx, step, stepOf } from '../state.ts'
import { inform } from '../telling.ts'
import { texts } from '../texts.ts'
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
    if ('missing' in months) return awaitPolicy(ctx, months.missing)
    const state = ctx.state.firstShortfall === undefined ? { firstShortfall: months.count.shortfall } : {}
    const option = ctx.state.choice?.option
    if (option === 'resident') return go('becomeResident', { state })
    if (fulfilled(ctx, { ...months, relation: place.found, area })) return go('retire', { state })
    return go(option ? stepOf[option] : 'askForChoice', { state })
  },
})

/** A parameter without a value is never guessed: an operator is asked, and the case goes on once it is set. */
export function awaitPolicy(ctx: RetirementCtx, { parameter, area, on }: PolicyMissing, actions: Wait['actions'] = []) {
  const what = `policy.${parameter.name}`
  const asked = since(ctx, what)
  const words = inform(ctx, 'waiting-for-policy', texts.waitingForPolicy())
  const tasks = [policyMissingTask(parameter, area, on, asked)]
  return waitOn(ctx, { ...waitForPolicy(parameter, asked), actions }, { ...once(ctx, what, words), tasks })
}
