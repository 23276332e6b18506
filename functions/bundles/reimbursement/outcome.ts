/** The outcome of a claim (RULES.md 7). */
import * as z from 'zod'
import { codeOf, someOf } from '../../../shared/codes/coded.ts'
import { formatYuan, ZERO } from '../../../shared/money/index.ts'
import { schemas } from '../../../shared/schemas.ts'
import { shown } from '../../../shared/tasks/kind.ts'
import { withoutResult } from '../../manifest.ts'
import { refusalNames } from './rules/words.ts'
import type { ReimbursementState } from './state.ts'

/** What a claim comes to (RULES.md 7.1). */
export const reimbursementOutcome = z.object({
  result: codeOf({
    paid: '已经付款',
    'nothing-due': '在起付标准以内，没有可报的钱',
    declined: '本人不需要',
    'not-claimed': '一年没有申请',
    ...someOf(withoutResult, 'rejected', 'withdrawn'),
  }),
  reason: codeOf({ ...refusalNames, 'review-refused': '工作人员核对后不发' }).optional(),
  text: z.string().optional(),
  elec_bill_code: z.string(),
  elec_billno_code: z.string(),
  amt: shown.money(schemas),
  inscp_scp_amt: shown.money(schemas).optional(),
  deductible: shown.money(schemas).optional(),
  ratio: z.string().optional(),
})
type Outcome = z.input<typeof reimbursementOutcome>

/** The outcome as the case now stands. */
export function outcomeOf(
  { receipt, sum }: Pick<ReimbursementState, 'receipt' | 'sum'>,
  result: Outcome['result'],
  more: Pick<Outcome, 'reason' | 'text'> = {},
): Outcome {
  const reckoned = sum && {
    inscp_scp_amt: formatYuan(sum.inscp),
    deductible: formatYuan(sum.deductible),
    ratio: sum.ratio,
  }
  return { result, ...more, ...receipt, amt: formatYuan(sum?.amt ?? ZERO), ...reckoned }
}
