/** What employers and clerks decide about an allowance (RULES.md 3.1, 4.1). */
import { positiveAmount } from '../../../events/fields.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import { deliveryOutcomeName, payeeName } from '../../../shared/codes/index.ts'
import { formatYuan, parseYuan } from '../../../shared/money/index.ts'
import type { Schemas } from '../../../shared/schemas.ts'
import { shown, taskKind } from '../../../shared/tasks/kind.ts'
import { allowanceAmount, monthlyBase } from './rules/days.ts'
import { reviewReasons } from './texts.ts'

const delivery = (z: Schemas) => ({
  setl_id: z.string(),
  fixmedins_code: z.string(),
  dscg_date: shown.day(z),
  outcome: codeOf(deliveryOutcomeName),
  dystocia: z.boolean(),
  fetus_count: z.int(),
  child_order: z.int(),
  gestation_weeks: z.int(),
  alive_count: z.int().optional(),
})

/** The employer says whether it was so. */
export const verifyBirth = taskKind({
  kind: 'verify-birth',
  title: '核实职工生育情况',
  after: { approve: '情况属实，继续办理', reject: '交经办人员复核，附上单位的说明' },
  facts: delivery,
})

/** A clerk looks at what failed. */
export const reviewAllowance = taskKind({
  kind: 'review-allowance',
  title: '复核生育津贴',
  after: { approve: '继续办理，按核定的金额发放', reject: '不发放津贴，告知本人' },
  facts: (z) => ({
    reasons: z.array(codeOf(reviewReasons, 'reason')).readonly(),
    text: z.string(),
    employer_reason: z.string().optional(),
    ...delivery(z),
    days: z.int(),
    payee: codeOf(payeeName),
    avg_base: shown.money(z).optional(),
    daily_base: z.string().optional(),
    amt: shown.money(z).optional(),
  }),
  approval: () => ({ avg_base: positiveAmount('月平均缴费基数').optional() }),
  /** Where the base was missing, what the one that is given comes to (RULES.md 5.3). */
  sum({ amt, days }, { avg_base }) {
    const given = amt === undefined ? parseYuan(avg_base) : undefined
    return given === undefined ? amt : formatYuan(allowanceAmount(monthlyBase(given), days))
  },
  /** A clerk may give the average base, and must where it is missing (RULES.md 4.2). */
  fault({ reasons }, { avg_base }) {
    if (avg_base === undefined && !reasons.includes('base-missing')) return undefined
    if ((parseYuan(avg_base) ?? 0) > 0) return undefined
    return { field: 'avg_base', detail: '请填写上年度月平均缴费基数，如 "7530.00"' }
  },
})
