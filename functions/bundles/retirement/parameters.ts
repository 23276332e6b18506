/**
 * Parameters of a retirement, each with its dated rows. How many months count differs from place to place: where no
 * published source says it there is no row, and who retires there waits until the bureau has set it (RULES.md 3.2).
 */
import { NATION } from '../../../shared/codes/index.ts'
import { expects, parameter, values } from '../../../shared/policy/index.ts'

/** What the funds at the provincial level of Hebei and of Guangdong's cities have published. */
const hebeiLevel = '河北省省本级职工医保退休缴费年限规定，自2023年5月15日起'
const guangdong = '广东省职工医保退休缴费年限规定'

/** Months required in all, deemed ones included (RULES.md 3.2). */
export const retireTotalMonths = parameter({
  name: 'retire_total_months',
  title: '退休享受医保待遇所需的累计缴费月数（含视同缴费）',
  expects: '{ "male", "female" } 两个整数（月）',
  value: (z) => z.strictObject({ male: values.months(z), female: values.months(z) }),
  rows: [
    {
      admdvs: '139900',
      from: '2023-05-15',
      value: { male: 360, female: 300 },
      standing: 'published',
      source: `${hebeiLevel}：男满30年、女满25年`,
    },
    {
      admdvs: '320000',
      from: '2023-06-01',
      value: { male: 300, female: 240 },
      standing: 'published',
      source: '《江苏省医疗保障条例》，自2023年6月1日起：男满25年、女满20年',
    },
    {
      admdvs: '440000',
      from: '2030-01-01',
      value: { male: 360, female: 300 },
      standing: 'published',
      source: `${guangdong}：逐步过渡，到2030年1月1日男满30年、女满25年；此前各市不同，由各市录入`,
    },
  ],
})

/** Months that must really have been paid (RULES.md 3.2). */
export const retirePaidMonths = parameter({
  name: 'retire_paid_months',
  title: '退休享受医保待遇所需的实际缴费月数',
  expects: expects.months,
  value: values.months,
  rows: [
    {
      admdvs: '139900',
      from: '2023-05-15',
      value: 120,
      standing: 'published',
      source: `${hebeiLevel}：实际缴费满10年`,
    },
    {
      admdvs: '131100',
      value: 180,
      standing: 'to-confirm',
      source: '衡水市：实际缴费满15年；公开页面不完整，规则未给起始日期，按一直有效，待当地核实',
    },
    { admdvs: '440000', value: 120, standing: 'published', source: `${guangdong}：实际缴费满10年` },
  ],
})

/** Where these months must have been paid (RULES.md 3.2). */
export const retirePaidWhere = parameter({
  name: 'retire_paid_where',
  title: '退休享受医保待遇所需的实际缴费，算哪里缴的',
  words: { province: '全省范围内', area: '只算在参保统筹区缴的' },
  expects: '"province"（全省范围内缴的都算）或 "area"（只算在参保统筹区缴的）',
  value: (z) => z.enum(['province', 'area']),
  rows: [
    {
      admdvs: NATION,
      value: 'province',
      standing: 'to-confirm',
      source: '本系统参数：医保办发〔2021〕43号只说各地缴费年限累计计算，未限定在哪里缴，按省内缴的都算',
    },
    {
      admdvs: '139900',
      from: '2023-05-15',
      value: 'area',
      standing: 'published',
      source: `${hebeiLevel}：实际缴费只算在省本级缴的`,
    },
    { admdvs: '440000', value: 'area', standing: 'published', source: `${guangdong}：实际缴费只算在参保市缴的` },
  ],
})

/** Rate of a contribution made up at once (RULES.md 5.4); every place sets its own. */
export const topupRate = parameter({
  name: 'topup_rate',
  title: '一次性补缴费率',
  expects: '四位小数的比例，如 "0.0800"',
  value: values.rate,
  rows: [],
})

/** All of them, for the manifest. */
export const parameters = [retireTotalMonths, retirePaidMonths, retirePaidWhere, topupRate] as const
