/** RULES.md 5.1, of `required` alone: the person may still file until discharge, or for so many days. */
import { addDays, compareInstants, endOfDay, type Instant } from '../../../../shared/calendar/index.ts'
import type { Ctx } from '../../../../shared/chain/chain.ts'
import { isCancelled } from '../../../../shared/registers/apply/taken-back.ts'
import type { Visit } from '../../../../shared/registers/rows.ts'
import type { Milestone } from '../../../../shared/tasks/notice.ts'
import { decisionOn, type FilingDecision } from '../rules/decision.ts'
import { end, type FilingState, go, outcomeOf, step, visitIn, wait } from '../state.ts'
import { filedInTime, notFiled } from '../texts.ts'
import { keeping, visitDecided } from './decide-visit.ts'

/** Days a case waits for a filing. */
export const filingDays = 30

/** The person files. */
export const filingMade: Milestone = { milestone: 'filing', title: '自助备案' }

const until = ({ state }: Pick<Ctx<FilingState>, 'state'>): Instant => endOfDay(addDays(state.openedOn, filingDays))

/** Whether it may still be filed: not once the visit is settled, nor by who has died (RULES.md 5.1, bundles/RULES.md 8.3). */
export const mayStillFile = (ctx: Ctx<FilingState>, visit: Visit): boolean =>
  !visit.settled && !isCancelled(visit) && !ctx.file.died && compareInstants(until(ctx), ctx.now) > 0

export const awaitFiling = step({
  label: '等待补办备案',
  goes: ['record'],
  decide(ctx) {
    const visit = visitDecided(ctx)
    const decision = decisionOn(visit) as FilingDecision
    if (decision.decision !== 'required') {
      return go('record', { change: keeping(visitIn(ctx), visit), say: filedInTime })
    }
    if (!mayStillFile(ctx, visit)) return end('done', outcomeOf(visit, decision), { say: notFiled })
    return wait({ actor: 'citizen', what: filingMade, until: until(ctx) })
  },
})
