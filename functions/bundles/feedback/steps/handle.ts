/** RULES.md 1.6 to 1.8: somebody takes it in hand, and answers it. */
import { addDays, dayOf, type Instant } from '../../../../shared/calendar/index.ts'
import { wordOfAnswer } from '../../../../shared/registers/desk/problems.ts'
import type { SignalTo } from '../../../../shared/registers/signals.ts'
import { saidBy, withdraw } from '../../../../shared/tasks/action.ts'
import { askClerk } from '../../../acts/ask-clerk.ts'
import { inform } from '../../../acts/inform.ts'
import { confirmDays, valueIn } from '../parameters.ts'
import { answerIn } from '../rules/answer.ts'
import { extension, extensionOf } from '../rules/extension.ts'
import { complainedOf, factsOf } from '../rules/facts.ts'
import { counted } from '../rules/figures.ts'
import { ticketNews } from '../rules/hotline.ts'
import { type Answer, type FeedbackCtx, go, step, wait } from '../state.ts'
import { handleFeedback } from '../tasks.ts'
import { notices, texts } from '../texts.ts'
import { over } from './over.ts'

/** The last day on which the person may say whether it is solved. */
export function confirmUntil({ look, state, case: { admdvs } }: FeedbackCtx, answeredAt: Instant) {
  return addDays(dayOf(answeredAt), valueIn(look, confirmDays, admdvs, dayOf(state.openedAt)))
}

/** What named its cause counts towards a problem (RULES.md 4.1). */
const wordOf = ({ state: { matter }, case: { admdvs, case_id } }: FeedbackCtx, { cause, at }: Answer): SignalTo[] =>
  cause === undefined ? [] : [wordOfAnswer({ admdvs, matter, cause, case_id, answered_at: at })]

export const handle = step({
  label: '办理',
  goes: ['awaitConfirm', 'handle'],
  decide(ctx) {
    const { file, state } = ctx
    const task = ctx.task(handleFeedback)
    const first = answerIn(task)
    const withdrawn = first ? undefined : saidBy(withdraw, ctx)
    if (withdrawn) {
      const ending = {
        say: texts.withdrawn(withdrawn.reason),
        closing: texts.ticketWithdrawn(),
        by: 'citizen' as const,
        counts: 'withdrawn' as const,
      }
      return over(ctx, {}, { as: 'withdrawn', ...ending })
    }
    const respondedAt = state.respondedAt ?? task?.first_claim_at ?? task?.decision?.at
    const responded = respondedAt === undefined ? {} : { respondedAt }
    if (first) {
      const until = file.person ? confirmUntil(ctx, first.at) : undefined
      const told = file.person
        ? inform(file, notices.answered, texts.answered(first, until))
        : { say: texts.answered(first, until) }
      const change = counted(ctx, { ...state, ...responded, first })
      const next = { state: { ...responded, first }, change, signals: wordOf(ctx, first) }
      return go('awaitConfirm', { ...next, ...told, actor: 'clerk' })
    }
    const extended = extension(ctx, task)
    if (extended) return go('handle', { ...extended, state: { ...extended.state, ...responded } })
    const { send, tickets } = ticketNews(ctx, { ...state, ...responded })
    const of = complainedOf(ctx)
    const asked = {
      area: ctx.case.admdvs,
      due: state.answerBy,
      facts: factsOf(ctx),
      extension: extensionOf(ctx),
      ...(of ? { private: of } : {}),
    }
    return wait(
      {
        actor: 'clerk',
        what: handleFeedback,
        until: state.answerBy,
        actions: file.person ? [withdraw] : [],
      },
      {
        state: { ...responded, tickets },
        change: counted(ctx, { ...state, ...responded }),
        tasks: askClerk(handleFeedback, asked),
        send,
        ...(respondedAt !== undefined && state.respondedAt === undefined
          ? { say: texts.taken(), actor: 'clerk' as const }
          : {}),
      },
    )
  },
})
