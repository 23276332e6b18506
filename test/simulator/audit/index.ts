/** All audits of a run: of what holds for everybody, and of each bundle. */
import { fromBundles } from '../bundles.ts'
import type { Ran } from '../run.ts'
import { auditCalendars } from './calendars.ts'
import { auditClearing } from './clearing.ts'
import { auditDebts } from './debts.ts'
import { auditMessages } from './messages.ts'
import { auditMoney } from './money.ts'
import { auditNumbers } from './numbers.ts'
import { auditReceipts } from './receipts.ts'
import { type Audit, recordsOf } from './records.ts'
import { auditRest } from './rest.ts'
import { auditSecrets } from './secrets.ts'
import { auditStates } from './states.ts'
import { auditSwitches, isSwitched } from './switches.ts'
import { auditTrials } from './trials.ts'

const audits: readonly Audit[] = [
  auditMessages,
  auditReceipts,
  auditStates,
  auditRest,
  auditCalendars,
  auditTrials,
  auditMoney,
  auditDebts,
  auditClearing,
  auditSecrets,
  auditNumbers,
  auditSwitches,
]
/** Of what each bundle owes everybody, where all of them are live all the time. */
const ofBundles: readonly Audit[] = (await fromBundles('audit')).map(({ audit }) => audit)

/** Everything that is wrong with a run; nothing if it is right. */
export function audit(ran: Ran): string[] {
  const records = recordsOf(ran)
  const all = isSwitched(ran) ? audits : [...audits, ...ofBundles]
  return [...ran.violations, ...all.flatMap((one) => one(records))]
}
