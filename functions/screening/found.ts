/** Somebody whom a screening found not insured: what bundles make of it, their file says. */
import type { Rules } from '../../shared/chain/settle.ts'
import { handle } from '../../shared/engine/handle.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { manifests } from '../bundles/index.ts'
import { screeningIn } from './screening.ts'

/** Puts what each bundle makes of it to the file; twice is no more than once. */
export async function foundUninsured(ports: Ports, rules: Rules, pid: Pid, screeningId: string): Promise<void> {
  const named = screeningIn(screeningId)
  if (!named) return
  for (const { whenScreened } of manifests) {
    if (whenScreened) await handle(ports, rules, pid, { apply: whenScreened({ admdvs: named.area, on: named.on }) })
  }
}
