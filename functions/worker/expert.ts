/** `expert.registered`: who may be drawn to review from now on; no case waits for it. */
import { type Identity, takeOnce } from '../../shared/engine/event-identity.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { EventOf } from '../../shared/registers/events.ts'
import { expertWrites } from '../../shared/table/office/experts.ts'

/** Writes the report, unless a later one holds; answers why it is refused. */
export function registerExpert(ports: Ports, { data, time }: EventOf<'expert.registered'>, identity: Identity) {
  const { diag_dr_name: _name, ...said } = data
  return takeOnce(ports, identity, () => expertWrites(ports.table, { ...said, time }))
}
