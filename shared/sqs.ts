/** The queues on SQS: batches of ten, and what was not taken is sent again. */
import { Batching } from './batching.ts'
import type { QueueName, Queues, Refused } from './queues.ts'
import { openWire, type WireOptions } from './wire/wire.ts'

const batchSize = 10
const batchBytes = 240 * 1024
const maxTries = 5
/** Requests to one queue under way at a time, where a crowd is sent. */
const abreast = 8

/** What SQS says of a batch: of what was not taken, why. */
interface BatchAnswer {
  Failed?: { Id?: string | undefined; Code?: string | undefined; SenderFault?: boolean | undefined }[]
}

/** A batch of messages to a queue. */
export interface Batch {
  QueueUrl: string
  Entries: { Id: string; MessageBody: string; MessageGroupId?: string }[]
}

/** Sends a batch. Throws an Error by the service's name for it. */
export type SendBatch = (batch: Batch) => Promise<BatchAnswer>

/** Batches by the lean wire. */
export function sqsWire(options: Omit<WireOptions, 'service' | 'target'>): SendBatch {
  const call = openWire({ service: 'sqs', target: 'AmazonSQS', ...options })
  return (batch) => call('SendMessageBatch', batch)
}

/** Where the queue of a partner is, of those queues of which each has its own. Throws an Error if there is none. */
export type UrlFor = (url: string, to: string) => string

/**
 * Queues by their URLs; `urlFor`: where each partner has a queue of its own, its URL from what they have in common. Throws if a message could not be sent after several tries; what SQS will never take is answered,
 * and keeps none of the others back. Messages to one queue share requests:
 * what comes while one is under way goes together with the next, so that an idle queue is sent to at once, a busy one ten
 * at a time, and a crowd by several requests beside each other.
 */
export function sqsQueues(
  sendBatch: SendBatch,
  urls: Readonly<Record<QueueName, string>>,
  urlFor: UrlFor = (url) => url,
): Queues {
  const lines = new Map<string, Batching<Sendable, Fate>>()
  const lineOf = (queue: QueueName, to: string | undefined) => {
    const url = to === undefined ? urls[queue] : urlFor(urls[queue], to)
    const line = lines.get(url) ?? new Batching((batch) => sendAll(sendBatch, url, batch), mostTogether, abreast)
    lines.set(url, line)
    return line
  }
  return {
    async send(queue, bodies, group, to) {
      const line = lineOf(queue, to)
      const fates = await Promise.all(bodies.map((body) => line.ask({ body: sendable(body), group })))
      if (fates.includes('left')) throw new Error('sqs: message not taken')
      return bodies.flatMap((body, index): Refused[] => {
        const fate = fates[index]
        return typeof fate === 'object' ? [{ body, reason: fate.refused }] : []
      })
    },
  }
}

/** What became of a message: sent, not taken this time, or refused for good. */
type Fate = 'sent' | 'left' | { refused: string }

/** A message as a queue takes it. */
interface Sendable {
  body: string
  group: string | undefined
}

const mostTogether = (waiting: readonly Sendable[]) => batchLength(waiting.slice(0, batchSize).map(({ body }) => body))

/** SQS takes a message without two characters that JSON may hold as they are: they are written as JSON's escapes. */
export const sendable = (json: string) =>
  json.replace(/[\ufffe\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`)

/** How many of these texts, from the first on, one request takes: SQS limits count and bytes. At least one. */
export function batchLength(bodies: readonly string[]): number {
  let bytes = 0
  for (const [index, body] of bodies.slice(0, batchSize).entries()) {
    bytes += Buffer.byteLength(body)
    if (index > 0 && bytes > batchBytes) return index
  }
  return Math.min(batchSize, bodies.length)
}

/** What SQS says of a message that it will never take. */
const forGood = ['InvalidMessageContents', 'InvalidParameterValue', 'MessageTooLong']
/** The same, where it refuses a request as a whole: there the others may be about the request, not about a message. */
const forGoodAlone = ['InvalidMessageContents', 'BatchRequestTooLong']

/** A code without the names and endings that one protocol or another puts around it. */
const plain = (code: string) => code.replace(/^.*[.#]/, '').replace(/Exception$/, '')

/** Sends, and again what was not taken; answers what became of each. Throws if the queue is out of reach. */
async function sendAll(sendBatch: SendBatch, QueueUrl: string, messages: readonly Sendable[]): Promise<Fate[]> {
  const fates = messages.map((): Fate => 'left')
  const left = () => fates.flatMap((fate, index) => (fate === 'left' ? [index] : []))
  for (let tries = 0, waiting = left(); waiting.length > 0 && tries < maxTries; tries++, waiting = left()) {
    const said = await request(
      sendBatch,
      QueueUrl,
      waiting.map((index) => messages[index] as Sendable),
    )
    for (const [at, fate] of said.entries()) fates[waiting[at] as number] = fate
  }
  return fates
}

/** One request. One that SQS refuses as a whole for what it holds is made again message by message. */
async function request(sendBatch: SendBatch, QueueUrl: string, messages: readonly Sendable[]): Promise<Fate[]> {
  const Entries = messages.map(({ body: MessageBody, group }, index) => {
    return { Id: String(index), MessageBody, ...(group === undefined ? {} : { MessageGroupId: group }) }
  })
  try {
    const { Failed = [] } = await sendBatch({ QueueUrl, Entries })
    const faults = new Map(Failed.map((fault) => [fault.Id, fault]))
    return Entries.map(({ Id }): Fate => {
      const fault = faults.get(Id)
      if (!fault) return 'sent'
      const code = plain(fault.Code ?? '')
      return fault.SenderFault === true && forGood.includes(code) ? { refused: code } : 'left'
    })
  } catch (error) {
    const code = plain((error as Error).name)
    if (!forGoodAlone.includes(code)) throw error
    if (messages.length === 1) return [{ refused: code }]
    return (await Promise.all(messages.map((message) => request(sendBatch, QueueUrl, [message])))).flat()
  }
}
