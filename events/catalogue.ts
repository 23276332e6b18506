/** The catalogue of events: what partners may say and what we say. Checks, documents and samples all come from it. */
import type * as z from 'zod'
import type { Instant } from '../shared/calendar/index.ts'
import type { Inbound, Lane, Outbound } from './define.ts'
import type { AnyHeard, HeardEvent, Own } from './heard.ts'
import { accountCredited, accountSpent } from './subjects/account.ts'
import { birthCertified } from './subjects/birth.ts'
import { contributionPosted, contributionRevoked } from './subjects/contribution.ts'
import { deathRegistered, deathRevoked } from './subjects/death.ts'
import { deliveryReported, deliveryRevoked, deliverySettled } from './subjects/delivery.ts'
import { employerBaseDeclared } from './subjects/employer.ts'
import { enrolmentChanged, enrolmentPaused, enrolmentRegistered, enrolmentRevoked } from './subjects/enrolment.ts'
import { entitlementGranted } from './subjects/entitlement.ts'
import { filingEnded, filingRecorded, filingReported } from './subjects/filing.ts'
import { fundsOrdered, fundsSettled } from './subjects/funds.ts'
import { guardianChanged } from './subjects/guardian.ts'
import { householdRegistered, residenceRegistered } from './subjects/household.ts'
import { expertRegistered, institutionRegistered } from './subjects/institution.ts'
import { noticeRequested } from './subjects/notice.ts'
import { paymentOrdered, paymentReturned, paymentSettled } from './subjects/payment.ts'
import { pensionApproved } from './subjects/pension.ts'
import { personMerged, personRegistered } from './subjects/person.ts'
import { premiumAssessed, premiumPaid } from './subjects/premium.ts'
import { eventAnswered } from './subjects/receipt.ts'
import { ticketAnswered } from './subjects/ticket.ts'
import { visitAdmitted, visitCancelled, visitSelfPaid, visitSettled, visitUnsettled } from './subjects/visit.ts'

/** What partners send to the queue `inbox` and registers know, by type without prefix and version. */
export const inboundEvents = {
  'person.registered': personRegistered,
  'person.merged': personMerged,
  'enrolment.registered': enrolmentRegistered,
  'enrolment.paused': enrolmentPaused,
  'enrolment.revoked': enrolmentRevoked,
  'contribution.posted': contributionPosted,
  'contribution.revoked': contributionRevoked,
  'employer.base-declared': employerBaseDeclared,
  'institution.registered': institutionRegistered,
  'expert.registered': expertRegistered,
  'account.credited': accountCredited,
  'account.spent': accountSpent,
  'birth.certified': birthCertified,
  'guardian.changed': guardianChanged,
  'household.registered': householdRegistered,
  'delivery.settled': deliverySettled,
  'delivery.reported': deliveryReported,
  'delivery.revoked': deliveryRevoked,
  'pension.approved': pensionApproved,
  'premium.paid': premiumPaid,
  'payment.settled': paymentSettled,
  'payment.returned': paymentReturned,
  'funds.settled': fundsSettled,
  'visit.admitted': visitAdmitted,
  'visit.settled': visitSettled,
  'visit.self-paid': visitSelfPaid,
  'visit.unsettled': visitUnsettled,
  'visit.cancelled': visitCancelled,
  'filing.reported': filingReported,
  'filing.ended': filingEnded,
  'residence.registered': residenceRegistered,
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
  'ticket.answered': ticketAnswered,
  'event.answered': eventAnswered,
} as const

/** A type that registers know. */
export type InboundType = keyof typeof inboundEvents
/** A type that registers know, or any that a bundle hears: for who only passes it on. */
export type AnyInboundType = InboundType | (string & {})
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

/** What a partner said that passed its check: registers know it by its type, or one bundle hears it. */
export type PartnerEvent = InboundEvent | HeardEvent

/** A message of ours: its type without prefix and version, and its data. */
export type OutboundEvent = {
  [Type in OutboundType]: { readonly type: Type; readonly data: OutboundData<Type> }
}[OutboundType]

/** The type as it stands on the wire: `person.registered` → `mianshen.person.registered.v1`. */
export function wireType(type: string): string {
  return `mianshen.${type}.v1`
}

/** How an event that partners send is described: as registers know it, or as its bundle declared it. */
export type InboundSpec =
  | { readonly type: InboundType; readonly spec: Inbound }
  | { readonly type: string; readonly spec: AnyHeard; readonly heard: true }

const known: ReadonlyMap<string, InboundSpec> = new Map(
  (Object.entries(inboundEvents) as [InboundType, Inbound][]).map(([type, spec]) => [wireType(type), { type, spec }]),
)

/** What a wire type stands for, where bundles hear these events; undefined if partners may send no such event. */
export function inboundSpecOf(wire: string, heard: readonly AnyHeard[]): InboundSpec | undefined {
  const spec = heard.find(({ type }) => wireType(type) === wire)
  return known.get(wire) ?? (spec && { type: spec.type, spec, heard: true })
}

const urgencyOf = (event: Pick<InboundEvent, 'type'> | HeardEvent): Pick<Inbound, 'lane' | 'movesMoney'> =>
  'heard' in event ? event.heard : inboundEvents[event.type]

/** Whether the identity of an event is kept for ever, because it moves money or months (contract.md §3). */
export const movesMoney = (event: Pick<InboundEvent, 'type'> | HeardEvent): boolean => urgencyOf(event).movesMoney

/** The lane that carries an event on once it is checked. */
export const laneOf = (event: Pick<InboundEvent, 'type'> | HeardEvent): Lane => urgencyOf(event).lane

/** One event of the catalogue, whichever way it goes. */
export type CatalogueEntry =
  | ({ readonly direction: 'inbound'; readonly queue: 'inbox'; readonly type: string } & Inbound)
  | ({ readonly direction: 'outbound'; readonly type: string } & Outbound)

/** All events where bundles hear and say these, inbound first, in the order of the contract. */
export const catalogueWith = (heard: readonly AnyHeard[], own: readonly Own[] = []): readonly CatalogueEntry[] => [
  ...[
    ...(Object.entries(inboundEvents) as [InboundType, Inbound][]),
    ...[...new Set(heard)].map((spec) => [spec.type, spec] as const),
  ].map(([type, spec]) => ({ ...spec, direction: 'inbound', queue: 'inbox', type }) as const),
  ...[
    ...(Object.entries(outboundEvents) as [OutboundType, Outbound][]),
    ...own.map((spec) => [spec.type, spec] as const),
  ].map(([type, spec]) => ({ ...spec, direction: 'outbound', type }) as const),
]
