/** What the bureau of the sample province has set of retirements, because no published source says it for the province. */
import type { SetRow } from '../../../shared/policy/index.ts'

const source = '样例：河北省医疗保障局录入，供演示和测试，不是公布的政策'

export const bureau: readonly SetRow[] = [
  { name: 'retire_total_months', admdvs: '130000', value: { male: 360, female: 300 }, source },
  { name: 'retire_paid_months', admdvs: '130000', value: 120, source },
  { name: 'topup_rate', admdvs: '130000', value: '0.0800', source },
]
