/** `institution.registered`: what is known of a hospital or a pharmacy; no case waits for it. */
import { type Identity, takeOnce } from '../../shared/engine/event-identity.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { EventOf } from '../../shared/registers/events.ts'
import { institutionWrites } from '../../shared/table/office/institutions.ts'

/** Writes the report, unless a later one holds; answers why it is refused. */
export function registerInstitution(ports: Ports, event: EventOf<'institution.registered'>, identity: Identity) {
  const { fixmedins_code, fixmedins_name, hosp_lv, cross_region_enabled } = event.data
  const level = hosp_lv === undefined ? {} : { hosp_lv }
  const said = { fixmedins_code, fixmedins_name, ...level, cross_region_enabled, time: event.time }
  return takeOnce(ports, identity, () => institutionWrites(ports.table, said))
}
