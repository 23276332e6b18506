/** Sends message bodies to the inbox queue, as a partner would. */
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { groupOf } from '../../shared/engine/messages.ts'

/** A message that the queue did not take: its place in the list, and why. */
export interface Unsent {
  readonly index: number
  readonly reason: string
}

/** A queue that takes message bodies. */
export interface Inbox {
  /** Sends all; answers those that were not taken. Throws if the queue can't be reached. */
  send(bodies: readonly string[]): Promise<Unsent[]>
}

/** Limits of one batch of SQS: messages, and bytes in all with some room left. */
const MOST_MESSAGES = 10
const MOST_BYTES = 240_000

/**
 * Opens the inbox by the address of its queue. With `sqs` (the endpoint of a local stack) any credentials do; without,
 * the caller's own are found in the usual places.
 */
export function openInbox(options: { sqs?: string; queue: string; region?: string }): Inbox {
  const { sqs, queue, region } = options
  const client = new SQSClient({
    ...(region !== undefined && { region }),
    ...(sqs !== undefined && { endpoint: sqs, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
    ...(sqs !== undefined && region === undefined && { region: 'cn-north-1' }),
  })
  return {
    async send(bodies) {
      const unsent: Unsent[] = []
      for (const batch of batches(bodies)) {
        const Entries = batch.map((index) => ({ Id: String(index), ...inItsTurn(bodies[index] as string) }))
        const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queue, Entries }))
        for (const { Id, Message, Code } of answer.Failed ?? []) {
          unsent.push({ index: Number(Id), reason: Message ?? Code ?? 'unknown' })
        }
      }
      client.destroy()
      return unsent
    },
  }
}

/** A message body with the group it takes turns in where partners share an inbox: its source's. */
export function inItsTurn(MessageBody: string): { MessageBody: string; MessageGroupId?: string } {
  const { source } = JSON.parse(MessageBody) as { source?: unknown }
  return { MessageBody, ...(typeof source === 'string' && source !== '' ? { MessageGroupId: groupOf(source) } : {}) }
}

/** Divides messages into batches that SQS takes; each is a list of places in `bodies`. */
export function batches(bodies: readonly string[]): number[][] {
  const all: number[][] = []
  let bytes = 0
  for (const [index, body] of bodies.entries()) {
    const size = Buffer.byteLength(body)
    const current = all.at(-1)
    if (!current || current.length === MOST_MESSAGES || bytes + size > MOST_BYTES) {
      all.push([index])
      bytes = size
    } else {
      current.push(index)
      bytes += size
    }
  }
  return all
}
