/** All audits of a run. */

import { auditAllowances } from '../model/allowance.ts'
import { auditFilings } from '../model/filing.ts'
import { auditNewborns } from '../model/newborn.ts'
import { auditRetirements } from '../model/retirement.ts'
import { auditTransfers } from '../model/transfer.ts'
import type { Ran } from '../run.ts'
import { auditClearing } from './clearing.ts'
import { auditDebts } from './debts.ts'
import { auditGuardians } from './guardians.ts'
import { auditMessages } from './messages.ts'
import { auditMoney } from './money.ts'
import { auditNumbers } from './numbers.ts'
import { type Audit, recordsOf } from './records.ts'
import { auditRest } from './rest.ts'
import { auditSecrets } from './secrets.ts'

const audits: readonly Audit[] = [
  auditMessages,
  auditRest,
  auditMoney,
  auditDebts,
  auditClearing,
  auditSecrets,
  auditNumbers,
  auditTransfers,
  auditNewborns,
  auditGuardians,
  auditAllowances,
  auditRetirements,
  auditFilings,
]

/** Everything that is wrong with a run; nothing if it is right. */
export function audit(ran: Ran): string[] {
  const records = recordsOf(ran)
  return [...ran.violations, ...audits.flatMap((one) => one(records))]
}
