/**
 * The inbox: every message of a partner is checked here, once, kept in the archive as it came, and sent on by the lane that
 * its type declares, in the turn of who sent it. What fails its check is kept whole as a rejected event and is not tried
 * again. No state but that.
 */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { aheadIn } from '../../events/ahead.ts'
import { type PartnerEvent, parseEvent } from '../../events/index.ts'
import { faultOf, type RejectionReason } from '../../events/reasons.ts'
import { eventOnItsWay } from '../../shared/engine/event-way.ts'
import type { Message } from '../../shared/engine/messages.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { CORRECTIONS, type Door, OWN_INBOX, type Refusal } from '../../shared/engine/rejected.ts'
import { send, together } from '../../shared/engine/send.ts'
import type { Outgoing } from '../../shared/queues.ts'
import type { Came } from '../../shared/registers/rows.ts'
import { institutionOf } from '../../shared/table/office/institutions.ts'
import { heard } from '../bundles/catalogue.ts'
import { type InboxPorts, keepAccepted } from './archive.ts'
import { inNationalWords, institutionAsked, nationalIn, spokenBy } from './national/mapping.ts'
import { setAside } from './rejected.ts'
import { routeOf } from './route.ts'

/** The bureau's own inbox, which only it can send to. */
export const ownInbox: Door = { via: OWN_INBOX }

/** What became of one message: how it goes on, or why it does not. */
export type Received = { message: Extract<Message, { kind: 'event' }> } | Refusal

/** Our own sources: what bears one can come from nobody else. */
const OURS = /^\s*urn:mianshen(:|$)/i

/**
 * Most bytes of the message that carries an event on: a queue takes 256 KB, and the text as it came goes along. No event
 * of the catalogue comes near it; what does is padded with fields that nobody reads.
 */
export const mostBytes = 240 * 1024

/** Reads one message, where bundles hear these events; pure but for keys and clock. */
export function receive(
  ports: Pick<Ports, 'keys' | 'clock'>,
  body: string,
  { via, judge }: Door,
  hears = heard,
  /** The message that said so, if it was another. */
  whole?: Omit<Came, 'via'>,
): Received {
  const parsed = parseEvent(body, hears)
  if (!parsed.ok) return { reason: parsed.reason, errors: parsed.errors }
  const { event, spec, digest } = parsed
  const isForeign = OURS.test(event.source) && via !== CORRECTIONS
  const wrong = isForeign ? 'not-your-source' : judge?.(JSON.parse(body), event, spec)
  if (wrong) return rejection(wrong)
  const ahead = aheadIn(event, spec, ports.clock.now())
  if (ahead.length > 0) return { reason: 'time-in-future', errors: ahead }
  const came = { body, via, digest, ...whole }
  const message = messageOf(ports, event, came)
  if (!message) return rejection('unknown-number')
  const isLong = came.body.length > mostBytes / 4 && Buffer.byteLength(JSON.stringify(message)) > mostBytes
  return isLong ? rejection('too-large') : { message }
}

/** What a message says: events, one but of the national interface, and the name under which it is kept. */
export type Spoken = { messages: readonly Accepted[]; named: { source: string; id: string } } | Refusal

/** Reads a message of either kind: an event, or one of the national interface, of which all events are taken or none. */
export async function receiveAll(
  ports: Pick<Ports, 'keys' | 'clock' | 'table'>,
  body: string,
  door: Door,
  hears = heard,
): Promise<Spoken> {
  const national = nationalIn(body)
  if (!national) {
    const received = receive(ports, body, door, hears)
    return 'reason' in received ? received : { messages: [received.message], named: received.message.event }
  }
  const asked = institutionAsked(national)
  const institution = asked === undefined ? undefined : await institutionOf(ports.table, asked)
  const spoken = spokenBy(national, door.via, institution)
  if ('reason' in spoken) return spoken
  const { source, id, digest } = spoken
  const messages: Accepted[] = []
  for (const said of spoken.events) {
    const received = receive(ports, JSON.stringify(said.wire), door, hears, { body, digest, named: { source, id } })
    if ('reason' in received) return inNationalWords(received, said, spoken)
    messages.push(received.message)
  }
  return { messages, named: spoken }
}

const rejection = (reason: RejectionReason): Refusal => ({ reason, errors: [faultOf(reason)] })

/** The message that carries a checked event on; undefined if it names a number that cannot be one of ours. */
export function messageOf(
  ports: Pick<Ports, 'keys'>,
  event: PartnerEvent,
  came: Came,
): Extract<Message, { kind: 'event' }> | undefined {
  const route = routeOf(ports.keys, event)
  if (!route) return undefined
  const to = 'pid' in route ? { pid: route.pid } : 'number' in route ? { cert: route.number } : {}
  return { kind: 'event', event, came, ...to }
}

/** A message as it came, and its way if it is another than the door's. */
export interface Arrival {
  body: string
  via?: string | undefined
  /** Of a message of a queue, for the log. */
  messageId?: string
}

/** What became of a message: taken in and sure to be worked on, kept as rejected, or neither, and to come again. */
export type Outcome = 'accepted' | 'failed' | Refusal

type Accepted = Extract<Received, { message: unknown }>['message']

/** A message that is taken in, and which of those that arrived it is. */
type Taken = Exclude<Spoken, Refusal> & { index: number; body: string; via: string }

/**
 * Takes messages in, and says of each, in order, what became of it. What is accepted is in the archive and on its way
 * when this resolves; what is rejected is kept as such.
 */
export async function takeIn(
  ports: InboxPorts,
  door: Door,
  arrivals: readonly Arrival[],
  hears = heard,
): Promise<Outcome[]> {
  const outcomes = arrivals.map((): Outcome => 'failed')
  const accepted: Taken[] = []
  for (const [index, { body, via = door.via, messageId }] of arrivals.entries()) {
    try {
      const spoken = await receiveAll(ports, body, { ...door, via }, hears)
      if ('reason' in spoken) {
        await setAside(ports, { body, via, named: spoken.named }, spoken)
        outcomes[index] = spoken
      } else accepted.push({ index, ...spoken, body, via })
    } catch (error) {
      ports.log.error('inbox failed', { messageId, error: (error as Error).name })
    }
  }
  if (accepted.length === 0 || !(await kept(ports, accepted))) return outcomes
  for (const { index } of accepted) outcomes[index] = 'accepted'
  const onward = accepted.flatMap(({ index, messages }) => messages.map((one) => ({ ...eventOnItsWay(one), index })))
  for (const some of together(onward)) {
    try {
      await send(ports, some)
    } catch (error) {
      for (const { index } of some) outcomes[index] = 'failed'
      const { queue } = some[0] as Outgoing
      ports.log.error('inbox could not send on', { queue, messages: some.length, error: (error as Error).name })
    }
  }
  return outcomes
}

/** Whether they are in the archive: nothing goes on that is not. */
async function kept(ports: InboxPorts, accepted: readonly Taken[]) {
  try {
    await keepAccepted(
      ports,
      accepted.map(({ named: { source, id }, body, via }) => ({ via, source, id, body })),
    )
    return true
  } catch (error) {
    ports.log.error('inbox could not keep', { messages: accepted.length, error: (error as Error).name })
    return false
  }
}

/** Names the way by which a message came before, where it is sent in again (infra/cli/messages/replay.ts). */
export const viaAttribute = 'via'

/** The inbox function. A message that could not be kept, sent on or set aside is left in the queue. */
export function makeInbox(ports: InboxPorts, door: Door = ownInbox, hears = heard) {
  // Only the bureau sends to its own inbox: what it says of a message is so.
  const viaOf = ({ messageAttributes }: Partial<SQSRecord>) =>
    door.via === OWN_INBOX ? messageAttributes?.[viaAttribute]?.stringValue : undefined
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const arrivals = Records.map((record) => ({ body: record.body, via: viaOf(record), messageId: record.messageId }))
    const outcomes = await takeIn(ports, door, arrivals, hears)
    const failed = Records.filter((_, index) => outcomes[index] === 'failed')
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }
  }
}
