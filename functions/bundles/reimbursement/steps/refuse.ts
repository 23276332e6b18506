/** RULES.md 2: what cannot be claimed ends, and remembers where it stood. */
import type { Decision } from '../../../../shared/chain/chain.ts'
import { isOthers, lookAgain, sayOfReceipt } from '../../../../shared/registers/care/receipts.ts'
import { outcomeOf } from '../outcome.ts'
import type { Facts } from '../rules/facts.ts'
import { tellFamily } from '../rules/telling.ts'
import type { Refusal } from '../rules/words.ts'
import { end, type ReimbursementCtx, type ReimbursementState } from '../state.ts'
import { notices, texts } from '../texts.ts'

/** Where a case stood that is taken up again there. */
export type Stood = NonNullable<ReimbursementState['refused']>['from']

/** Ends it for a reason: withdrawn if the receipt is void that nobody claimed, else rejected. */
export function refuse(
  ctx: ReimbursementCtx,
  { receipt, area }: Facts,
  reason: Refusal,
  from: Stood,
): Decision<ReimbursementState, never> {
  const { claim } = ctx.state
  const status = reason === 'receipt-void' && !claim ? 'withdrawn' : 'rejected'
  const text = texts.refused(reason)
  const freed = claim ? sayOfReceipt(ctx.file, receipt.name, { is: 'let-go' }, ctx) : {}
  const { change = [], receipts = [], signals = [] } = freed
  return end(status, outcomeOf(ctx.state, status, { reason, text }), {
    state: { refused: { reason, from }, ...(claim ? { claim } : {}) },
    change,
    receipts,
    signals,
    admdvs: area,
    areas: [area],
    ...(ctx.state.refused ? {} : tellFamily(ctx, notices.rejected, text)),
  })
}

/** Before a receipt is claimed or ordered upon: whose it is this very moment, whatever the file was told so far. */
export function takenNow(
  ctx: ReimbursementCtx,
  facts: Facts,
  from: Stood,
): Decision<ReimbursementState, never> | undefined {
  const { name } = facts.receipt
  if (!isOthers(ctx.file, name, ctx)) return undefined
  const { effects, next } = refuse(ctx, facts, 'receipt-taken', from)
  const seen = lookAgain(ctx.file, name, ctx)
  const noted = 'ok' in seen ? (seen.ok.change ?? []) : []
  return { effects: { ...effects, change: [...(effects.change ?? []), ...noted] }, next }
}
