/** RULES.md 5.3: the visit is settled, or is not for long. */
import { addDays, compareInstants, endOfDay } from '../../../../shared/calendar/index.ts'
import { decisionIn, end, outcomeOf, step, visitIn, wait } from '../state.ts'
import { neverSettled, settled } from '../texts.ts'

/** Days a case waits for the settlement at most. */
const settlementDays = 365

export const awaitSettlement = step({
  label: '等待结算',
  goes: [],
  decide(ctx) {
    const visit = visitIn(ctx)
    const until = endOfDay(addDays(ctx.state.toldOn ?? ctx.state.openedOn, settlementDays))
    if (visit.settled) return end('done', outcomeOf(visit, decisionIn(ctx)), { say: settled })
    if (compareInstants(until, ctx.now) <= 0)
      return end('done', outcomeOf(visit, decisionIn(ctx)), { say: neverSettled(settlementDays) })
    return wait({ actor: 'partner', what: 'visit.settled', until })
  },
})
