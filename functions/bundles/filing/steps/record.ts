/**
 * RULES.md 5.2: the decision goes on record with both sides, the insured place and the place of treatment, once each.
 */
import type { OutboundData } from '../../../../events/index.ts'
import type { Ctx, Send } from '../../../../shared/chain/chain.ts'
import { isRecorded } from '../rules/decide.ts'
import { decisionIn, type FilingState, go, step, visitIn } from '../state.ts'
import { recorded } from '../texts.ts'

/** `filing.recorded`, once to each side; `to_admdvs` says which. */
function records(ctx: Ctx<FilingState>): Send[] {
  const { fixmedins_code, mdtrtarea_admvs } = visitIn(ctx)
  const { mdtrt_id, decision, basis, filing_id, rates, pay_ratio, valid_from, valid_to } = decisionIn(ctx)
  const insuplc_admdvs = ctx.case.admdvs
  const psn_no = ctx.file.person?.psn_no
  if (!isRecorded(decision) || !psn_no || !filing_id || !valid_from) throw new Error('filing: nothing to record')
  const data: Omit<OutboundData<'filing.recorded'>, 'to_admdvs'> = {
    filing_id,
    mdtrt_id,
    fixmedins_code,
    psn_no,
    insuplc_admdvs,
    mdtrtarea_admvs,
    decision,
    basis,
    rates,
    ...(pay_ratio === undefined ? {} : { pay_ratio }),
    valid_from,
    ...(valid_to === undefined ? {} : { valid_to }),
  }
  const sides = [insuplc_admdvs, mdtrtarea_admvs]
  return sides.map((to_admdvs) => ({ type: 'filing.recorded', data: { ...data, to_admdvs } }))
}

export const record = step({
  label: '记录备案',
  goes: ['tell'],
  decide(ctx) {
    const say = recorded(ctx.case.admdvs, visitIn(ctx).mdtrtarea_admvs)
    return go('tell', { send: records(ctx), say })
  },
})
