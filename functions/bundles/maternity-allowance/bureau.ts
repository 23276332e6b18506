/** What the bureau of the sample province has set of the allowance, because no published source says it for the province. */
import type { SetRow } from '../../../shared/policy/index.ts'

export const bureau: readonly SetRow[] = [
  {
    name: 'allowance_min_months',
    admdvs: '130000',
    value: 0,
    source: '样例：河北省医疗保障局录入，供演示和测试，不是公布的政策',
  },
]
