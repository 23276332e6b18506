/** Real money for a claim, put to the file of the person it is for. */

import type { Rules } from '../../shared/chain/settle.ts'
import { type Handled, handle } from '../../shared/engine/handle.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { fundClaim } from '../../shared/registers/between.ts'
import type { Claim } from '../../shared/registers/ledger.ts'

/** Real money came for a claim of this person; counted once, however often it is told. */
export function handleFunding(ports: Ports, rules: Rules, claim: Claim): Promise<Handled> {
  return handle(ports, rules, claim.pid, {
    apply: (file) => ({ ok: fundClaim(file, claim) }),
    identity: { source: 'urn:mianshen:clearing', id: claim.claim_id, keep: true },
  })
}
