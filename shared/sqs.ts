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

/** Queues by their URLs. Throws if a message could not be sent after several tries. */
export function sqsQueues(client: SQSClient, urls: Readonly<Record<QueueName, string>>): Queues {
  return {
    async send(queue, bodies) {
      for (const batch of batches(bodies)) await sendBatch(client, urls[queue], batch)
    },
  }
}

/** SQS takes a message without two characters that JSON may hold as they are: they are written as JSON's escapes. */
const sendable = (json: string) => json.replace(/[\ufffe\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`)

/** Batches of JSON texts within SQS's limits of count, bytes and characters. */
export function batches(bodies: readonly string[]): string[][] {
  const result: string[][] = []
  let bytes = 0
  for (const body of bodies.map(sendable)) {
    const size = Buffer.byteLength(body)
    const last = result.at(-1)
    if (last && last.length < batchSize && bytes + size <= batchBytes) {
      last.push(body)
      bytes += size
    } else {
      result.push([body])
      bytes = size
    }
  }
  return result
}

async function sendBatch(client: SQSClient, QueueUrl: string, bodies: readonly string[]): Promise<void> {
  let left = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }))
  for (let tries = 0; left.length > 0; tries++) {
    if (tries >= maxTries) throw new Error(`sqs: ${left.length} messages not taken`)
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries: left }))
    const failed = new Set(Failed.map(({ Id }) => Id))
    left = left.filter(({ Id }) => failed.has(Id))
  }
}
