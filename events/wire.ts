/** Makes what we send: a checked message, and the CloudEvents object it goes out as. */
import type { Instant } from '../shared/calendar/index.ts'
import { type OutboundData, type OutboundEvent, type OutboundType, outboundEvents, wireType } from './catalogue.ts'
import type { OutboundQueue } from './define.ts'
import type { OwnEvent } from './heard.ts'

/** A CloudEvents 1.0 object as it stands in a message. */
export interface WireEvent {
  readonly specversion: '1.0'
  readonly id: string
  readonly source: string
  readonly type: string
  readonly time: string
  readonly subject?: string
  readonly datacontenttype: 'application/json'
  readonly data: unknown
  readonly signtype?: 'SM2'
  readonly signature?: string
}

/** Makes a message of ours. Throws (a ZodError) if the data is not what partners are promised: that is a bug of ours. */
export function outbound<Type extends OutboundType>(
  type: Type,
  data: OutboundData<Type>,
): Extract<OutboundEvent, { type: Type }> {
  outboundEvents[type].data.parse(data)
  // The catalogue ties each type to its data; TypeScript can't follow that through a lookup.
  return { type, data } as unknown as Extract<OutboundEvent, { type: Type }>
}

/** The queue a message of ours goes to. */
export function queueOf(message: Pick<OutboundEvent, 'type'> | OwnEvent): OutboundQueue {
  return 'queue' in message ? message.queue : outboundEvents[message.type].queue
}

/** Our `source` in everything that leaves: one name for a stage, whatever part of the system speaks. */
export function ourSource(stage: string): string {
  return `urn:mianshen:${stage}`
}

/** The `source` of events that we tell ourselves and that never leave: part of their identity, whatever the stage. */
export const innerSource = 'urn:mianshen:system'

/** The message as it is sent. `id` derives from case and step, so that whoever sees it twice can tell. */
export function toWire(
  message: (OutboundEvent | OwnEvent) & { id: string; source: string; time: Instant; subject?: string },
): WireEvent {
  return {
    specversion: '1.0',
    id: message.id,
    source: message.source,
    type: wireType(message.type),
    time: message.time,
    ...(message.subject !== undefined && { subject: message.subject }),
    datacontenttype: 'application/json',
    data: message.data,
  }
}
