/** Parameters of assistance: those of an identity's area on the day of a settlement, unless said otherwise (RULES.md 2). */
import { NATION } from '../../../shared/codes/index.ts'
import { expects, type Parameter, parameter, values } from '../../../shared/policy/index.ts'
import type { Schemas } from '../../../shared/schemas.ts'
import { type AidKind, aidKindNames, ownDept } from './rules/words.ts'

const share = (z: Schemas) => z.string().regex(/^(0\.\d{1,4}|1\.0{1,4})$/)
const medTypes = (z: Schemas) => z.array(values.medType(z)).readonly()

const terms = (z: Schemas) => ({
  deductible: values.money(z),
  ratio: share(z),
  cap: values.money(z).exactOptional(),
})
/** What is granted in a year: the deductible, the share beyond it, and at most how much. */
const termsOf = (z: Schemas) => z.strictObject(terms(z))

const source42 =
  '国办发〔2021〕42号（2021年10月28日）：特困人员、低保对象不设起付标准，救助比例不低于70%；年度救助限额由各地定'

/** The terms of an identity; for most none is published. */
const termsFor = <const Name extends string>(
  name: Name,
  kind: AidKind,
  rows: { admdvs: string; from: string; ratio: string; source: string }[] = [],
) =>
  parameter({
    name,
    title: `${aidKindNames[kind]}的医疗救助标准`,
    expects: '{ "deductible": 年度起付标准, "ratio": 救助比例, "cap"?: 年度限额 }，金额两位小数，比例如 "0.70"',
    value: termsOf,
    rows: rows.map(({ ratio, ...row }) => ({
      ...row,
      value: { deductible: '0.00', ratio },
      standing: 'published' as const,
    })),
  })

const nation = { admdvs: NATION, from: '2021-10-28', ratio: '0.70', source: source42 }

/** Terms by the kind of identity (RULES.md 2.3). */
export const aidTerms = {
  destitute: termsFor('aid_destitute', 'destitute', [nation]),
  'low-income': termsFor('aid_low_income', 'low-income', [
    nation,
    {
      admdvs: '310000',
      from: '2023-01-12',
      ratio: '0.90',
      source: '上海市2023年1月12日公布：低保对象住院自负费用救助90%',
    },
  ]),
  'poverty-returned': termsFor('aid_poverty_returned', 'poverty-returned'),
  'poverty-watch': termsFor('aid_poverty_watch', 'poverty-watch'),
  borderline: termsFor('aid_borderline', 'borderline'),
  'ill-poor': termsFor('aid_ill_poor', 'ill-poor'),
} as const satisfies Record<AidKind, Parameter>

/** What may be granted. */
export interface Terms {
  readonly deductible: string
  readonly ratio: string
  readonly cap?: string
}

/** Which kinds of treatment are assisted (RULES.md 2.3). */
export const aidMedTypes = parameter({
  name: 'aid_med_types',
  title: '医疗救助的医疗类别',
  expects: '医疗类别代码列表，如 ["14", "21", "24"]',
  value: medTypes,
  rows: [
    {
      admdvs: NATION,
      value: ['14', '21', '24'],
      standing: 'to-confirm',
      source: '国办发〔2021〕42号：救助住院、门诊慢特病费用；医疗类别代码为本系统所取，待各地核实',
    },
  ],
})

/** What other departments grant of what is left, one after the other; open cases find it also if it is set late (RULES.md 2.6, 4.6). */
export const departmentAid = parameter({
  name: 'department_aid',
  optional: true,
  title: '其他部门的救助标准（按先后）',
  expects:
    '列表，每项 { "dept", "psn_idet_types": [身份], "med_types": [医疗类别], "deductible", "ratio", "cap"? }，同一部门只写一次',
  value: (z) =>
    z
      .array(
        z.strictObject({
          dept: z.string().regex(/^[a-z-]{2,40}$/),
          psn_idet_types: z.array(z.string().regex(/^[a-z-]{2,40}$/)).readonly(),
          med_types: medTypes(z),
          ...terms(z),
        }),
      )
      .refine((rows) => new Set(rows.map(({ dept }) => dept)).size === rows.length, '同一部门只写一次')
      .refine((rows) => rows.every(({ dept }) => dept !== ownDept), `部门不能是 ${ownDept}`)
      .readonly(),
  rows: [],
})

/** Above this sum of a run a clerk confirms it; of the area in charge on the day of the run (RULES.md 4.2). */
export const confirmAbove = parameter({
  name: 'assistance_confirm_above',
  title: '医疗救助转人工确认的金额',
  expects: expects.money,
  value: values.money,
  rows: [
    {
      admdvs: NATION,
      value: '0.00',
      standing: 'to-confirm',
      source: '本系统参数：一律由经办人员一键确认，仿上海市静安区，待各地核实',
    },
  ],
})

/**
 * The month of the next year on whose first day a year is reconciled; of the area in charge on 1 January of that year
 * (RULES.md 6.1).
 */
export const reconcileMonth = parameter({
  name: 'reconcile_month',
  title: '医疗救助年度清算的月份（次年）',
  expects: '1 至 12 的整数（月）',
  value: (z) => z.int().min(1).max(12),
  rows: [
    {
      admdvs: NATION,
      value: 4,
      standing: 'to-confirm',
      source: '本系统参数：次年4月清算，待各地核实',
    },
  ],
})

/**
 * What twelve months of illness may cost somebody before they are warned; of a settlement's `insu_admdvs`, on its day
 * (RULES.md 7.1).
 */
export const hardshipLine = parameter({
  name: 'hardship_line',
  optional: true,
  title: '因病致贫预警的个人负担',
  expects: expects.money,
  value: values.money,
  rows: [],
})

/** All of them, for the manifest. */
export const parameters = [
  ...Object.values(aidTerms),
  aidMedTypes,
  departmentAid,
  confirmAbove,
  reconcileMonth,
  hardshipLine,
] as const
