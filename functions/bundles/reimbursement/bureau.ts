/** What a bureau of the sample province has set of reimbursement, because no published source says it for the place. */
import type { SetRow } from '../../../shared/policy/index.ts'

/** The pooling area that pays small claims at once. */
export const claimingArea = '130200'

const source = '样例：唐山市医疗保障局录入，供演示和测试，不是公布的政策'

export const bureau: readonly SetRow[] = [
  {
    name: 'claim_terms',
    admdvs: claimingArea,
    value: [
      { insutype: '310', med_types: ['21', '24'], deductible: '500.00', ratio: '0.85' },
      { insutype: '390', med_types: ['21', '24'], deductible: '300.00', ratio: '0.70' },
      { insutype: '390', med_types: ['11', '13'], deductible: '0.00', ratio: '0.50' },
    ],
    source,
  },
  { name: 'claim_auto_upto', admdvs: claimingArea, value: '1000.00', source },
]
