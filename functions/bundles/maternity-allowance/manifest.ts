/** The bundle `maternity-allowance`. */
import { paymentTaskKinds } from '../../acts/payment/tasks.ts'
import type { Manifest } from '../../manifest.ts'
import { allowanceChain } from './chain.ts'
import { reviewAllowance, verifyBirth } from './tasks.ts'

export const maternityAllowance: Manifest = {
  chain: allowanceChain,
  after: ['newborn'],
  tasks: [verifyBirth, reviewAllowance, ...paymentTaskKinds],
}
