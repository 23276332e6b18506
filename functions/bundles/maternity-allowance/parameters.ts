/** Parameters of the allowance, each with its dated rows. */
import { NATION, payeeName } from '../../../shared/codes/index.ts'
import { expects, parameter, values } from '../../../shared/policy/index.ts'

/** Months of contributions in a row before the discharge (RULES.md 2.1). */
export const allowanceMinMonths = parameter({
  name: 'allowance_min_months',
  title: '领取生育津贴所需的连续缴费月数',
  expects: expects.months,
  value: values.months,
  rows: [
    { admdvs: NATION, value: 0, standing: 'to-confirm', source: '本系统参数：国家层面未规定连续缴费月数，按0个月' },
    {
      admdvs: '330000',
      value: 6,
      standing: 'to-confirm',
      source: '浙江省：连续缴费满6个月；本系统参数，规则未给起始日期，按一直有效',
    },
  ],
})

/** Whether the employer is asked to verify the birth (RULES.md 3.1). */
export const employerVerifies = parameter({
  name: 'employer_verifies',
  title: '生育津贴是否由用人单位核实',
  expects: expects.flag,
  value: values.flag,
  rows: [
    {
      admdvs: NATION,
      value: true,
      standing: 'to-confirm',
      source: '河北省2023年8月1日起生育津贴免申办：用人单位核实；本系统参数，全国暂按此办理',
    },
    {
      admdvs: '330000',
      value: false,
      standing: 'to-confirm',
      source: '浙江省（杭州市2023年做法）：不需用人单位核实；本系统参数，全省暂按此办理',
    },
  ],
})

/** Above this sum, in yuan, a clerk looks at the allowance (RULES.md 4.1). */
export const allowanceReviewAbove = parameter({
  name: 'allowance_review_above',
  title: '生育津贴转人工复核的金额',
  expects: expects.money,
  value: values.money,
  rows: [
    {
      admdvs: NATION,
      value: '60000.00',
      standing: 'to-confirm',
      source: '本系统参数：津贴超过60000元的转人工复核，无政策出处',
    },
  ],
})

/** Who gets the allowance (RULES.md 6.1). */
export const allowancePayee = parameter({
  name: 'allowance_payee',
  title: '生育津贴发给单位还是个人',
  expects: '"employer"（单位）或 "person"（个人）',
  words: payeeName,
  value: (z) => z.enum(['employer', 'person']),
  rows: [
    {
      admdvs: NATION,
      value: 'employer',
      standing: 'to-confirm',
      source: '生育津贴拨付给用人单位；本系统参数，各地可另定',
    },
    {
      admdvs: '440000',
      from: '2025-01-01',
      value: 'person',
      standing: 'published',
      source: '广东省：自2025年1月1日起生育津贴直接发给个人',
    },
  ],
})

/** Days more after a difficult birth (RULES.md 5.1). */
export const dystociaDays = parameter({
  name: 'dystocia_days',
  title: '难产增加的产假天数',
  expects: expects.days,
  value: values.days,
  rows: [
    {
      admdvs: NATION,
      value: 15,
      standing: 'published',
      source: '《女职工劳动保护特别规定》第七条：难产的，增加产假15天',
    },
  ],
})

/** Days more by the order of the child (RULES.md 5.1). */
export const extendedDays = parameter({
  name: 'extended_days',
  title: '按孩次延长的产假天数',
  expects: '{ "first", "second", "third" } 三个整数（天），第三孩及以上用 third',
  value: (z) => z.strictObject({ first: values.days(z), second: values.days(z), third: values.days(z) }),
  rows: [
    {
      admdvs: NATION,
      value: { first: 0, second: 0, third: 0 },
      standing: 'to-confirm',
      source: '本系统参数：国家层面未规定延长产假，按0天，各省规定另列',
    },
    {
      admdvs: '130000',
      value: { first: 60, second: 60, third: 90 },
      standing: 'to-confirm',
      source: '河北省：一孩、二孩延长60天，三孩及以上延长90天；本系统参数，规则未给起始日期，按一直有效',
    },
    {
      admdvs: '330000',
      value: { first: 60, second: 90, third: 90 },
      standing: 'to-confirm',
      source: '浙江省：一孩延长60天，二孩及以上延长90天；本系统参数，规则未给起始日期，按一直有效',
    },
  ],
})

/** All of them, for the manifest. */
export const parameters = [
  allowanceMinMonths,
  employerVerifies,
  allowanceReviewAbove,
  allowancePayee,
  dystociaDays,
  extendedDays,
] as const
