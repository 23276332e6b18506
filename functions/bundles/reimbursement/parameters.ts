/** Parameters of reimbursement: of the insured area on the date of `endtime`, `claim_days` on the day of the claim. */
import { NATION } from '../../../shared/codes/index.ts'
import { reducedRatio } from '../../../shared/policy/house/reduced-ratio.ts'
import { expects, parameter, type ValueOf, values } from '../../../shared/policy/index.ts'

/** What of a visit is reimbursed, the first that fits (RULES.md 3.1). */
export const claimTerms = parameter({
  name: 'claim_terms',
  title: '零星报销的起付标准和支付比例',
  expects:
    '列表，每项 { "insutype", "psn_types"?, "med_types", "hosp_lvs"?, "deductible", "ratio" }，按顺序第一个符合的算',
  value: (z) =>
    z
      .array(
        z.strictObject({
          insutype: z.enum(['310', '390']),
          psn_types: z.array(z.string().regex(/^\d{2,4}$/)).optional(),
          med_types: z.array(values.medType(z)),
          hosp_lvs: z.array(z.enum(['1', '2', '3'])).optional(),
          deductible: values.money(z),
          ratio: values.ratio(z),
        }),
      )
      .readonly(),
  rows: [],
})
/** One of them. */
export type Terms = ValueOf<typeof claimTerms>[number]

/** Up to which a visit is paid in the very call that claims (RULES.md 4.1). */
export const claimAutoUpto = parameter({
  name: 'claim_auto_upto',
  title: '零星报销秒付的上限（一次就医合计）',
  expects: expects.money,
  value: values.money,
  rows: [
    {
      admdvs: NATION,
      value: '0.00',
      standing: 'to-confirm',
      source: '本系统参数：没有公布的数额，各地没有设定的都由人看',
    },
  ],
})

/** Working days in which a claim is decided (RULES.md 7.2). */
export const claimDays = parameter({
  name: 'claim_days',
  title: '零星报销的办理期限（工作日）',
  expects: expects.days,
  value: values.days,
  rows: [
    {
      admdvs: NATION,
      value: 20,
      standing: 'published',
      source: '瑞安市公开报道：7个工作日，比国家规定的期限缩短13个工作日，由此得20',
    },
    {
      admdvs: '330800',
      value: 5,
      standing: 'published',
      source: '衢州市公开报道：零星报销由20个工作日减到5个工作日',
    },
  ],
})

/** Days after the end of the visit in which it may be claimed; none: no limit (RULES.md 2.5). */
export const claimWithinDays = parameter({
  name: 'claim_within_days',
  optional: true,
  title: '就医结束后多少天内可以零星报销',
  expects: expects.days,
  value: values.days,
  rows: [],
})

/** All of them, for the manifest. */
export const parameters = [claimTerms, claimAutoUpto, claimDays, claimWithinDays, reducedRatio] as const
