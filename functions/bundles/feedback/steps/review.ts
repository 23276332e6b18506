/** RULES.md 1.8: a supervisor looks at what was not solved, and answers for good. */
import { inform } from '../../../acts/inform.ts'
import { answerIn } from '../rules/answer.ts'
import { factsOf } from '../rules/facts.ts'
import { ticketNews } from '../rules/hotline.ts'
import { type Answer, type FeedbackState, go, step, wait } from '../state.ts'
import { reviewFeedback } from '../tasks.ts'
import { notices, texts } from '../texts.ts'
import { over } from './over.ts'

export const review = step({
  label: '上级复核',
  goes: ['close'],
  decide(ctx) {
    const { file, state } = ctx
    const { admdvs } = ctx.case
    const final = answerIn(ctx.task(reviewFeedback))
    if (final) {
      return go('close', {
        state: { final },
        ...inform(file, notices.reviewed, texts.reviewed(final)),
        actor: 'supervisor',
      })
    }
    const { first, confirmed, reviewBy } = state as Required<FeedbackState>
    const { text: answer, measure, cause } = first
    const said = { answer, ...(measure === undefined ? {} : { measure }), ...(cause === undefined ? {} : { cause }) }
    const facts = { ...factsOf(ctx), ...said, satisfied: confirmed.satisfied }
    const owner = { role: 'supervisor' as const, area: admdvs }
    const { send, tickets } = ticketNews(ctx, state)
    return wait(
      { actor: 'supervisor', what: reviewFeedback, until: reviewBy },
      { state: { tickets }, send, tasks: [{ kind: reviewFeedback.kind, owner, admdvs, due: reviewBy, facts }] },
    )
  },
})

/** What was answered for good is over. */
export const close = step({
  label: '办结',
  goes: [],
  decide: (ctx) => over(ctx, {}, { as: 'done', say: texts.over(), closing: texts.answer(ctx.state.final as Answer) }),
})
