/** The bundle `retirement`. */
import { paymentTaskKinds } from '../../acts/payment/tasks.ts'
import type { Manifest } from '../../manifest.ts'
import { retirementChain } from './chain.ts'
import { noChoice, otherProvince, pensionDiffers } from './tasks.ts'

export const retirement: Manifest = {
  chain: retirementChain,
  after: ['transfer'],
  tasks: [otherProvince, pensionDiffers, noChoice, ...paymentTaskKinds],
}
