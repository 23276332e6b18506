/** Asking a filing case anew by other parameters (bundles/RULES.md 1.5): the visit is decided for the first time. */
import type { Anew, Ctx } from '../../../shared/chain/chain.ts'
import { put } from '../../../shared/registers/file.ts'
import { type FilingState, visitIn } from './state.ts'

/** The visit without its decision; what the person has filed, and what was settled, stay. */
export function anew(ctx: Ctx<FilingState>): Anew<FilingState, 'decide'> {
  const { decision: _decision, ...undecided } = visitIn(ctx)
  return { step: 'decide', forget: ['toldOn'], change: [put('visit', undecided)] }
}
