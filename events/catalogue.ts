/** The catalogue of events: what partners may say and what we say. Checks, documents and samples all come from it. */
import type * as z from 'zod'
import type { Instant } from '../shared/calendar/index.ts'
import type { Inbound, Outbound, PartnerKind } from './define.ts'
import { accountCredited, accountSpent } from './subjects/account.ts'
import { birthCertified } from './subjects/birth.ts'
import { contributionPosted } from './subjects/contribution.ts'
import { deathRegistered, deathRevoked } from './subjects/death.ts'
import { deliverySettled } from './subjects/delivery.ts'
import { employerBaseDeclared } from './subjects/employer.ts'
import { enrolmentChanged, enrolmentPaused, enrolmentRegistered, enrolmentRevoked } from './subjects/enrolment.ts'
import { entitlementGranted } from './subjects/entitlement.ts'
import { filingRecorded } from './subjects/filing.ts'
import { fundsOrdered, fundsSettled } from './subjects/funds.ts'
import { guardianChanged } from './subjects/guardian.ts'
import { householdRegistered } from './subjects/household.ts'
import { noticeRequested } from './subjects/notice.ts'
import { paymentOrdered, paymentReturned, paymentSettled } from './subjects/payment.ts'
import { pensionApproved } from './subjects/pension.ts'
import { personMerged, personRegistered } from './subjects/person.ts'
import { premiumAssessed, premiumPaid } from './subjects/premium.ts'
import { visitAdmitted, visitSettled } from './subjects/visit.ts'

/** What partners send to the queue `inbox`, by type without prefix and version. */
export const inboundEvents = {
  'person.registered': personRegistered,
  'person.merged': personMerged,
  'enrolment.registered': enrolmentRegistered,
  'enrolment.paused': enrolmentPaused,
  'enrolment.revoked': enrolmentRevoked,
  'contribution.posted': contributionPosted,
  'employer.base-declared': employerBaseDeclared,
  'account.credited': accountCredited,
  'account.spent': accountSpent,
  'birth.certified': birthCertified,
  'guardian.changed': guardianChanged,
  'household.registered': householdRegistered,
  'delivery.settled': deliverySettled,
  'pension.approved': pensionApproved,
  'premium.paid': premiumPaid,
  'payment.settled': paymentSettled,
  'payment.returned': paymentReturned,
  'funds.settled': fundsSettled,
  'visit.admitted': visitAdmitted,
  'visit.settled': visitSettled,
  'death.registered': deathRegistered,
  'death.revoked': deathRevoked,
} as const

/** What we send, by type without prefix and version. */
export const outboundEvents = {
  'premium.assessed': premiumAssessed,
  'payment.ordered': paymentOrdered,
  'funds.ordered': fundsOrdered,
  'notice.requested': noticeRequested,
  'filing.recorded': filingRecorded,
  'enrolment.changed': enrolmentChanged,
  'entitlement.granted': entitlementGranted,
} as const

/** A type partners send. */
export type InboundType = keyof typeof inboundEvents
/** A type we send. */
export type OutboundType = keyof typeof outboundEvents

/** The `data` of an inbound type once checked: areas mapped to pooling areas, times in business time, money as text. */
export type InboundData<Type extends InboundType> = z.output<(typeof inboundEvents)[Type]['data']>
/** The `data` of an outbound type, as it goes over the wire. */
export type OutboundData<Type extends OutboundType> = z.input<(typeof outboundEvents)[Type]['data']>

/** An event that passed its check; `type` without prefix and version says which `data` it has. */
export type InboundEvent = {
  [Type in InboundType]: {
    readonly type: Type
    /** With `source` the identity of the event. */
    readonly id: string
    readonly source: string
    /** When it happened; of two reports of the same fact the later one holds. */
    readonly time: Instant
    readonly subject?: string
    readonly data: InboundData<Type>
  }
}[InboundType]

/** A message of ours: its type without prefix and version, and its data. */
export type OutboundEvent = {
  [Type in OutboundType]: { readonly type: Type; readonly data: OutboundData<Type> }
}[OutboundType]

/** The type as it stands on the wire: `person.registered` → `mianshen.person.registered.v1`. */
export function wireType(type: InboundType | OutboundType): string {
  return `mianshen.${type}.v1`
}

const shortTypes: ReadonlyMap<string, InboundType> = new Map(
  (Object.keys(inboundEvents) as InboundType[]).map((type) => [wireType(type), type]),
)

/** The inbound type a wire type stands for; undefined if partners may send no such event. */
export function inboundTypeOf(wire: string): InboundType | undefined {
  return shortTypes.get(wire)
}

/** Whether the identity of such an event is kept for ever, because it moves money or months (contract.md §3). */
export function movesMoney(type: InboundType): boolean {
  return inboundEvents[type].movesMoney
}

/** Whether a partner of this kind may send such an event. */
export function maySend(kind: PartnerKind, type: InboundType): boolean {
  const senders: readonly PartnerKind[] = inboundEvents[type].from
  return senders.includes(kind)
}

/** One event of the catalogue, whichever way it goes. */
export type CatalogueEntry =
  | ({ readonly direction: 'inbound'; readonly queue: 'inbox'; readonly type: InboundType } & Inbound)
  | ({ readonly direction: 'outbound'; readonly type: OutboundType } & Outbound)

/** All events, inbound first, in the order of the contract. */
export const catalogue: readonly CatalogueEntry[] = [
  ...(Object.entries(inboundEvents) as [InboundType, Inbound][]).map(
    ([type, spec]) => ({ direction: 'inbound', queue: 'inbox', type, ...spec }) as const,
  ),
  ...(Object.entries(outboundEvents) as [OutboundType, Outbound][]).map(
    ([type, spec]) => ({ direction: 'outbound', type, ...spec }) as const,
  ),
]
