/** The bundle `newborn`. */
import { paymentTaskKinds } from '../../acts/payment/tasks.ts'
import type { Manifest } from '../../manifest.ts'
import { newbornChain } from './chain.ts'
import { amountDiffers, certificateDiffers } from './tasks.ts'

export const newborn: Manifest = {
  chain: newbornChain,
  tasks: [certificateDiffers, amountDiffers, ...paymentTaskKinds],
}
