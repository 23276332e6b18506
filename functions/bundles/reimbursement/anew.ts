/** Asking a claim anew by other parameters (bundles/RULES.md 1.5): what it comes to, over what was claimed and approved. */
import type { Anew } from '../../../shared/chain/chain.ts'
import type { ReimbursementCtx, ReimbursementState } from './state.ts'

/** What was approved stays so; what the person declined, or never claimed, rests on no parameter. */
export function anew({ case: row, state }: ReimbursementCtx): Anew<ReimbursementState, 'reckon'> | undefined {
  const { reason } = row.outcome ?? {}
  if (!state.sum && reason !== 'too-late') return undefined
  return { step: 'reckon', state: { round: Math.max(0, state.round - 1) }, forget: ['sum', 'ordered', 'refused'] }
}
