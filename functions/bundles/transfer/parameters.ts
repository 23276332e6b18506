/** Parameters of a transfer, each with its dated rows. */
import { NATION } from '../../../shared/codes/index.ts'
import { expects, parameter, values } from '../../../shared/policy/index.ts'
import { mostCoverable } from './rules/continuity.ts'

/** Whether employees’ relations are transferred without application in a province, from that day on (RULES.md 1.2). */
export const transferWithoutApplication = parameter({
  name: 'transfer_without_application',
  optional: true,
  title: '省内职工医保转移接续免申办',
  expects: expects.flag,
  value: values.flag,
  rows: [
    {
      admdvs: '130000',
      from: '2023-08-15',
      value: true,
      standing: 'published',
      source: '河北省：省内职工医保转移接续“免申转”，自2023年8月15日起覆盖全省各统筹区',
    },
    {
      admdvs: '330000',
      from: '2022-09-01',
      value: true,
      standing: 'published',
      source: '浙江省：省内职工医保关系转移接续“免申即办”，自2022年9月1日起',
    },
    {
      admdvs: '430000',
      from: '2025-07-10',
      value: true,
      standing: 'published',
      source: '湖南省：省内职工医保关系转移接续“免申办”，自2025年7月10日起',
    },
    {
      admdvs: '320000',
      from: '2025-09-01',
      value: true,
      standing: 'to-confirm',
      source: '江苏省：省内职工医保关系转移接续“免申办”，2025年9月起；公开资料未写明哪一日，按当月1日',
    },
  ],
})

/**
 * Who looks at a sum before it leaves an account: A's clerks `always`, nobody (`never`), or the clerks where it is above
 * so much, within so many working days (RULES.md 4.2).
 */
export const transferApproval = parameter({
  name: 'transfer_approval',
  title: '个人账户转出前由谁确认',
  words: { always: '都由原参保地确认', never: '不用确认' },
  expects: '"always"（都由原参保地确认）、"never"（不用确认），或 { above: 金额, days: 工作日数 }（超过这个数才确认）',
  value: (z) => z.enum(['always', 'never']).or(z.strictObject({ above: values.money(z), days: values.days(z) })),
  rows: [
    {
      admdvs: NATION,
      value: 'always',
      standing: 'to-confirm',
      source: '本系统参数：各地未另定时，个人账户转出前都由原参保地经办人员确认',
    },
    {
      admdvs: '330000',
      from: '2022-09-01',
      value: { above: '10000.00', days: 1 },
      standing: 'published',
      source: '浙江省：个人账户余额1万元以内直接划转，超过的由转出地1个工作日内确认，自2022年9月1日起',
    },
    {
      admdvs: '430000',
      from: '2025-07-10',
      value: 'never',
      standing: 'published',
      source: '湖南省：省内转移接续系统自动办理，个人账户划转不用经办人员确认，自2025年7月10日起',
    },
  ],
})

/** Months until benefits begin again after an interruption that back payment cannot cover (RULES.md 3.4). */
export const waitingMonths = parameter({
  name: 'waiting_months',
  title: `中断缴费超过${mostCoverable}个月后的待遇等待期`,
  expects: expects.months,
  value: values.months,
  rows: [
    {
      admdvs: NATION,
      value: 6,
      standing: 'published',
      source:
        '《基本医疗保险关系转移接续暂行办法》（医保办发〔2021〕43号）：中断缴费3个月以上的，待遇享受等待期不超过6个月；各地未另定的按6个月',
    },
    {
      admdvs: '320000',
      value: 3,
      standing: 'published',
      source: '江苏省：基本医疗保险关系转移接续，中断缴费3个月以上的待遇等待期为3个月',
    },
  ],
})

/** All of them, for the manifest. */
export const parameters = [transferWithoutApplication, transferApproval, waitingMonths] as const
