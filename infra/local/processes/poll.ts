/**
 * Reads queues and calls handlers the way Lambda does: batches of up to ten in, a list of those that failed out. What
 * was handled is deleted, what failed comes back soon, each time later.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Message as SdkMessage } from '@aws-sdk/client-sqs'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { postByUndici } from '../../../shared/wire/by-undici.ts'
import { openWire, type Wire, type WireOptions } from '../../../shared/wire/wire.ts'

/** A message as it comes over the wire: bytes in base64. */
type Message = Omit<SdkMessage, 'MessageAttributes'> & {
  MessageAttributes?: Record<string, { DataType?: string; StringValue?: string; BinaryValue?: string }>
}

/** A handler of a queue, as deployed. */
export type QueueHandler = (event: SQSEvent) => Promise<SQSBatchResponse>

/** What to read and how. */
export interface PollOptions {
  /** Calls of SQS. */
  readonly call: Wire
  readonly queueUrl: string
  readonly handler: QueueHandler
  /** So many batches may be with the handler at a time. */
  readonly concurrency: number
  /** Hears of what went wrong; the message is tried again in any case. */
  readonly failed: (error: unknown) => void
}

/** A running reader of one queue. */
export interface Poller {
  /** Takes no more messages; resolves when those taken are done with. */
  stop(): Promise<void>
}

/** One call waits so long for messages. A single waiting call per queue: one message wakes all that wait. */
const waitSeconds = 20
/**
 * A batch is ours for so long, and longer while we work on it. Short, so that what a killed process held is soon taken
 * up by another.
 */
const holdSeconds = 12
const holdAgainMs = 4_000
const longestRetrySeconds = 20

/** Calls of SQS for who waits with them. */
export const pollingWire = (where: Pick<WireOptions, 'region' | 'endpoint' | 'credentials'>): Wire =>
  openWire({
    service: 'sqs',
    target: 'AmazonSQS',
    ...where,
    post: postByUndici,
    patienceMs: (waitSeconds + 10) * 1000,
    tries: 3,
  })

/** Starts reading a queue. */
export function startPolling(options: PollOptions): Poller {
  const stopped = new AbortController()
  const loop = receiveLoop(options, stopped.signal)
  return {
    async stop() {
      stopped.abort()
      await loop
    },
  }
}

async function receiveLoop(options: PollOptions, signal: AbortSignal): Promise<void> {
  const inFlight = new Set<Promise<void>>()
  while (!signal.aborted) {
    if (inFlight.size >= options.concurrency) await Promise.race(inFlight)
    const messages = await receive(options, signal)
    if (messages.length === 0) continue
    const batch: Promise<void> = handleBatch(options, messages)
      .catch(options.failed)
      .finally(() => inFlight.delete(batch))
    inFlight.add(batch)
  }
  await Promise.all(inFlight)
}

async function receive({ call, queueUrl, failed }: PollOptions, signal: AbortSignal): Promise<Message[]> {
  try {
    const asked = {
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: waitSeconds,
      VisibilityTimeout: holdSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }
    return (await call<{ Messages?: Message[] }>('ReceiveMessage', asked, signal)).Messages ?? []
  } catch (error) {
    if (signal.aborted) return []
    failed(error)
    await delay(250)
    return []
  }
}

async function handleBatch(options: PollOptions, messages: Message[]): Promise<void> {
  const hold = setInterval(() => void setVisibility(options, messages, () => holdSeconds), holdAgainMs)
  const failedIds = await options
    .handler(eventOf(options.queueUrl, messages))
    .then(
      (response) => new Set<string | undefined>(response.batchItemFailures.map((failure) => failure.itemIdentifier)),
    )
    .catch((error: unknown) => {
      options.failed(error)
      return new Set<string | undefined>(messages.map((message) => message.MessageId))
    })
    .finally(() => clearInterval(hold))
  const done = messages.filter((message) => !failedIds.has(message.MessageId))
  const again = messages.filter((message) => failedIds.has(message.MessageId))
  await Promise.all([deleteAll(options, done), setVisibility(options, again, retrySeconds)])
}

/** 1, 2, 4, … seconds: the second try is soon, a lasting fault is not hammered. */
function retrySeconds(message: Message): number {
  const received = Number(message.Attributes?.ApproximateReceiveCount ?? 1)
  return Math.min(longestRetrySeconds, 2 ** (received - 1))
}

async function deleteAll({ call, queueUrl }: PollOptions, messages: Message[]): Promise<void> {
  if (messages.length === 0) return
  const Entries = messages.map((message, i) => ({ Id: String(i), ReceiptHandle: message.ReceiptHandle }))
  await call('DeleteMessageBatch', { QueueUrl: queueUrl, Entries })
}

/** Failing here costs nothing but time: the message comes back when its present hold ends. */
async function setVisibility(
  { call, queueUrl, failed }: PollOptions,
  messages: Message[],
  seconds: (message: Message) => number,
): Promise<void> {
  if (messages.length === 0) return
  const Entries = messages.map((message, i) => ({
    Id: String(i),
    ReceiptHandle: message.ReceiptHandle,
    VisibilityTimeout: seconds(message),
  }))
  await call('ChangeMessageVisibilityBatch', { QueueUrl: queueUrl, Entries }).catch(failed)
}

function eventOf(queueUrl: string, messages: Message[]): SQSEvent {
  return { Records: messages.map((message) => recordOf(queueUrl, message)) }
}

function recordOf(queueUrl: string, message: Message): SQSRecord {
  const [account, queue] = queueUrl.split('/').slice(-2)
  const attributes: Partial<Record<string, string>> = message.Attributes ?? {}
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: {
      ApproximateReceiveCount: attributes.ApproximateReceiveCount ?? '1',
      SentTimestamp: attributes.SentTimestamp ?? '',
      SenderId: attributes.SenderId ?? '',
      ApproximateFirstReceiveTimestamp: attributes.ApproximateFirstReceiveTimestamp ?? '',
      ...(attributes.MessageGroupId === undefined ? {} : { MessageGroupId: attributes.MessageGroupId }),
    },
    messageAttributes: messageAttributesOf(message),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:local:${account}:${queue}`,
    awsRegion: 'local',
  }
}

function messageAttributesOf(message: Message): SQSRecord['messageAttributes'] {
  return Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => {
      const { DataType = 'String', StringValue, BinaryValue } = value
      return [
        name,
        {
          dataType: DataType,
          ...(StringValue === undefined ? {} : { stringValue: StringValue }),
          ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
        },
      ]
    }),
  )
}
