/** RULES.md 5.1, of `required` alone: the person may still file until discharge, or for so many days. */
import { addDays, compareInstants, endOfDay } from '../../../../shared/calendar/index.ts'
import type { Milestone } from '../../../../shared/tasks/notice.ts'
import { decisionOn, type FilingDecision } from '../rules/decision.ts'
import { end, go, outcomeOf, step, visitIn, wait } from '../state.ts'
import { filedInTime, notFiled } from '../texts.ts'
import { keeping, visitDecided } from './decide-visit.ts'

/** Days a case waits for a filing. */
export const filingDays = 30

/** The person files. */
export const filingMade: Milestone = { milestone: 'filing', title: '自助备案' }

export const awaitFiling = step({
  label: '等待补办备案',
  goes: ['record'],
  decide(ctx) {
    const visit = visitDecided(ctx)
    const decision = decisionOn(visit) as FilingDecision
    if (decision.decision !== 'required') {
      return go('record', { change: keeping(visitIn(ctx), visit), say: filedInTime })
    }
    const until = endOfDay(addDays(ctx.state.openedOn, filingDays))
    // Who has died files no more, and nobody waits for them.
    if (visit.settled || ctx.file.died || compareInstants(until, ctx.now) <= 0) {
      return end('done', outcomeOf(visit, decision), { say: notFiled })
    }
    return wait({ actor: 'citizen', what: filingMade, until })
  },
})
