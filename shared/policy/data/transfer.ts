import { NATION } from '../../codes/index.ts'
import type { PolicyRow } from '../rows.ts'
import { ALWAYS, row } from './row.ts'

/** Parameters of rules/transfer.md. */
export const transferRows: readonly PolicyRow[] = [
  row(
    'transfer_without_application',
    '130000',
    '2023-08-15',
    true,
    '河北省：省内职工医保转移接续“免申转”，自2023年8月15日起覆盖全省各统筹区',
  ),
  row(
    'waiting_months',
    NATION,
    ALWAYS,
    6,
    '《基本医疗保险关系转移接续暂行办法》（医保办发〔2021〕43号）：等待期不超过6个月；本系统参数，各地未另定时按最长6个月',
  ),
  row('waiting_months', '320000', ALWAYS, 3, '江苏省：待遇等待期3个月；本系统参数，规则未给起始日期，按一直有效'),
]
