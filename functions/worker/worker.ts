/** The worker: one code for every chain queue. A message that fails stays in its queue and comes again. */
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { flush, type Handled } from '../../shared/chain/handle.ts'
import { letGo } from '../../shared/chain/held.ts'
import type { Message } from '../../shared/chain/messages.ts'
import type { Ports } from '../../shared/chain/ports.ts'
import { send } from '../../shared/chain/send.ts'
import type { Rules } from '../../shared/chain/settle.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { advanceClearing, settleFunds } from '../clearing/clearing.ts'
import { setAside } from '../inbox/rejected.ts'
import { logFailure } from '../log.ts'
import { type CertMessage, listParked, release, resolveCert } from './certs.ts'
import { declareBase } from './employer.ts'
import { wakeForRelease } from './new-release.ts'
import { handleEvent, handleSignal, makeRules, wake } from './personal.ts'
import { wakeMarked } from './topics.ts'

/** The worker function for any of the chain queues. */
export function makeWorker(own: Ports, rules: Rules = makeRules(own.keys)) {
  return async (batch: SQSEvent): Promise<SQSBatchResponse> => {
    const ports: Ports = { ...own, shared: new Map() }
    const messages = batch.Records.map(({ messageId, body }) => ({ messageId, message: JSON.parse(body) as Message }))
    const failed: string[] = []
    await Promise.all(
      [...byFile(messages)].map(async (group) => {
        for (const { messageId, message } of group) {
          try {
            await work(ports, rules, message, true)
          } catch (error) {
            const { kind } = message
            logFailure(ports.log, 'message failed', error, { messageId, kind, ...personIn(message) })
            failed.push(messageId)
          }
        }
      }),
    )
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
  }
}

/** Whose message it is, as far as it says. */
const personIn = (message: Message) => ('pid' in message && message.pid ? { pid: message.pid } : {})

type Received = { messageId: string; message: Message }

/** Messages of one file go one after the other: they would only lose races against each other. */
function byFile(messages: Received[]): Iterable<Received[]> {
  const groups = new Map<string, Received[]>()
  for (const received of messages) {
    const { message } = received
    const key = ('pid' in message ? message.pid : undefined) ?? ('cert' in message ? message.cert : undefined)
    const group = key ?? received.messageId
    groups.set(group, [...(groups.get(group) ?? []), received])
  }
  return groups.values()
}

/** Does what a message asks for. Throws if it must come again; `queued`: it will. */
export async function work(ports: Ports, rules: Rules, message: Message, queued?: true): Promise<void> {
  switch (message.kind) {
    case 'event':
      return workEvent(ports, rules, message, queued)
    case 'wake':
      await wake(ports, rules, message.pid)
      return
    case 'flush':
      return flush(ports, message.pid, message.journal)
    case 'signal': {
      await toAddressee(ports, message, (pid, cert) => handleSignal(ports, rules, pid, message.signal, cert))
      return
    }
    case 'release':
      return release(ports, message.cert)
    case 'list-parked':
      return listParked(ports, message.cert, message.key)
    case 'topic':
      return wakeMarked(ports, message.topic)
    case 'new-release':
      return wakeForRelease(ports)
    case 'let-go':
      if (!(await letGo(ports))) await send(ports, 'registers', [JSON.stringify(message)])
      return
    case 'clearing':
      return advanceClearing(ports, rules, message.clearing_id)
  }
  // A newer release sent it: it comes again, if need be from the dead letters, until one is there that knows it.
  throw new Error(`message of an unknown kind: ${(message as { kind: string }).kind}`)
}

async function workEvent(
  ports: Ports,
  rules: Rules,
  message: Extract<Message, { kind: 'event' }>,
  queued: true | undefined,
): Promise<void> {
  const { event } = message
  if (event.type === 'employer.base-declared') return declareBase(ports, event)
  if (event.type === 'funds.settled') return settleFunds(ports, rules, event)
  const handled = await toAddressee(ports, message, (pid, cert) =>
    handleEvent(ports, rules, pid, event, { queued, cert }),
  )
  if (handled?.result !== 'refused') return
  const { code, detail, field = 'data' } = handled
  const body = JSON.stringify({ specversion: '1.0', ...event, type: `mianshen.${event.type}.v1` })
  const errors = [{ field, message: detail }]
  await setAside(ports, body, { reason: code, errors, type: event.type, source: event.source })
}

/**
 * Puts a message to the file it is for: a person's, or that of whoever has the identity number. A number that was
 * corrected meanwhile is looked up again. Undefined if the message was parked until somebody has the number.
 */
async function toAddressee(
  ports: Ports,
  message: Extract<Message, { kind: 'event' | 'signal' }>,
  put: (pid: Pid, cert?: string) => Promise<Handled>,
): Promise<Handled | undefined> {
  if (message.pid) return put(message.pid)
  if (!message.cert) throw new Error('message without addressee')
  for (let asked: Pid | undefined; ; ) {
    const pid = await resolveCert(ports, message as CertMessage)
    if (pid === 'parked') return undefined
    // A file that two looks find is the one, though word of its new number may not have reached it yet.
    const handled = await put(pid, pid === asked ? undefined : message.cert)
    if (handled.result !== 'elsewhere') return handled
    asked = pid
  }
}
