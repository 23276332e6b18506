/** RULES.md 3 and 4.1: what is due gathers to the end of the month, and is reckoned. */

import { settlementPosted } from '../../../../events/subjects/settlement.ts'
import {
  addDays,
  type Day,
  dayOf,
  dueOn,
  firstOfNextMonth,
  maxDay,
  startOfDay,
} from '../../../../shared/calendar/index.ts'
import type { Decision, Effects } from '../../../../shared/chain/chain.ts'
import { sumFen, yuan } from '../../../../shared/money/index.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import type { Milestone } from '../../../../shared/tasks/notice.ts'
import { isUnderWay, planOf } from '../../../acts/payment/plan.ts'
import { confirmAbove } from '../parameters.ts'
import { figuresOf, owedIn } from '../rules/payers.ts'
import {
  type AssistanceCtx,
  type AssistanceState,
  caseDays,
  confirmDays,
  go,
  type PayerSum,
  type Run,
  step,
} from '../state.ts'
import { texts } from '../texts.ts'
import { isLast, reconcileOn, waiting } from './beside.ts'
import { aidDebts } from './debts.ts'

/** The end of the month: what came to be due in it is paid together. */
export const monthEnd: Milestone = { milestone: 'month-end', title: '月底核算' }

/** The next run: it belongs to the day that brought it, however late it is looked at (RULES.md 4.5). */
const runAs = ({ state }: AssistanceCtx, on: Day): Effects<AssistanceState> => ({
  state: { runs: state.runs + 1, run: { on, asks: [], asked: 0 } },
  forget: ['runOn'],
})

/** Waits for the end of the month while something is owed, else for the year's reconciliation. */
export const gather = step({
  label: '归集一个月的费用',
  goes: ['run', 'pay'],
  decide(ctx) {
    const { state, today } = ctx
    const known = figuresOf(ctx)
    if (isUnderWay(planOf(ctx, aidDebts(ctx, known)))) return go('pay')
    const last = reconcileOn(ctx)
    // A year that was withdrawn opens when it has a ground again.
    const since = ctx.case.ended_at ? today : dayOf(ctx.case.started_at)
    if (owedIn(known, state.refused).length > 0) {
      // What comes while the reconciliation has not been looked at yet is in it.
      const isPast = since < last && last <= today && !isLast(ctx)
      const runOn = state.runOn ?? (isPast ? last : firstOfNextMonth(today))
      if (today >= runOn) return go('run', runAs(ctx, runOn))
      return waiting(ctx, known, { actor: 'partner', what: monthEnd, until: startOfDay(runOn) }, { state: { runOn } })
    }
    // Whoever comes later than the reconciliation is reconciled that day (RULES.md 6.1).
    if (today >= last) return go('run', runAs(ctx, isLast(ctx) ? today : maxDay(last, since)))
    return waiting(
      ctx,
      known,
      { actor: 'partner', what: settlementPosted, until: startOfDay(last) },
      { forget: ['runOn'] },
    )
  },
})

/** Reckons what is to be paid: nothing, or so little that nobody need look at it, or for a clerk to confirm. */
export const run = step({
  label: '核算应付',
  goes: ['gather', 'run', 'confirm', 'pay', 'reconcile'],
  decide(ctx) {
    const { state, look } = ctx
    const { on } = runOf(ctx)
    const due = dueOn(addDays(on, caseDays))
    const owed = owedIn(figuresOf(ctx), state.refused)
    if (owed.length === 0) return goOn(ctx, { due })
    const { admdvs } = ctx.case
    const above = look.policy(confirmAbove, admdvs, on)
    if (!above.found) throw new Error('assistance: no sum above which a run is confirmed for the nation')
    const isConfirmed = sumFen(owed.map(({ amt }) => amt)) > yuan(above.value)
    if (!isConfirmed) return go('pay', { due, ...payable(ctx, owed) })
    return go('confirm', {
      due,
      state: { run: { ...runOf(ctx), asks: owed, limit: dueIn(ctx, admdvs, confirmDays, on) } },
      forget: ['refused'],
      say: texts.confirming(owed),
    })
  },
})

/** The run under way. Throws if there is none: a bug. */
export function runOf({ state }: Pick<AssistanceCtx, 'state'>): Run {
  if (!state.run) throw new Error('assistance: no run')
  return state.run
}

/** Sums that are paid from now on, whatever becomes of their orders. */
export const payable = ({ state }: AssistanceCtx, owed: readonly PayerSum[]): Effects<AssistanceState> => ({
  state: {
    debts: [...state.debts, ...owed.map((one) => ({ ...one, key: `${state.runs}.${one.admdvs}.${one.dept}` }))],
  },
  forget: ['refused'],
})

/** After a run: the year is reconciled if it was the last; is the day of that past, the last follows at once (RULES.md 6.1). */
export function goOn(
  ctx: AssistanceCtx,
  effects: Effects<AssistanceState> = {},
): Decision<AssistanceState, 'gather' | 'run' | 'reconcile'> {
  if (isLast(ctx)) return go('reconcile', effects)
  const follows = ctx.today >= reconcileOn(ctx) ? runAs(ctx, ctx.today) : undefined
  if (!follows) return go('gather', effects)
  return go('run', { ...effects, ...follows, state: { ...effects.state, ...follows.state } })
}
