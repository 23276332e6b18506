/** Asking a newborn's case anew by other parameters (bundles/RULES.md 1.5): what is offered, what it costs, what was paid. */
import type { Anew } from '../../../shared/chain/chain.ts'
import { yuan } from '../../../shared/money/index.ts'
import { type Change, put } from '../../../shared/registers/file.ts'
import { billsOf } from '../../acts/bill.ts'
import { premiumFor } from './rules/terms.ts'
import type { NewbornCtx, NewbornState } from './state.ts'

/** From the offers on, with every payment as it came. A second notice has nothing to do with parameters. */
export function anew(ctx: NewbornCtx): Anew<NewbornState, 'offerYears'> | undefined {
  if (ctx.state.role === 'second') return undefined
  return { step: 'offerYears', state: { offers: [], paid: [], differing: [], refunds: [] }, change: billsAnew(ctx) }
}

/** A payment is of the right sum if its bill would have asked for it. */
function billsAnew(ctx: NewbornCtx): Change[] {
  return billsOf(ctx).flatMap((bill) => {
    const premium = bill.year === undefined ? undefined : premiumFor(ctx, bill.year)
    return premium?.found ? [put('bill', { ...bill, amt: yuan(premium.value) })] : []
  })
}
