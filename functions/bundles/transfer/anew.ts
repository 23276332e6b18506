/** Asking a transfer anew by other parameters (bundles/RULES.md 1.5): continuity, and who looks at the account first. */
import type { Anew } from '../../../shared/chain/chain.ts'
import type { TransferCtx, TransferState } from './state.ts'

/** From the relation that was found. What moved has moved; clerks who looked are not asked again. */
export function anew({ state, case: { status } }: TransferCtx): Anew<TransferState, 'continueRelation'> | undefined {
  if (status === 'withdrawn' || state.from === undefined) return undefined
  return { step: 'continueRelation', state: { round: Math.max(0, state.round - 1) }, forget: ['continuity'] }
}
