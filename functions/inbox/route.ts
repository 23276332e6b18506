/** Where a checked event goes: the file it is about and the queue that carries it. Pure. */
import type { InboundEvent, InboundType } from '../../events/index.ts'
import { certHash, childPsnNo, type Keys, type Pid, pidOf } from '../../shared/identity/index.ts'
import type { ChainQueue } from '../../shared/queues.ts'
import { fileOfCert, foundBy } from '../../shared/registers/apply/reissue.ts'
import { pidIn } from '../../shared/registers/ids.ts'

const queues: Record<InboundType, ChainQueue> = {
  'person.registered': 'registers',
  'person.merged': 'registers',
  'enrolment.registered': 'registers',
  'enrolment.paused': 'registers',
  'enrolment.revoked': 'registers',
  'contribution.posted': 'registers',
  'employer.base-declared': 'registers',
  'account.credited': 'registers',
  'account.spent': 'registers',
  'birth.certified': 'newborn',
  'guardian.changed': 'newborn',
  'household.registered': 'newborn',
  'premium.paid': 'newborn',
  'death.registered': 'registers',
  'death.revoked': 'registers',
  'delivery.settled': 'maternity-allowance',
  'pension.approved': 'retirement',
  'payment.settled': 'clearing',
  'payment.returned': 'clearing',
  'funds.settled': 'clearing',
  'visit.admitted': 'filing',
  'visit.settled': 'filing',
}

/** The addressee of an event: a file, whoever has an identity number, or no person. */
export type Route = { queue: ChainQueue } & ({ pid: Pid } | { cert: string } | { impersonal: true })

/** Says where the event goes; undefined if its number cannot be one of ours. */
export function routeOf(keys: Keys, event: InboundEvent): Route | undefined {
  const queue = queues[event.type]
  switch (event.type) {
    case 'employer.base-declared':
    case 'funds.settled':
      return { queue, impersonal: true }
    case 'birth.certified':
      return { queue, pid: fileOfCert(keys, foundBy(event.data)) }
    case 'household.registered':
      return { queue, pid: fileOfCert(keys, event.data.birth_cert_no) }
    case 'guardian.changed':
      return { queue, pid: pidOf(keys, event.data.psn_no ?? childPsnNo(keys, event.data.birth_cert_no ?? '')) }
    case 'payment.settled':
    case 'payment.returned':
      return byRef(queue, event.data.pay_no)
    case 'premium.paid':
      return premiumRoute(keys, queue, event.data)
    case 'delivery.settled':
    case 'pension.approved':
      return { queue, cert: certHash(keys, event.data.certno, event.data.psn_cert_type) }
    case 'death.registered':
    case 'death.revoked':
      return event.data.birth_cert_no === undefined
        ? { queue, cert: certHash(keys, event.data.certno ?? '', event.data.psn_cert_type) }
        : { queue, pid: fileOfCert(keys, event.data.birth_cert_no) }
    case 'visit.admitted':
      return event.data.psn_no === undefined
        ? { queue, cert: certHash(keys, event.data.certno ?? '', event.data.psn_cert_type) }
        : { queue, pid: pidOf(keys, event.data.psn_no) }
    default:
      return { queue, pid: pidOf(keys, event.data.psn_no) }
  }
}

function byRef(queue: ChainQueue, id: string): Route | undefined {
  const pid = pidIn(id)
  return pid && { queue, pid }
}

function premiumRoute(
  keys: Keys,
  queue: ChainQueue,
  data: Extract<InboundEvent, { type: 'premium.paid' }>['data'],
): Route | undefined {
  if (data.bill_no !== undefined) return byRef(queue, data.bill_no)
  if (data.birth_cert_no !== undefined) return { queue, pid: fileOfCert(keys, data.birth_cert_no) }
  return data.psn_no === undefined ? undefined : { queue, pid: pidOf(keys, data.psn_no) }
}
