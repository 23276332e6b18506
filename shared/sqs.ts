/** The queues on SQS: batches of ten, and what was not taken is sent again. */
import { SendMessageBatchCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs'
import type { Queues } from './chain/ports.ts'
import type { QueueName } from './queues.ts'

const batchSize = 10
const batchBytes = 240 * 1024
const maxTries = 5

/** A client with retries that fit one short call of a function. */
export function sqsClient(config: SQSClientConfig = {}): SQSClient {
  return new SQSClient({ maxAttempts: 5, ...config })
}

/**
 * Queues by their URLs. Throws if a message could not be sent after several tries. Messages to one queue share requests:
 * what comes while one is under way goes together with the next, so that an idle queue is sent to at once and a busy
 * one ten at a time.
 */
export function sqsQueues(client: SQSClient, urls: Readonly<Record<QueueName, string>>): Queues {
  const lanes = new Map<QueueName, Lane>()
  return {
    async send(queue, bodies) {
      const lane = lanes.get(queue) ?? new Lane((batch) => sendBatch(client, urls[queue], batch))
      lanes.set(queue, lane)
      await Promise.all(bodies.map((body) => lane.send(body)))
    },
  }
}

interface Waiting {
  body: string
  sent(): void
  failed(error: unknown): void
}

/** One queue: what waits for the request under way. */
class Lane {
  readonly #sendBatch: (bodies: readonly string[]) => Promise<ReadonlySet<number>>
  #waiting: Waiting[] = []
  #busy = false

  /** `sendBatch` answers which of them, by their index, were not taken. */
  constructor(sendBatch: (bodies: readonly string[]) => Promise<ReadonlySet<number>>) {
    this.#sendBatch = sendBatch
  }

  send(body: string): Promise<void> {
    return new Promise((sent, failed) => {
      this.#waiting.push({ body: sendable(body), sent, failed })
      if (this.#busy) return
      this.#busy = true
      // Whoever has something to send in this turn of the event loop joins.
      setImmediate(() => void this.#drain())
    })
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const next = this.#waiting.slice(0, batchSize)
      const batch = this.#waiting.splice(0, batchLength(next.map(({ body }) => body)))
      try {
        const left = await this.#sendBatch(batch.map(({ body }) => body))
        for (const [index, one] of batch.entries()) {
          if (left.has(index)) one.failed(new Error('sqs: message not taken'))
          else one.sent()
        }
      } catch (error) {
        for (const one of batch) one.failed(error)
      }
    }
    this.#busy = false
  }
}

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

/** Sends, and again what was not taken; answers what is left after several tries. Throws if the queue is out of reach. */
async function sendBatch(client: SQSClient, QueueUrl: string, bodies: readonly string[]): Promise<Set<number>> {
  let left = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }))
  for (let tries = 0; left.length > 0 && tries < maxTries; tries++) {
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries: left }))
    const failed = new Set(Failed.map(({ Id }) => Id))
    left = left.filter(({ Id }) => failed.has(Id))
  }
  return new Set(left.map(({ Id }) => Number(Id)))
}
