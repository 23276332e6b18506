/** The outcome of a transfer (RULES.md 8). */

import * as z from 'zod'
import { provinceOf } from '../../../shared/codes/index.ts'
import { fen, formatYuan } from '../../../shared/money/index.ts'
import { monthsInProvince } from '../../../shared/registers/relation.ts'
import { schemas } from '../../../shared/schemas.ts'
import { fact } from '../../../shared/tasks/kind.ts'
import type { TransferCtx, TransferState } from './state.ts'

/** What a transfer comes to (RULES.md 8.1). */
export const transferOutcome = z.object({
  result: z.enum(['transferred', 'refunded', 'balance-held', 'no-balance', 'not-transferred', 'reversed']),
  from_admdvs: fact.area(schemas).optional(),
  to_admdvs: fact.area(schemas),
  amt: fact.money(schemas),
  contribution_months: z.int(),
  benefit: z.enum(['continuous', 'waiting']).optional(),
  back_payment_months: z.int().optional(),
  benefit_from: fact.day(schemas).optional(),
})

/** How a transfer ended. */
export type TransferResult = z.output<typeof transferOutcome>['result']

/** Sum moved or refunded so far, in fen. */
export function movedSum(state: Readonly<TransferState>) {
  return fen(state.moved.reduce((sum, claim) => sum + claim.amt, 0) + (state.refunded ?? 0))
}

/** What a case that has moved or refunded money came to so far. */
export function resultSoFar(state: Readonly<TransferState>): 'transferred' | 'refunded' | undefined {
  if (movedSum(state) === 0) return undefined
  return state.refunded ? 'refunded' : 'transferred'
}

/** The outcome; `changes` are fields of the state that the same decision changes. */
export function outcomeOf(
  ctx: TransferCtx,
  result: TransferResult,
  changes: Partial<TransferState> = {},
): z.input<typeof transferOutcome> {
  const state = { ...ctx.state, ...changes }
  return {
    result,
    ...(state.from ? { from_admdvs: state.from } : {}),
    to_admdvs: state.to,
    amt: formatYuan(movedSum(state)),
    contribution_months: monthsInProvince(ctx.file, provinceOf(state.to)).length,
    ...(state.continuity ?? {}),
  }
}
