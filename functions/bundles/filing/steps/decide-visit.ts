/** Which rule decides on the visit (the desk may have asked before; then its answer holds), and what the person is told. */
import type { Ctx } from '../../../../shared/chain/chain.ts'
import { type Change, put } from '../../../../shared/registers/file.ts'
import type { Visit } from '../../../../shared/registers/rows.ts'
import { decided, isRecorded } from '../rules/decide.ts'
import { decisionOn, type FilingDecision } from '../rules/decision.ts'
import { decisionIn, end, type FilingState, go, outcomeOf, step, visitIn } from '../state.ts'
import { decidedBy, notFiled, notices } from '../texts.ts'

/** The visit with the decision that holds now; the very same value if nothing changes. */
export function visitDecided(ctx: Ctx<FilingState>): Visit {
  const asked = { pid: ctx.file.pid, now: ctx.now, asked_by: 'event' as const }
  return decided(ctx.file, visitIn(ctx), ctx.look.policy, asked)
}

/** The change that keeps it, if it is one. */
export const keeping = (before: Visit, after: Visit): Change[] => (after === before ? [] : [put('visit', after)])

/** What the person is told: the decision, in the words the desk heard. */
const telling = (decision: FilingDecision) => [{ notice: notices[decision.decision], text: decision.message }]

export const decideVisit = step({
  label: '看要不要备案',
  goes: ['awaitFiling', 'record', 'tell'],
  decide(ctx) {
    const visit = visitDecided(ctx)
    const decision = decisionOn(visit) as FilingDecision
    const insured = decision.insuplc_admdvs ?? ctx.case.admdvs
    const { rule, grounds } = decision.why
    const effects = {
      change: keeping(visitIn(ctx), visit),
      admdvs: insured,
      areas: [insured, visit.mdtrtarea_admvs],
      say: decidedBy(decision.decision, rule, grounds?.source),
    }
    if (isRecorded(decision.decision)) return go('record', effects)
    if (decision.decision === 'required' && !visit.settled) {
      return go('awaitFiling', { ...effects, tell: telling(decision) })
    }
    return go('tell', effects)
  },
})

/** `local` and `refused` end here; so does what was settled before it could be filed. */
export const tell = step({
  label: '告知本人',
  goes: ['awaitSettlement'],
  decide(ctx) {
    const decision = decisionIn(ctx)
    // Who was discharged already can't file any more: they hear what is left to do, not what might have been done.
    const heard = decision.decision === 'required' ? { ...decision, message: notFiled } : decision
    const effects = { tell: telling(heard) }
    if (isRecorded(decision.decision)) return go('awaitSettlement', { ...effects, state: { toldOn: ctx.today } })
    return end('done', outcomeOf(visitIn(ctx), decision), effects)
  },
})
