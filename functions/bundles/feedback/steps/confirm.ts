/** RULES.md 1.8: the person says whether it is solved; silence is silence. */
import { endOfDay } from '../../../../shared/calendar/index.ts'
import { taskDue } from '../../../../shared/policy/desk.ts'
import { saidBy } from '../../../../shared/tasks/action.ts'
import { confirm } from '../actions.ts'
import { counted } from '../rules/figures.ts'
import { ticketNews } from '../rules/hotline.ts'
import { type Answer, go, step, wait } from '../state.ts'
import { reviewFeedback } from '../tasks.ts'
import { texts } from '../texts.ts'
import { confirmUntil } from './handle.ts'
import { over } from './over.ts'

export const awaitConfirm = step({
  label: '等本人评价',
  goes: ['review'],
  decide(ctx) {
    const { file, state, today } = ctx
    const { admdvs } = ctx.case
    const first = state.first as Answer
    if (!file.person) return over(ctx, {}, { as: 'done', say: texts.over(), closing: texts.answer(first) })
    const last = confirmUntil(ctx, first.at)
    if (today > last)
      return over(ctx, {}, { as: 'done', say: texts.silent(), closing: texts.answer(first), counts: 'silent' })
    const confirmed = saidBy(confirm, ctx)
    if (confirmed?.solved) {
      const ending = { say: texts.solved(confirmed.satisfied), closing: texts.answer(first), by: 'citizen' as const }
      return over(ctx, { confirmed }, { as: 'done', ...ending })
    }
    if (confirmed) {
      const reviewBy = taskDue(ctx, reviewFeedback.kind, admdvs)
      const change = counted(ctx, { ...state, confirmed })
      return go('review', {
        state: { confirmed, reviewBy },
        change,
        due: reviewBy,
        say: texts.notSolved(),
        actor: 'citizen',
      })
    }
    const { send, tickets } = ticketNews(ctx, state)
    return wait(
      { actor: 'citizen', what: confirm, until: endOfDay(last), through: true, actions: [confirm] },
      { state: { tickets }, send },
    )
  },
})
