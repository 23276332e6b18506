/** Whom a checked event is for: the file it is about. Pure. */
import type { HeardEvent, PartnerEvent } from '../../events/index.ts'
import {
  childPsnNo,
  type Keys,
  type NumberHash,
  numberHashOf,
  type Pid,
  pidOf,
  pidOfNobody,
} from '../../shared/identity/index.ts'
import { fileOfCertificate, foundBy } from '../../shared/registers/apply/reissue.ts'
import { isImpersonal } from '../../shared/registers/events.ts'
import { pidIn } from '../../shared/registers/ids.ts'

/** The addressee of an event: a file, whoever has an identity number, or no person. */
export type Route = { pid: Pid } | { number: NumberHash } | { impersonal: true }

/** Says where the event goes; undefined if its number cannot be one of ours. */
export function routeOf(keys: Keys, event: PartnerEvent): Route | undefined {
  if ('heard' in event) return personNamedIn(keys, event.data) ?? nobodyIn(keys, event)
  if (isImpersonal(event)) return { impersonal: true }
  switch (event.type) {
    case 'birth.certified':
      return { pid: fileOfCertificate(keys, foundBy(event.data)) }
    case 'household.registered':
      return { pid: fileOfCertificate(keys, event.data.birth_cert_no) }
    case 'guardian.changed':
      return { pid: pidOf(keys, event.data.psn_no ?? childPsnNo(keys, event.data.birth_cert_no ?? '')) }
    case 'payment.settled':
    case 'payment.returned':
      return byRef(event.data.pay_no)
    case 'premium.paid':
      return premiumRoute(keys, event.data)
    case 'delivery.settled':
    case 'delivery.revoked':
    case 'pension.approved':
      return { number: numberHashOf(keys, event.data.certno, event.data.psn_cert_type) }
    case 'death.registered':
    case 'death.revoked':
      return event.data.birth_cert_no === undefined
        ? { number: numberHashOf(keys, event.data.certno ?? '', event.data.psn_cert_type) }
        : { pid: fileOfCertificate(keys, event.data.birth_cert_no) }
    case 'visit.admitted':
    case 'visit.self-paid':
    case 'residence.registered':
      return event.data.psn_no === undefined
        ? { number: numberHashOf(keys, event.data.certno ?? '', event.data.psn_cert_type) }
        : { pid: pidOf(keys, event.data.psn_no) }
    default:
      return { pid: pidOf(keys, event.data.psn_no) }
  }
}

/** Whom an event of a bundle's is about, by the names that the field's standard has for it, the surest first. */
function personNamedIn(keys: Keys, data: HeardEvent['data']): Route | undefined {
  const { psn_no, certno, psn_cert_type, birth_cert_no, case_id } = data as Readonly<Record<string, string | undefined>>
  if (psn_no !== undefined) return { pid: pidOf(keys, psn_no) }
  if (certno !== undefined) return { number: numberHashOf(keys, certno, psn_cert_type) }
  if (birth_cert_no !== undefined) return { pid: fileOfCertificate(keys, birth_cert_no) }
  return case_id === undefined ? undefined : byRef(case_id)
}

/** The file of what is about nobody. */
const nobodyIn = (keys: Keys, { heard: { nobody } }: HeardEvent): Route | undefined =>
  nobody === undefined ? undefined : { pid: pidOfNobody(keys, nobody) }

function byRef(id: string): Route | undefined {
  const pid = pidIn(id)
  return pid && { pid }
}

function premiumRoute(keys: Keys, data: Extract<PartnerEvent, { type: 'premium.paid' }>['data']): Route | undefined {
  if (data.bill_no !== undefined) return byRef(data.bill_no)
  if (data.birth_cert_no !== undefined) return { pid: fileOfCertificate(keys, data.birth_cert_no) }
  return data.psn_no === undefined ? undefined : { pid: pidOf(keys, data.psn_no) }
}
