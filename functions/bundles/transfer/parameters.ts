/** Parameters of a transfer, each with its dated rows. */
import { NATION } from '../../../shared/codes/index.ts'
import { expects, parameter, values } from '../../../shared/policy/index.ts'
import { mostCoverable } from './rules/continuity.ts'

/** Whether employees’ relations are transferred without application in a province, from that day on (RULES.md 1.2). */
export const transferWithoutApplication = parameter({
  name: 'transfer_without_application',
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
      standing: 'to-confirm',
      source:
        '《基本医疗保险关系转移接续暂行办法》（医保办发〔2021〕43号）：等待期不超过6个月；本系统参数，各地未另定时按最长6个月',
    },
    {
      admdvs: '320000',
      value: 3,
      standing: 'to-confirm',
      source: '江苏省：待遇等待期3个月；本系统参数，规则未给起始日期，按一直有效',
    },
  ],
})

/** All of them, for the manifest. */
export const parameters = [transferWithoutApplication, waitingMonths] as const
