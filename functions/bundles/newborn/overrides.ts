/** What overrides every wait, and what may still come after the end (RULES.md 5.3, 6.2). */
import type { Decision } from '../../../shared/chain/chain.ts'
import { paidTwiceNews } from '../../acts/payment/paid-twice.ts'
import { lacksAccount } from '../../acts/payment/plan.ts'
import { isOpen } from './rules/terms.ts'
import { again, go, type NewbornCtx, type NewbornState, stay, still } from './state.ts'
import { type Work, workFor } from './steps/await-premium.ts'
import { refundDebts, refundPlan } from './steps/refund.ts'
import { secondEnded } from './steps/second-notice.ts'

/** An ended case is taken up again by what comes late: another payment, a refund returned, a premium published. */
export function ended(ctx: NewbornCtx): Decision<NewbornState, Work | 'awaitPremium'> {
  if (ctx.state.role === 'second') return secondEnded(ctx)
  const twice = paidTwiceNews(ctx, refundDebts(ctx))
  if (twice) return still(ctx, twice)
  const work = workFor(ctx)
  if (work) return go(work)
  const isAwaited = ctx.state.paid.length === 0 && isOpen(ctx)
  return isAwaited || lacksAccount(refundPlan(ctx)) ? go('awaitPremium') : stay()
}

/** Before every step: a refund that the bank paid twice. */
export function overrides(ctx: NewbornCtx): Decision<NewbornState, never> | undefined {
  const twice = paidTwiceNews(ctx, refundDebts(ctx))
  return twice && again(ctx, twice)
}
