import { NATION } from '../../codes/index.ts'
import type { PolicyRow } from '../rows.ts'
import { ALWAYS, row } from './row.ts'

/** Parameters of rules/retirement.md. */
export const retirementRows: readonly PolicyRow[] = [
  row(
    'retire_total_months',
    NATION,
    ALWAYS,
    { male: 360, female: 300 },
    '男满30年、女满25年；本系统参数，各地逐步过渡到此年限（如广东省到2030年），未另定时按此执行',
  ),
  row('retire_paid_months', NATION, ALWAYS, 120, '实际缴费满10年；本系统参数，各地可另定'),
  row('topup_rate', NATION, ALWAYS, '0.0800', '一次性补缴按缴费基数的8%；本系统参数，各地可另定'),
]
