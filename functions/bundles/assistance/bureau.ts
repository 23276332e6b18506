/** What the bureau of the sample province has set for one place, where it is shown what other departments and a warning do. */
import type { SetRow } from '../../../shared/policy/index.ts'

/** Cangzhou. */
export const sampleArea = '130900'
const source = '样例：沧州市医疗保障局录入，供演示和测试，不是公布的政策'

export const bureau: readonly SetRow[] = [
  {
    name: 'department_aid',
    admdvs: sampleArea,
    value: [
      {
        dept: 'union',
        psn_idet_types: ['worker-hardship'],
        med_types: ['21'],
        deductible: '1000.00',
        ratio: '0.50',
        cap: '2000.00',
      },
    ],
    source,
  },
  { name: 'hardship_line', admdvs: sampleArea, value: '20000.00', source },
]
