/**
 * The inbox: every message of a partner is checked here, once, and sent on to the queue of its bundle or register.
 * What fails its check is kept whole as a rejected event and is not tried again. No state but that.
 */
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { aheadIn } from '../../events/ahead.ts'
import { type InboundEvent, type Parsed, parseEvent } from '../../events/index.ts'
import type { Message } from '../../shared/chain/messages.ts'
import type { Ports } from '../../shared/chain/ports.ts'
import { send } from '../../shared/chain/send.ts'
import type { QueueName } from '../../shared/queues.ts'
import { setAside } from './rejected.ts'
import { routeOf } from './route.ts'

/** Checks the signature of a raw event where signing is on; answers the reason if it is wrong. */
export type CheckSignature = (raw: unknown) => string | undefined

/** What became of one message: where it goes on, or why it does not. */
export type Received =
  | { queue: QueueName; message: Message }
  | { reason: string; errors: { field: string; message: string }[]; type?: string; source?: string }

/** Reads one message; pure but for keys and clock. */
export function receive(ports: Pick<Ports, 'keys' | 'clock'>, body: string, check?: CheckSignature): Received {
  const parsed = parseEvent(body)
  if (!parsed.ok) return refused(parsed)
  const { type, source } = parsed.event
  const wrong = check?.(JSON.parse(body))
  if (wrong) return { reason: wrong, errors: [{ field: 'signature', message: '签名缺失或不正确' }], type, source }
  const ahead = aheadIn(parsed.event, ports.clock.now())
  if (ahead.length > 0) return { reason: 'time-in-future', errors: ahead, type, source }
  const routed = messageOf(ports, parsed.event)
  if (routed) return routed
  return { reason: 'unknown-number', errors: [{ field: 'data', message: '编号不是本系统发出的' }], type, source }
}

function refused(parsed: Extract<Parsed, { ok: false }>): Received {
  const { reason, errors, type, source } = parsed
  return { reason, errors: [...errors], ...(type ? { type } : {}), ...(source ? { source } : {}) }
}

/** The message that carries a checked event on, and its queue. */
export function messageOf(
  ports: Pick<Ports, 'keys'>,
  event: InboundEvent,
): { queue: QueueName; message: Message } | undefined {
  const route = routeOf(ports.keys, event)
  if (!route) return undefined
  const to = 'pid' in route ? { pid: route.pid } : 'cert' in route ? { cert: route.cert } : {}
  return { queue: route.queue, message: { kind: 'event', event, ...to } }
}

/** The inbox function. A message that could not be sent on or set aside is left in the queue. */
export function makeInbox(ports: Ports, check?: CheckSignature) {
  return async (batch: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = new Set<string>()
    const onward = new Map<QueueName, { messageId: string; body: string }[]>()
    for (const record of batch.Records) {
      try {
        const received = receive(ports, record.body, check)
        if ('reason' in received) await setAside(ports, record.body, received)
        else {
          const list = onward.get(received.queue) ?? []
          list.push({ messageId: record.messageId, body: JSON.stringify(received.message) })
          onward.set(received.queue, list)
        }
      } catch (error) {
        ports.log.error('inbox failed', { messageId: record.messageId, error: (error as Error).name })
        failed.add(record.messageId)
      }
    }
    for (const [queue, list] of onward) {
      try {
        await send(
          ports,
          queue,
          list.map(({ body }) => body),
        )
      } catch (error) {
        ports.log.error('inbox could not send on', { queue, error: (error as Error).name })
        for (const { messageId } of list) failed.add(messageId)
      }
    }
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) }
  }
}
