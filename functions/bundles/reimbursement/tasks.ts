/** What clerks decide about a claim (RULES.md 5, 6). */
import { anyBankAccount, positiveAmount } from '../../../events/fields.ts'
import { codeOf, openCode } from '../../../shared/codes/coded.ts'
import { medTypeNames } from '../../../shared/codes/index.ts'
import { formatYuan, parseYuan, yuan } from '../../../shared/money/index.ts'
import type { Schemas } from '../../../shared/schemas.ts'
import { shown, taskKind } from '../../../shared/tasks/kind.ts'
import { goneNames, reviewReasons } from './rules/words.ts'

/** Working days a clerk has to recover a sum (RULES.md 6.1). */
export const recoverDays = 10

const receipt = (z: Schemas) => ({
  elec_bill_code: z.string(),
  elec_billno_code: z.string(),
  fixmedins_code: z.string(),
  mdtrt_id: z.string().optional(),
  med_type: openCode(medTypeNames),
  endtime: z.string(),
  medfee_sumamt: shown.money(z),
})

/** A clerk looks at what is not paid at once. */
export const reviewClaim = taskKind({
  kind: 'review-claim',
  title: '审核零星报销',
  after: { approve: '按核定的金额付款', reject: '不报销，把原因告诉本人' },
  facts: (z) => ({
    reasons: z.array(codeOf(reviewReasons, 'reason')).readonly(),
    text: z.string(),
    ...receipt(z),
    inscp_scp_amt: shown.money(z).optional(),
    deductible: shown.money(z).optional(),
    ratio: z.string().optional(),
    amt: shown.money(z).optional(),
  }),
  approval: () => ({
    inscp_scp_amt: positiveAmount('符合政策范围金额').optional(),
    bank_acct: anyBankAccount.optional(),
  }),
  asks: ({ reasons }) => [
    ...(reasons.includes('amount-missing') ? (['inscp_scp_amt'] as const) : []),
    ...(reasons.includes('person-dead') ? (['bank_acct'] as const) : []),
  ],
  /** What lies within the scope must be known, and an heir's account where the person has died (RULES.md 5.2, 7.1). */
  fault({ reasons, medfee_sumamt }, { inscp_scp_amt, bank_acct }) {
    const given = parseYuan(inscp_scp_amt) ?? 0
    const most = yuan(medfee_sumamt)
    if (reasons.includes('amount-missing') && (given <= 0 || given > most)) {
      return { field: 'inscp_scp_amt', detail: `请填写符合政策范围的金额，大于零，不高于${formatYuan(most)}` }
    }
    if (!reasons.includes('person-dead') || anyBankAccount.safeParse(bank_acct).success) return undefined
    return { field: 'bank_acct', detail: '本人已去世，请填写收款账户：bank_code、acct_no、acct_name' }
  },
})

/** What was paid and was not to be. */
export const recoverClaim = taskKind({
  kind: 'recover-claim',
  title: '追回零星报销的钱',
  after: { approve: '已经追回，记下来', reject: '不追了，记下来' },
  facts: (z) => ({
    reason: codeOf(goneNames),
    text: z.string(),
    elec_bill_code: z.string(),
    elec_billno_code: z.string(),
    amt: shown.money(z),
  }),
})
