/** Parameters of filing (RULES.md 2.3). The area of a row is the one the person is insured in. */
import { NATION } from '../../../shared/codes/index.ts'
import { reducedRatio } from '../../../shared/policy/house/reduced-ratio.ts'
import { expects, parameter, values } from '../../../shared/policy/index.ts'

/** RULES.md 3.3. */
export const filingAccountOnly = parameter({
  name: 'filing_account_only',
  optional: true,
  title: '只用个人账户的异地就医不需备案',
  expects: expects.flag,
  value: values.flag,
  rows: [
    {
      admdvs: '140100',
      from: '2022-03-01',
      value: true,
      standing: 'published',
      source: '太原市：自2022年3月1日起，只用个人账户支付的异地就医不需备案',
    },
  ],
})

/** Places where treatment counts as filed (RULES.md 3.5). */
export const filingDeemedAreas = parameter({
  name: 'filing_deemed_areas',
  optional: true,
  title: '参保人到哪些地方就医视同已备案',
  expects: '区划代码列表，省代码（如 "110000"）表示全省，统筹区代码表示该统筹区；空列表表示没有',
  value: (z) => z.array(values.area(z)).readonly(),
  rows: [
    {
      admdvs: '130000',
      from: '2023-02-10',
      value: ['110000', '120000'],
      standing: 'published',
      source: '河北省：自2023年2月10日起，河北参保人到京津就医视同备案',
    },
    {
      admdvs: '110000',
      from: '2023-04-01',
      value: ['120000', '130000'],
      standing: 'published',
      source: '京津冀：自2023年4月1日起，三地参保人互相就医视同备案',
    },
    {
      admdvs: '120000',
      from: '2023-04-01',
      value: ['110000', '130000'],
      standing: 'published',
      source: '京津冀：自2023年4月1日起，三地参保人互相就医视同备案',
    },
  ],
})

/** RULES.md 3.6. */
export const filingFreeInProvince = parameter({
  name: 'filing_free_in_province',
  optional: true,
  title: '省内异地就医不需备案（可除外部分医疗类别）',
  expects: '{ "holds": true 或 false, "except_med_types": 除外的医疗类别代码列表 }',
  value: (z) => z.strictObject({ holds: values.flag(z), except_med_types: z.array(values.medType(z)).readonly() }),
  rows: [
    {
      admdvs: '140100',
      from: '2021-08-01',
      value: { holds: true, except_med_types: ['14'] },
      standing: 'published',
      source: '太原市：自2021年8月1日起，省内异地就医不需备案（门诊慢特病除外）',
    },
    {
      admdvs: '140100',
      from: '2022-04-01',
      value: { holds: true, except_med_types: [] },
      standing: 'published',
      source: '太原市：自2022年4月1日起，省内异地门诊慢特病就医也不需备案',
    },
  ],
})

/** RULES.md 3.7. */
export const provinceFilingFree = parameter({
  name: 'province_filing_free',
  optional: true,
  title: '省内异地就医免备案',
  expects: expects.flag,
  value: values.flag,
  rows: [
    {
      admdvs: '130000',
      from: '2023-04-01',
      value: true,
      standing: 'published',
      source: '河北省：自2023年4月1日起，省内异地就医免备案',
    },
  ],
})

/** RULES.md 3.8. */
export const filingStudentFree = parameter({
  name: 'filing_student_free',
  optional: true,
  title: '大学生居民参保人异地就医不需备案',
  expects: expects.flag,
  value: values.flag,
  rows: [
    {
      admdvs: '140100',
      from: '2023-07-01',
      value: true,
      standing: 'published',
      source: '太原市：自2023年7月1日起，参加居民医保的大学生异地就医不需备案',
    },
  ],
})

/** RULES.md 3.9. */
export const filingEmergencyDeemed = parameter({
  name: 'filing_emergency_deemed',
  optional: true,
  title: '异地急诊视同已备案',
  expects: expects.flag,
  value: values.flag,
  rows: [
    {
      admdvs: NATION,
      from: '2023-01-01',
      value: true,
      standing: 'published',
      source: '医保发〔2022〕22号：异地急诊抢救视同已备案，自2023年1月1日起施行',
    },
  ],
})

/** Classes of treatment that are filed automatically (RULES.md 3.11). */
export const filingAutomaticMedTypes = parameter({
  name: 'filing_automatic_med_types',
  optional: true,
  title: '未备案时自动备案的医疗类别',
  expects: '医疗类别代码列表，如 ["21"]；空列表表示不自动备案',
  value: (z) => z.array(values.medType(z)).readonly(),
  rows: [
    {
      admdvs: '140100',
      from: '2023-07-01',
      value: ['21'],
      standing: 'published',
      source: '太原市：自2023年7月1日起，未备案的异地住院自动备案',
    },
  ],
})

/** How long a `temporary` or `referral` filing lasts (RULES.md 4.2); none at all would be no filing. */
export const temporaryFilingMonths = parameter({
  name: 'temporary_filing_months',
  title: '临时外出就医备案和转诊备案的有效期',
  expects: '整数（月），1 至 120',
  value: (z) => z.int().min(1).max(120),
  rows: [
    {
      admdvs: NATION,
      value: 6,
      standing: 'published',
      source: '医保发〔2022〕22号：临时外出就医备案有效期原则上不少于6个月',
    },
  ],
})

/** All of them, for the manifest. */
export const parameters = [
  filingAccountOnly,
  filingDeemedAreas,
  filingFreeInProvince,
  provinceFilingFree,
  filingStudentFree,
  filingEmergencyDeemed,
  filingAutomaticMedTypes,
  reducedRatio,
  temporaryFilingMonths,
] as const
