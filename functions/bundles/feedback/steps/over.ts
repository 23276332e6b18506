/** The end of feedback: what it came to, and word to the hotline. */
import type { Decision } from '../../../../shared/chain/chain.ts'
import { outcomeOf } from '../outcome.ts'
import { type CountedEnd, counted } from '../rules/figures.ts'
import { ticketNews } from '../rules/hotline.ts'
import { end, type FeedbackCtx, type FeedbackState } from '../state.ts'

/** How it ends, and what is said of it: to the person (`say`), and to the hotline (`closing`). */
export interface Ending {
  as: 'done' | 'withdrawn'
  say: string
  closing: string
  by?: 'citizen'
  counts?: CountedEnd
}

/** Ends the case as it stands with these changes of its state. */
export function over(
  ctx: FeedbackCtx,
  change: Partial<FeedbackState>,
  { as, say, closing, by, counts }: Ending,
): Decision<FeedbackState, never> {
  const state = { ...ctx.state, ...change }
  const { send, tickets } = ticketNews(ctx, state, closing)
  const effects = {
    state: { ...change, tickets },
    change: counted(ctx, state, counts),
    say,
    send,
    ...(by ? { actor: by } : {}),
  }
  return end(as, outcomeOf(state), effects)
}
