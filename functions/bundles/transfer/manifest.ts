/** The bundle `transfer`. */
import { paymentTaskKinds } from '../../acts/payment/tasks.ts'
import type { Manifest } from '../../manifest.ts'
import { transferChain } from './chain.ts'
import { approveRefund, approveTransferOut, chooseOrigin, olderRelation } from './tasks.ts'

export const transfer: Manifest = {
  chain: transferChain,
  tasks: [approveTransferOut, approveRefund, chooseOrigin, olderRelation, ...paymentTaskKinds],
}
