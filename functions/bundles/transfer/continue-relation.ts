/** RULES.md 3: the relation and its months follow, and benefits go on or wait. */
import { addDays, type Day, maxDay } from '../../../shared/calendar/index.ts'
import type { Send } from '../../../shared/chain/chain.ts'
import { policyMissingTask, waitForPolicy } from '../../../shared/chain/missing.ts'
import { provinceOf } from '../../../shared/codes/index.ts'
import { type Change, type PersonFile, put } from '../../../shared/registers/file.ts'
import { monthsInProvince, standingOn } from '../../../shared/registers/relation.ts'
import { wakeAtEnd } from './candidates.ts'
import { continuityOf } from './continuity.ts'
import { go, originIn, step, type TransferCtx, type TransferState, wait } from './state.ts'
import { texts } from './texts.ts'

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
    const months = look.policy('waiting_months', state.to, state.enrolledOn)
    if (!months.found) {
      const task = policyMissingTask('waiting_months', state.to, state.enrolledOn, state.openedOn)
      return wait({ ...waitForPolicy('waiting_months', state.openedOn), ...wakeAtEnd(ctx) }, { tasks: [task] })
    }
    const continuity = continuityOf(state.pausedOn ?? today, state.enrolledOn, months.value)
    const relation = file.one('relation', `310#${from}`)
    if (!relation || !state.fromPeriod) throw new Error('transfer: the relation of A is gone')
    const ended = { from: endsFrom(state), period: state.fromPeriod, by: ctx.case.case_id }
    const counted = monthsInProvince(file, provinceOf(state.to)).length
    return go('settleAccount', {
      state: { continuity },
      change: [put('relation', { ...relation, terminations: [...relation.terminations, ended] })],
      send: [relationChanged(ctx, '4', ended.from)],
      tell: [
        {
          template: 'transfer.continued',
          text: texts.continued(from, state.to, counted) + texts.continuity(continuity),
        },
      ],
    })
  },
})

/** `enrolment.changed` for A: ended, or paused again when the transfer is taken back. */
function relationChanged(ctx: TransferCtx, psn_insu_stas: '2' | '4', from: Day): Send {
  const { state, file } = ctx
  const relation = file.one('relation', `310#${originIn(state)}`)
  return {
    type: 'enrolment.changed',
    data: {
      psn_no: file.person?.psn_no ?? '',
      insu_admdvs: originIn(state),
      insutype: '310',
      psn_type: (relation && standingOn(relation, state.fromPeriod ?? from)?.psn_type) ?? '11',
      psn_insu_stas,
      from,
      reason: psn_insu_stas === '4' ? 'transfer' : 'transfer-withdrawn',
      case_id: ctx.case.case_id,
    },
  }
}

/** A is paused (2) again, unless another transfer has ended it too. */
export function pausedAgain(ctx: TransferCtx): Send[] {
  const { from, fromPeriod, pausedOn, enrolledOn } = ctx.state
  const others = from
    ? ctx.file.one('relation', `310#${from}`)?.terminations.filter((t) => t.by !== ctx.case.case_id)
    : undefined
  if (!from || others?.some((t) => t.period === fromPeriod)) return []
  return [relationChanged(ctx, '2', pausedOn ? addDays(pausedOn, 1) : enrolledOn)]
}

/** A's relation as it was before this case ended it. */
export function giveBack(file: PersonFile, ctx: TransferCtx): Change[] {
  const { from } = ctx.state
  const relation = from && file.one('relation', `310#${from}`)
  if (!relation) return []
  const terminations = relation.terminations.filter((t) => t.by !== ctx.case.case_id)
  return terminations.length < relation.terminations.length ? [put('relation', { ...relation, terminations })] : []
}
