/** Asking a filing case anew by other parameters (bundles/RULES.md 1.5): the visit is decided for the first time. */
import { compareInstants } from '../../../shared/calendar/index.ts'
import type { Anew, Ctx } from '../../../shared/chain/chain.ts'
import { type Change, drop, put } from '../../../shared/registers/file.ts'
import type { Filing } from '../../../shared/registers/rows.ts'
import { decisionOn, type FilingDecision } from './rules/decision.ts'
import { type FilingState, visitIn } from './state.ts'

/** The visit without its decision, and without what was filed after it: that came too late, or was not needed. */
export function anew(ctx: Ctx<FilingState>): Anew<FilingState, 'decide'> {
  const visit = visitIn(ctx)
  const { decision: _decision, ...undecided } = visit
  return { step: 'decide', forget: ['toldOn'], change: [put('visit', undecided), ...later(ctx, decisionOn(visit))] }
}

function later({ file }: Ctx<FilingState>, decision: FilingDecision | undefined): Change[] {
  if (!decision) return []
  const isLater = ({ made_at }: Filing) => compareInstants(made_at, decision.decided_at) > 0
  return file.all('filing').flatMap((filing) => (isLater(filing) ? [drop('filing', filing.filing_id)] : []))
}
