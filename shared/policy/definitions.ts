import * as z from 'zod'
import { parseAdmdvs } from '../codes/index.ts'

/** What a parameter is: its value's schema, how the value reads, and whether a row holds for one calendar year only. */
export type PolicyDefinition<S extends z.ZodType = z.ZodType> = {
  /** Chinese name, for operators. */
  readonly title: string
  /** What a value looks like, in words an operator can follow when one is refused. */
  readonly expects: string
  /** Where it stands in the rules. */
  readonly rule: string
  /** True: a row holds for the year of its `from` alone, and a year without one is missing. */
  readonly byYear: boolean
  readonly value: S
}

/** Defines a parameter; `byYear` is false unless said. */
function definePolicy<S extends z.ZodType>(
  definition: Omit<PolicyDefinition<S>, 'byYear'> & { readonly byYear?: boolean },
): PolicyDefinition<S> {
  return { byYear: false, ...definition }
}

const flag = z.boolean()
const months = z.int().min(0).max(1200)
const days = z.int().min(0).max(3650)
const money = z.string().regex(/^(?!0\d)\d{1,12}\.\d{2}$/)
const rate = z.string().regex(/^[01]\.\d{4}$/)
const ratio = z.string().regex(/^(0\.\d{2,4}|1\.0{2,4})$/)
const monthDay = z
  .string()
  .regex(/^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))$/)
const medType = z.string().regex(/^\d{2,6}$/)
const area = z.string().refine((text) => parseAdmdvs(text) !== undefined)
const byPerson = z.strictObject({ in_service: ratio, retired: ratio, resident: ratio })

const FLAG = 'true 或 false'
const MONTHS = '整数（月）'
const DAYS = '整数（天）'
const MONEY = '金额，单位元，两位小数，如 "400.00"'

/** Every parameter there is. A row of another name, or with another kind of value, is refused. */
export const policyDefinitions = {
  transfer_without_application: definePolicy({
    title: '省内职工医保转移接续免申办',
    expects: FLAG,
    rule: 'rules/transfer.md',
    value: flag,
  }),
  waiting_months: definePolicy({
    title: '中断缴费超过3个月后的待遇等待期',
    expects: MONTHS,
    rule: 'rules/transfer.md',
    value: months,
  }),
  resident_premium: definePolicy({
    title: '城乡居民医保个人缴费标准（按年度）',
    expects: MONEY,
    rule: 'rules/newborn.md',
    byYear: true,
    value: money,
  }),
  collection_period: definePolicy({
    title: '居民医保集中征缴期',
    expects: '{ "from": "月-日", "to": "月-日" }，如 { "from": "09-01", "to": "12-31" }',
    rule: 'rules/newborn.md',
    value: z.strictObject({ from: monthDay, to: monthDay }),
  }),
  allowance_min_months: definePolicy({
    title: '领取生育津贴所需的连续缴费月数',
    expects: MONTHS,
    rule: 'rules/newborn.md',
    value: months,
  }),
  employer_verifies: definePolicy({
    title: '生育津贴是否由用人单位核实',
    expects: FLAG,
    rule: 'rules/newborn.md',
    value: flag,
  }),
  allowance_review_above: definePolicy({
    title: '生育津贴转人工复核的金额',
    expects: MONEY,
    rule: 'rules/newborn.md',
    value: money,
  }),
  allowance_payee: definePolicy({
    title: '生育津贴发给单位还是个人',
    expects: '"employer"（单位）或 "person"（个人）',
    rule: 'rules/newborn.md',
    value: z.enum(['employer', 'person']),
  }),
  dystocia_days: definePolicy({ title: '难产增加的产假天数', expects: DAYS, rule: 'rules/newborn.md', value: days }),
  extended_days: definePolicy({
    title: '按孩次延长的产假天数',
    expects: '{ "first", "second", "third" } 三个整数（天），第三孩及以上用 third',
    rule: 'rules/newborn.md',
    value: z.strictObject({ first: days, second: days, third: days }),
  }),
  retire_total_months: definePolicy({
    title: '退休享受医保待遇所需的累计缴费月数（含视同缴费）',
    expects: '{ "male", "female" } 两个整数（月）',
    rule: 'rules/retirement.md',
    value: z.strictObject({ male: months, female: months }),
  }),
  retire_paid_months: definePolicy({
    title: '退休享受医保待遇所需的实际缴费月数',
    expects: MONTHS,
    rule: 'rules/retirement.md',
    value: months,
  }),
  topup_rate: definePolicy({
    title: '一次性补缴费率',
    expects: '四位小数的比例，如 "0.0800"',
    rule: 'rules/retirement.md',
    value: rate,
  }),
  province_filing_free: definePolicy({
    title: '省内异地就医免备案',
    expects: FLAG,
    rule: 'rules/filing.md 第7条',
    value: flag,
  }),
  reduced_ratio: definePolicy({
    title: '异地就医降低后的支付比例',
    expects:
      '{ "automatic"?, "temporary"?, "referral"? }，每项为 { "in_service", "retired", "resident" } 三个比例，如 "0.72"',
    rule: 'rules/filing.md',
    value: z.strictObject({
      automatic: byPerson.optional(),
      temporary: byPerson.optional(),
      referral: byPerson.optional(),
    }),
  }),
  filing_account_only: definePolicy({
    title: '只用个人账户的异地就医不需备案',
    expects: FLAG,
    rule: 'rules/filing.md 第3条',
    value: flag,
  }),
  filing_deemed_areas: definePolicy({
    title: '参保人到哪些地方就医视同已备案',
    expects: '区划代码列表，省代码（如 "110000"）表示全省，统筹区代码表示该统筹区；空列表表示没有',
    rule: 'rules/filing.md 第5条',
    value: z.array(area).readonly(),
  }),
  filing_free_in_province: definePolicy({
    title: '省内异地就医不需备案（可除外部分医疗类别）',
    expects: '{ "holds": true 或 false, "except_med_types": 除外的医疗类别代码列表 }',
    rule: 'rules/filing.md 第6条',
    value: z.strictObject({ holds: flag, except_med_types: z.array(medType).readonly() }),
  }),
  filing_student_free: definePolicy({
    title: '大学生居民参保人异地就医不需备案',
    expects: FLAG,
    rule: 'rules/filing.md 第8条',
    value: flag,
  }),
  filing_emergency_deemed: definePolicy({
    title: '异地急诊视同已备案',
    expects: FLAG,
    rule: 'rules/filing.md 第9条',
    value: flag,
  }),
  filing_automatic_med_types: definePolicy({
    title: '未备案时自动备案的医疗类别',
    expects: '医疗类别代码列表，如 ["21"]；空列表表示不自动备案',
    rule: 'rules/filing.md 第11条',
    value: z.array(medType).readonly(),
  }),
} as const

/** Name of a parameter. */
export type PolicyName = keyof typeof policyDefinitions

/** The value of a parameter by its name, as JSON: money and ratios are strings, read them with `shared/money`. */
export type PolicyValue<N extends PolicyName> = z.output<(typeof policyDefinitions)[N]['value']>

/** All names, in the order of the rules. */
export const policyNames = Object.keys(policyDefinitions) as readonly PolicyName[]

/** Whether a text names a parameter. */
export function isPolicyName(name: string): name is PolicyName {
  return Object.hasOwn(policyDefinitions, name)
}
