/** Events as the registers take them: whom they are about, and the key of the rows they leave. */
import { hash } from 'node:crypto'
import type { HeardEvent, InboundEvent, InboundType } from '../../events/index.ts'
import { identityText } from './ids.ts'

/** The event of a type. */
export type EventOf<T extends InboundType> = Extract<InboundEvent, { type: T }>

/** Events that are about no person: an employer's base, money between pooling areas, an institution, an expert. */
const impersonalTypes = [
  'employer.base-declared',
  'funds.settled',
  'institution.registered',
  'expert.registered',
] as const
/** One of them. */
export type ImpersonalType = (typeof impersonalTypes)[number]
/** An event about no person. */
export type ImpersonalEvent = Extract<InboundEvent, { type: ImpersonalType }>
/** An event about a person. */
export type PersonalEvent = Exclude<InboundEvent, { type: ImpersonalType }> | HeardEvent

/** Whether an event is about no person. */
export const isImpersonal = (event: InboundEvent | HeardEvent): event is ImpersonalEvent =>
  !('heard' in event) && (impersonalTypes as readonly string[]).includes(event.type)

/** A short id that follows from the event's identity; opens the keys of rows an event leaves. */
export function eventKey(event: { source: string; id: string }): string {
  return hash('sha256', identityText(event.source, event.id), 'base64url').slice(0, 22)
}
