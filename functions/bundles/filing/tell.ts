/** Step 4: the person is told. `local` and `refused` end here; so does what was settled before it could be filed. */
import { isRecorded } from './decide.ts'
import { telling } from './decide-visit.ts'
import { decisionIn, end, go, outcomeOf, step, visitIn } from './state.ts'
import { notFiled } from './texts.ts'

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
