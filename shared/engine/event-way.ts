/** The way of an event: the lane that its type declares in the catalogue, in the turn of who sent it. */
import { type InboundEvent, laneOf, type PartnerEvent } from '../../events/index.ts'
import type { Outgoing } from '../queues.ts'
import { groupOf, type Message, outgoing, type Way } from './messages.ts'

/** The lane and group of an event. */
export function wayOfEvent(event: Pick<InboundEvent, 'type' | 'source'> | PartnerEvent): Way {
  return { lane: laneOf(event), group: groupOf(event.source) }
}

/** The message that carries an event, on its way. */
export function eventOnItsWay(message: Extract<Message, { kind: 'event' }>): Outgoing {
  return outgoing(message, wayOfEvent(message.event))
}
