/** Step 5: the visit is settled, or a year goes by. */
import { addDays, compareInstants, endOfDay } from '../../../shared/calendar/index.ts'
import { decisionIn, end, outcomeOf, step, visitIn, wait } from './state.ts'
import { neverSettled, settled } from './texts.ts'

/** Days a case waits for the settlement at most. */
const waitDays = 365

export const awaitSettlement = step({
  label: '等待结算',
  goes: [],
  decide(ctx) {
    const visit = visitIn(ctx)
    const until = endOfDay(addDays(ctx.state.toldOn ?? ctx.state.openedOn, waitDays))
    if (visit.settled) return end('done', outcomeOf(visit, decisionIn(ctx)), { say: settled })
    if (compareInstants(until, ctx.now) <= 0)
      return end('done', outcomeOf(visit, decisionIn(ctx)), { say: neverSettled })
    return wait({ actor: 'partner', what: 'visit.settled', until })
  },
})
