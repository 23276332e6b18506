/** The outcome of a transfer, as rules/transfer.md lists it. */
import { provinceOf } from '../../../shared/codes/index.ts'
import { fen, formatYuan } from '../../../shared/money/index.ts'
import { monthsInProvince } from '../../../shared/registers/relation.ts'
import type { TransferCtx, TransferState } from './state.ts'

/** How a transfer ended. */
export type TransferResult = 'transferred' | 'refunded' | 'balance-held' | 'no-balance' | 'not-transferred' | 'reversed'

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
export function outcomeOf(ctx: TransferCtx, result: TransferResult, changes: Partial<TransferState> = {}) {
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
