/** RULES.md 5.7, `monthly`: in service as before until nothing is missing. */
import { rolling } from '../../../../shared/calendar/index.ts'
import { since } from '../../../acts/inform.ts'
import { assess, fulfilled, onlyIn } from '../rules/assess.ts'
import { inform } from '../rules/telling.ts'
import { go, step } from '../state.ts'
import { texts } from '../texts.ts'
import { choose, chosen, wantedOption } from './choose.ts'
import { waitOn } from './pay-back.ts'

/** Days after which the waiting is looked at again. */
const lookAgainDays = 90

/** Waits for the months still missing; the choice may still be changed. */
export const awaitMonths = step({
  label: '按月继续缴费',
  goes: ['findPlace', 'retire', 'awaitMonths', 'assessLumpSum', 'becomeResident'],
  decide(ctx) {
    const wanted = wantedOption(ctx)
    if (wanted && wanted !== 'monthly') return chosen(ctx, wanted, 'citizen')
    const assessed = assess(ctx)
    if (!assessed) return go('findPlace')
    if (fulfilled(ctx, assessed)) return go('retire')
    if (ctx.state.told?.what !== 'months') {
      const told = { what: 'months', on: ctx.today }
      return go('awaitMonths', {
        state: { told },
        ...inform(ctx, 'monthly', texts.monthly(assessed.count.shortfall, onlyIn(assessed))),
      })
    }
    const until = rolling(since(ctx, 'months'), lookAgainDays, ctx.now)
    return waitOn(ctx, { actor: 'partner', what: 'contribution.posted', until, actions: [choose] })
  },
})
