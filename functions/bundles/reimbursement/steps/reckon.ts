/** RULES.md 3, 4: what a receipt comes to, and whether it is paid at once. */
import { awaitPolicy } from '../../../../shared/chain/missing.ts'
import { ZERO } from '../../../../shared/money/index.ts'
import { outcomeOf } from '../outcome.ts'
import { approvalOf, basisOf, factsOf, worthOf } from '../rules/facts.ts'
import { reasonsFor } from '../rules/reasons.ts'
import { tellFamily } from '../rules/telling.ts'
import { end, go, step, wait } from '../state.ts'
import { notices, texts } from '../texts.ts'
import { stamped } from './pay.ts'
import { takenNow } from './refuse.ts'

/** Nothing due ends it; what nobody need look at is paid; the rest a clerk looks at. */
export const reckon = step({
  label: '算出可报的钱',
  goes: ['pay', 'review'],
  decide(ctx) {
    const facts = factsOf(ctx)
    const { insured } = facts
    if (!insured) throw new Error('reimbursement: reckoned for who is not insured')
    const { sum, missing, ...known } = worthOf(ctx, facts)
    if (missing) {
      const { wait: until, task } = awaitPolicy(ctx, missing)
      return wait(until, { tasks: [task] })
    }
    if (sum?.amt === ZERO) {
      const taken = takenNow(ctx, facts, 'reckon')
      if (taken) return taken
      const words = tellFamily(ctx, notices['nothing-due'], texts.nothingDue())
      const outcome = outcomeOf({ ...ctx.state, sum }, 'nothing-due')
      return end('done', outcome, { ...stamped(ctx, facts, insured, sum), ...words, state: { sum } })
    }
    const reasons = approvalOf(ctx, facts) ? [] : reasonsFor(ctx, facts, insured, known)
    if (reasons.length === 0) return go('pay')
    const words = ctx.state.round === 0 ? { say: texts.reviewing() } : {}
    return go('review', { state: { round: ctx.state.round + 1, basis: basisOf(facts) }, ...words })
  },
})
