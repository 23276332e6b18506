/** What a filing case remembers. */

import * as z from 'zod'
import { type Ctx, stepsOver } from '../../../shared/chain/chain.ts'
import { field } from '../../../shared/chain/fields.ts'
import { caseStates, type StateOf } from '../../../shared/chain/states.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import { formatYuan } from '../../../shared/money/index.ts'
import { recall } from '../../../shared/registers/rest.ts'
import type { Visit } from '../../../shared/registers/rows.ts'
import { schemas } from '../../../shared/schemas.ts'
import { shown } from '../../../shared/tasks/kind.ts'
import { revokedOnly } from '../../acts/taken-back.ts'
import { refusedName } from '../../manifest.ts'
import { decisionNames, decisionOn, type FilingDecision, ratesNames } from './rules/decision.ts'
import { basisNames } from './rules/twelve.ts'

/** What a filing comes to (RULES.md 5.4): the decision, and what was settled by it. */
export const filingOutcome = z.object({
  result: codeOf({ ...decisionNames, refused: refusedName }),
  basis: codeOf(basisNames),
  rates: codeOf(ratesNames),
  pay_ratio: z.string().optional(),
  filing_id: z.string().optional(),
  settled: z.object({ medfee_sumamt: shown.money(schemas), fund_pay_sumamt: shown.money(schemas) }).optional(),
  cancelled: z.literal(true).optional(),
  reason: revokedOnly.optional(),
})

/** State of a case: one a visit. */
const filingStates = caseStates({
  version: 1,
  state: (z) => ({
    /** Key of the visit. */
    visit: z.string(),
    openedOn: field.day(z),
    /** Day the wait for the settlement began. */
    toldOn: field.day(z).exactOptional(),
  }),
})
/** Of a case as its steps see it. */
export type FilingState = StateOf<typeof filingStates>

export const { step, go, wait, end, stay, still, chain } = stepsOver(filingStates)

/** The visit the case is about: it may lie at rest if the case came with the file of a lost number. */
export function visitIn(ctx: Ctx<FilingState>): Visit {
  const visit = recall(ctx.file, ctx, 'visit', ctx.state.visit)
  if (!visit) throw new Error('filing: a case without its visit')
  return visit
}

/** The visit's decision, once there is one. */
export function decisionIn(ctx: Ctx<FilingState>): FilingDecision {
  const decision = decisionOn(visitIn(ctx))
  if (!decision) throw new Error('filing: a visit without a decision')
  return decision
}

/** Outcome of the case (RULES.md 5.4). */
export function outcomeOf(visit: Visit, decision: FilingDecision): z.input<typeof filingOutcome> {
  const { basis, rates, pay_ratio, filing_id, cancelled } = decision
  const { settled } = visit
  const paid = settled && {
    medfee_sumamt: formatYuan(settled.medfee_sumamt),
    fund_pay_sumamt: formatYuan(settled.fund_pay_sumamt),
  }
  return {
    result: decision.decision,
    basis,
    rates,
    ...(pay_ratio === undefined ? {} : { pay_ratio }),
    ...(filing_id === undefined ? {} : { filing_id }),
    ...(paid ? { settled: paid } : {}),
    ...(cancelled ? { cancelled } : {}),
  }
}
