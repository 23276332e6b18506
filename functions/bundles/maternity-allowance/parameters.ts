/** Parameters of the allowance, each with its dated rows. */
import { NATION, payeeName } from '../../../shared/codes/index.ts'
import { expects, parameter, values } from '../../../shared/policy/index.ts'
import type { Schemas } from '../../../shared/schemas.ts'

/** Months of contributions in a row that are needed (RULES.md 2.1). */
export const allowanceMinMonths = parameter({
  name: 'allowance_min_months',
  title: '领取生育津贴所需的连续缴费月数',
  expects: expects.months,
  value: values.months,
  rows: [
    {
      admdvs: '330000',
      value: 6,
      standing: 'published',
      source: '浙江省（杭州市“免申即享”办法）：连续缴费满6个月；分娩时未满的，续缴满后享受',
    },
    {
      admdvs: '510000',
      value: 12,
      standing: 'to-confirm',
      source: '四川省：连续缴费满12个月；仅见于公开网页，待医保部门确认',
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
      source: '河北省2023年8月1日起生育津贴免申办：用人单位核实；各地未见规定的暂按此办理，待医保部门确认',
    },
    {
      admdvs: '330000',
      value: false,
      standing: 'published',
      source: '浙江省（杭州市“免申即享”办法，2023年）：不需用人单位核实',
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

/** A province that pays the person for discharges from a day on. */
const personFrom = (
  admdvs: string,
  from: string,
  source: string,
  standing: 'published' | 'to-confirm' = 'published',
) => ({
  admdvs,
  from,
  value: 'person' as const,
  standing,
  source,
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
      source: '生育津贴拨付给用人单位；各地可另定，待医保部门确认',
    },
    personFrom(NATION, '2026-02-01', '国家医疗保障局：生育津贴发放至个人，2026年2月起全国各统筹地区实现'),
    personFrom('110000', '2026-01-31', '北京市：2026年1月31日起生育津贴直接发放至个人'),
    personFrom(
      '130000',
      '2025-08-31',
      '河北省：2025年6月至8月间各统筹地区陆续改为发放至个人，按最晚的8月31日计，待医保部门确认',
      'to-confirm',
    ),
    personFrom('330000', '2025-07-01', '浙江省：2025年7月1日起生育津贴直接发放至个人'),
    personFrom('410000', '2025-08-01', '河南省：2025年8月1日起生育津贴直接发放至个人'),
    personFrom('430000', '2025-12-01', '湖南省：2025年12月1日起生育津贴直接发放至个人'),
    personFrom('440000', '2025-12-01', '广东省：2025年12月1日起生育津贴直接发放至个人'),
    personFrom('450000', '2026-01-01', '广西壮族自治区：2026年1月1日起生育津贴直接发放至个人'),
    personFrom('510000', '2025-09-01', '四川省：2025年9月1日起生育津贴直接发放至个人'),
    personFrom('520000', '2026-01-01', '贵州省：2026年1月1日起生育津贴直接发放至个人'),
  ],
})

/** Days of a miscarriage by its week: the first that fits counts; the last has no week, the others ascend. */
const miscarriage = (z: Schemas) =>
  z
    .array(z.strictObject({ under_weeks: z.int().min(1).max(50).exactOptional(), days: values.days(z) }))
    .min(1)
    .refine((steps) =>
      steps.every(({ under_weeks }, i) => {
        if (i === steps.length - 1) return under_weeks === undefined
        return under_weeks !== undefined && under_weeks > (steps[i - 1]?.under_weeks ?? 0)
      }),
    )

/** Days of leave that the allowance is paid for, before those by the order of the child (RULES.md 5.1, 5.2). */
export const allowanceDays = parameter({
  name: 'allowance_days',
  title: '生育津贴的天数',
  expects:
    '{ "birth", "dystocia", "more", "miscarriage": [{ "under_weeks", "days" }] }：顺产、难产增加、每多一个孩子增加的天数；流产按孕周从小到大，最后一档不写 under_weeks',
  value: (z) =>
    z.strictObject({
      birth: values.days(z),
      dystocia: values.days(z),
      more: values.days(z),
      miscarriage: miscarriage(z),
    }),
  rows: [
    {
      admdvs: NATION,
      value: { birth: 98, dystocia: 15, more: 15, miscarriage: [{ under_weeks: 16, days: 15 }, { days: 42 }] },
      standing: 'published',
      source:
        '《女职工劳动保护特别规定》第七条：98天；难产增加15天；多胞胎每多生一个增加15天；流产未满4个月15天，满4个月42天',
    },
    {
      admdvs: '440000',
      value: { birth: 98, dystocia: 30, more: 15, miscarriage: [{ under_weeks: 16, days: 15 }, { days: 42 }] },
      standing: 'to-confirm',
      source: '广东省：难产增加30天，其余同国家规定；仅见于公开网页，待医保部门确认',
    },
  ],
})

/** Days more by the order of the child (RULES.md 5.1). */
export const extendedDays = parameter({
  name: 'extended_days',
  title: '按孩次延长的产假天数',
  expects:
    '{ "first", "second", "third", "none_alive" } 整数（天）；第三孩及以上用 third；none_alive 可不写，写了则没有活产的按它',
  value: (z) =>
    z.strictObject({
      first: values.days(z),
      second: values.days(z),
      third: values.days(z),
      none_alive: values.days(z).exactOptional(),
    }),
  rows: [
    {
      admdvs: '130000',
      value: { first: 60, second: 60, third: 90, none_alive: 0 },
      standing: 'to-confirm',
      source: '河北省：一孩、二孩延长60天，三孩及以上延长90天，没有活产的不延长；待医保部门确认',
    },
    {
      admdvs: '330000',
      value: { first: 60, second: 90, third: 90 },
      standing: 'published',
      source: '浙江省：一孩延长60天，二孩、三孩及以上延长90天',
    },
    {
      admdvs: '420000',
      value: { first: 30, second: 30, third: 30 },
      standing: 'to-confirm',
      source: '湖北省：延长30天；仅见于公开网页，待医保部门确认',
    },
    {
      admdvs: '530000',
      value: { first: 60, second: 60, third: 60 },
      standing: 'to-confirm',
      source: '云南省：延长60天；仅见于公开网页，待医保部门确认',
    },
  ],
})

/** Whether who pays contributions alone gets the allowance too (RULES.md 1.4). */
export const allowanceFlexible = parameter({
  name: 'allowance_flexible',
  title: '灵活就业人员是否享受生育津贴',
  expects: expects.flag,
  value: values.flag,
  rows: [
    {
      admdvs: NATION,
      value: false,
      standing: 'to-confirm',
      source: '全国没有统一规定，未见规定的地方灵活就业人员暂不发；待医保部门确认',
    },
    {
      admdvs: '320000',
      from: '2026-01-01',
      value: true,
      standing: 'to-confirm',
      source: '江苏省：2026年1月1日起灵活就业人员享受生育津贴；仅见于公开网页，待医保部门确认',
    },
    {
      admdvs: '350000',
      from: '2026-03-01',
      value: true,
      standing: 'published',
      source: '福建省：2026年3月1日起灵活就业人员享受生育津贴',
    },
  ],
})

/** All of them, for the manifest. */
export const parameters = [
  allowanceMinMonths,
  employerVerifies,
  allowanceReviewAbove,
  allowancePayee,
  allowanceDays,
  extendedDays,
  allowanceFlexible,
] as const
