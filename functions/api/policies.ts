/** Dated parameters as operators see and amend them. What waited for a value goes on once it is set. */

import type { Ports } from '../../shared/engine/ports.ts'
import {
  type AmendmentInput,
  type AnyParameter,
  amend,
  type FieldFault,
  type PolicyRow,
} from '../../shared/policy/index.ts'
import { policyTopic } from '../../shared/table/keys.ts'
import { loadPolicies, policyItems } from '../../shared/table/policies.ts'
import type { Item } from '../../shared/table/table.ts'
import { auditWrite } from '../calls/audit.ts'
import { topicMark, wakeMarked } from '../worker/topics.ts'

/** The row as set, or what is wrong with it. */
export type PolicySet = { ok: true; row: PolicyRow } | { ok: false; errors: readonly FieldFault[] }

/** Sets a parameter from a date on; one transaction with its version and its line in the audit trail. */
export async function putPolicy(
  ports: Ports,
  parameter: AnyParameter,
  input: AmendmentInput,
  by: string,
): Promise<PolicySet> {
  for (;;) {
    const { version } = await loadPolicies(ports.table)
    const amended = amend(parameter, input)
    if (!amended.ok) return amended
    const { row } = amended
    const [versionItem, ...items] = policyItems([row], version + 1)
    const written = await ports.table.transact([
      { put: versionItem as Item, if: version === 0 ? 'absent' : { attr: 'v', equals: version } },
      ...items.map((put) => ({ put })),
      topicMark(ports, policyTopic(row.name), version + 1),
      auditWrite(ports, { by, what: 'policy.put', about: row.name, detail: row }),
    ])
    if (!written.ok) continue
    await wakeMarked(ports, policyTopic(row.name))
    return { ok: true, row }
  }
}
