/** RULES.md 3: the relation and its months follow, and benefits go on or wait. */
import { addDays, type Day, maxDay } from '../../../../shared/calendar/index.ts'
import { awaitPolicy } from '../../../../shared/chain/missing.ts'
import { InsuState, Insutype, PsnType, provinceOf } from '../../../../shared/codes/index.ts'
import { put } from '../../../../shared/registers/file.ts'
import { monthsInProvince } from '../../../../shared/registers/months.ts'
import { periodsOf, relationOf, standingOn } from '../../../../shared/registers/relation.ts'
import type { Relation } from '../../../../shared/registers/rows.ts'
import { changeEnrolment, withEnd } from '../../../acts/enrolment.ts'
import { type Done, together } from '../../../acts/together.ts'
import { waitingMonths } from '../parameters.ts'
import { wakeAtEnd } from '../rules/candidates.ts'
import { continuityOf } from '../rules/continuity.ts'
import { go, originIn, step, type TransferCtx, type TransferState, wait } from '../state.ts'
import { notices, texts } from '../texts.ts'

/**
 * First day of A's state 4: after its pause, and not before the enrolment in B. One ended while normal: B's first day
 * (RULES.md 2.2, 3.1).
 */
function endsFrom(state: Readonly<TransferState>): Day {
  const paused = state.pausedOn ?? addDays(state.enrolledOn, -1)
  return maxDay(addDays(paused, 1), state.enrolledOn)
}

/** A ends, its months count, and the person is told what that means for benefits (RULES.md 3.1 to 3.4). */
export const continueRelation = step({
  label: '接续参保关系',
  goes: ['settleAccount'],
  decide(ctx) {
    const { state, file, look, today } = ctx
    const from = originIn(state)
    const months = look.policy(waitingMonths, state.to, state.enrolledOn)
    if (!months.found) {
      const missing = awaitPolicy(ctx, months)
      return wait({ ...missing.wait, ...wakeAtEnd(ctx) }, { tasks: [missing.task] })
    }
    const continuity = continuityOf(state.pausedOn ?? today, state.enrolledOn, months.value)
    const relation = relationOf(file, from, Insutype.employee)
    if (!relation || !state.fromPeriod) throw new Error('transfer: the relation of A is gone')
    const end = { from: endsFrom(state), period: state.fromPeriod, by: ctx.case.case_id }
    const counted = monthsInProvince(file, provinceOf(state.to)).length
    return go('settleAccount', {
      state: { continuity },
      ...changeEnrolment(ctx, withEnd(relation, end), {
        psn_type: typeIn(relation, state.fromPeriod),
        psn_insu_stas: InsuState.terminated,
        from: end.from,
        reason: 'transfer',
      }),
      tell: [
        {
          notice: notices.continued,
          text: texts.continued(from, state.to, counted) + texts.continuity(continuity),
        },
      ],
    })
  },
})

/** The person type of a period. */
const typeIn = (relation: Relation, period: Day): PsnType => standingOn(relation, period)?.psn_type ?? PsnType.inService

/**
 * A's relation as it was before this case ended it, unless another transfer has ended it too: paused (2) again, or normal
 * (1), if a clerk had chosen it and nobody ever reported a pause (RULES.md 6.1).
 */
export function takeBackEnd(ctx: TransferCtx): Done {
  const { from, fromPeriod, pausedOn, enrolledOn } = ctx.state
  const relation = from && relationOf(ctx.file, from, Insutype.employee)
  if (!relation || !fromPeriod) return together()
  const terminations = relation.terminations.filter(({ by }) => by !== ctx.case.case_id)
  const before = { ...relation, terminations }
  if (terminations.some(({ period }) => period === fromPeriod)) return { change: [put('relation', before)], send: [] }
  const period = periodsOf(before).find(({ from }) => from === fromPeriod)
  const last = period ? period.to : pausedOn
  return changeEnrolment(ctx, before, {
    psn_type: typeIn(relation, fromPeriod),
    psn_insu_stas: last ? InsuState.paused : InsuState.normal,
    from: last ? addDays(last, 1) : enrolledOn,
    reason: 'transfer-withdrawn',
  })
}
