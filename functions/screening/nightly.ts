/** The screenings of a night: of every area whose parameter says so. */
import { dayOf } from '../../shared/calendar/index.ts'
import { poolingAreas } from '../../shared/codes/area-list.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { policyAt } from '../../shared/policy/index.ts'
import { screening } from '../../shared/policy/screening.ts'
import { currentPolicies } from '../../shared/table/policies.ts'
import { beginScreening } from './screening.ts'

/** Begins today's screening of each area that is screened by itself; of one that is begun already, nothing. */
export async function screenAreas(ports: Ports): Promise<void> {
  const today = dayOf(ports.clock.now())
  const { amendments } = await currentPolicies(ports)
  for (const { admdvs } of poolingAreas) {
    const set = policyAt(amendments, screening, admdvs, today)
    if (set.found && set.value) await beginScreening(ports, admdvs)
  }
}
