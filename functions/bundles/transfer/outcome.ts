/** The outcome of a transfer (RULES.md 8). */

import * as z from 'zod'
import { monthOf } from '../../../shared/calendar/index.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import { provinceOf } from '../../../shared/codes/index.ts'
import { fen, formatYuan } from '../../../shared/money/index.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { monthsInProvince } from '../../../shared/registers/months.ts'
import { schemas } from '../../../shared/schemas.ts'
import { shown } from '../../../shared/tasks/kind.ts'
import { lastDayIn } from './rules/candidates.ts'
import type { TransferCtx, TransferState } from './state.ts'

/** What a transfer comes to (RULES.md 8.1). */
export const transferOutcome = z.object({
  result: codeOf({
    transferred: '关系和个人账户都已转过来',
    refunded: '关系已转，账户里的钱退给本人',
    'balance-held': '关系已转，账户里的钱留在原处',
    'no-balance': '关系已转，账户里没有钱',
    'not-transferred': '没有转',
    reversed: '已转的退了回去',
  }),
  from_admdvs: shown.area(schemas).optional(),
  to_admdvs: shown.area(schemas),
  amt: shown.money(schemas),
  contribution_months: z.int(),
  benefit: codeOf({ continuous: '没有中断，照常报销', waiting: '中断过，要等一段时间' }).optional(),
  back_payment_months: z.int().optional(),
  benefit_from: shown.day(schemas).optional(),
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

/**
 * Months that follow the person to B: those of the province, also if they are reported late, for as long as B's period
 * goes on (RULES.md 3.2).
 */
export function monthsFollowing(
  file: PersonFile,
  { to, enrolledOn }: Pick<TransferState, 'to' | 'enrolledOn'>,
): number {
  const months = monthsInProvince(file, provinceOf(to))
  const last = lastDayIn(file, to, enrolledOn)
  return last === undefined ? months.length : months.filter((month) => month <= monthOf(last)).length
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
    contribution_months: monthsFollowing(ctx.file, state),
    ...(state.continuity ?? {}),
  }
}
