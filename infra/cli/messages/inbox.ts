/** Sends message bodies to the inbox queue, as a partner would. */
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Archived } from '../../../functions/inbox/archive.ts'
import { viaAttribute } from '../../../functions/inbox/inbox.ts'
import { groupOf } from '../../../shared/engine/messages.ts'

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

/** Requests under way at a time, and tries for what the queue does not take at once. */
const abreast = 8
const tries = 5

/**
 * Puts accepted events into the bureau's own inbox again, each with the way it came. Throws an Error if the queue can't be
 * reached, or does not take one.
 */
export async function sendAgain(client: Pick<SQSClient, 'send'>, QueueUrl: string, events: readonly Archived[]) {
  const all = batches(events.map(({ body }) => body)).map((places) => places.map((at) => events[at] as Archived))
  for (let from = 0; from < all.length; from += abreast)
    await Promise.all(all.slice(from, from + abreast).map((batch) => sendBatch(client, QueueUrl, batch)))
}

async function sendBatch(client: Pick<SQSClient, 'send'>, QueueUrl: string, events: readonly Archived[]) {
  let left = events
  let why = ''
  for (let tried = 0; left.length > 0; tried++) {
    if (tried === tries) throw new Error(`${left.length} events not taken: ${why}`)
    const Entries = left.map(({ body, via }, index) => ({
      Id: String(index),
      ...inItsTurn(body),
      MessageAttributes: { [viaAttribute]: { DataType: 'String', StringValue: via } },
    }))
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
    const refused = new Set(Failed.map(({ Id }) => Number(Id)))
    why = Failed[0]?.Message ?? Failed[0]?.Code ?? ''
    left = left.filter((_, index) => refused.has(index))
  }
}
