/**
 * Sends dead letters back to their queue, slowly: `npm run redrive -- QUEUE [--stage S] [--rate N] [--max N]`.
 * Each message is sent and only then deleted: stopped in between, it is there twice, and the second is known by its
 * identity and does nothing. SQS's own move task is not used, for it hides who failed again and is not everywhere.
 */
import { setTimeout as delay } from 'node:timers/promises'
import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import {
  Misuse,
  main,
  readArgs,
  required,
  runCommand,
  terminal,
  type Usage,
  WrongCall,
  wholeNumber,
} from '../support/command.ts'
import { say } from '../support/language.ts'

const usage: Usage = {
  command: 'npm run redrive',
  text: {
    zh: `用法：npm run redrive -- 队列 [选项]

  队列              队列名，如 prompt、steady、mass、inbox、inbox-tax-13、tax
  --stage 阶段      dev、staging、prod：队列名前加 mianshen-阶段-；本机上不写
  --rate N          每秒最多放回 N 条（默认 5）
  --max N           最多放回 N 条（默认：开始时死信队列里有多少放多少）
  --endpoint 地址   本机 SQS 的地址，如 http://127.0.0.1:4566
  --region 区域     默认取 AWS_REGION`,
    en: `Usage: npm run redrive -- QUEUE [options]

  QUEUE             its name: prompt, steady, mass, inbox, inbox-tax-13, tax …
  --stage S         dev, staging, prod: mianshen-S- goes before the name; on this machine none
  --rate N          at most N messages a second (5 if not given)
  --max N           at most N messages (as many as there are dead letters at the start, if not given)
  --endpoint URL    of an SQS on this machine, such as http://127.0.0.1:4566
  --region R        AWS_REGION if not given`,
  },
  done: { zh: '全部放回', en: 'all are back' },
  wrong: { zh: '有放不回的或还有剩下的', en: 'some could not be put back, or are left' },
}

const batchSize = 10
const batchBytes = 240 * 1024
/** Long enough to send and delete a batch, short enough that what was not sent can soon be tried again. */
const hiddenSeconds = 60
/** An answer without messages may be an accident; so many in a row are not. */
const emptyAnswers = 3

/** What is to be done. */
export interface Redrive {
  /** Full name of the queue; its dead letters are in the queue `<name>-dlq`. */
  readonly queue: string
  /** Messages a second. */
  readonly rate: number
  readonly max?: number
}

/** What was done. `left` is SQS's approximate count of what is still there. */
export interface Redriven {
  readonly moved: number
  readonly failed: number
  readonly left: number
}

/**
 * Moves dead letters back, at most as many as there were at the start: what fails again while this runs stays there.
 * Throws what SQS throws, above all if a queue does not exist.
 */
export async function redrive(
  client: SQSClient,
  { queue, rate, max = Number.POSITIVE_INFINITY }: Redrive,
  pause: (ms: number) => Promise<unknown> = delay,
): Promise<Redriven> {
  const [source, target] = await Promise.all([urlOf(client, `${queue}-dlq`), urlOf(client, queue)])
  const wanted = Math.min(max, await countOf(client, source))
  let moved = 0
  let failed = 0
  for (let empty = 0; moved + failed < wanted && empty < emptyAnswers; ) {
    const most = Math.max(1, Math.min(batchSize, Math.floor(rate), wanted - moved - failed))
    const messages = await receive(client, source, most)
    empty = messages.length === 0 ? empty + 1 : 0
    if (messages.length === 0) continue
    for (const batch of withinLimits(messages)) {
      const done = await moveBatch(client, { source, target, messages: batch })
      moved += done
      failed += batch.length - done
    }
    await pause((messages.length / rate) * 1000)
  }
  return { moved, failed, left: await countOf(client, source) }
}

async function urlOf(client: SQSClient, QueueName: string): Promise<string> {
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }))
  if (QueueUrl === undefined) throw new Error(`no queue ${QueueName}`)
  return QueueUrl
}

async function countOf(client: SQSClient, QueueUrl: string): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages' as const]
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }))
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0)
}

async function receive(client: SQSClient, QueueUrl: string, MaxNumberOfMessages: number): Promise<Message[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages,
      VisibilityTimeout: hiddenSeconds,
      WaitTimeSeconds: 1,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['MessageGroupId'],
    }),
  )
  return Messages
}

/** SQS takes so much in one request, and large messages are few. */
function withinLimits(messages: readonly Message[]): Message[][] {
  const result: Message[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const message of messages) {
    const size =
      Buffer.byteLength(message.Body ?? '') + Buffer.byteLength(JSON.stringify(message.MessageAttributes ?? {}))
    bytes += size
    if (bytes <= batchBytes) result.at(-1)?.push(message)
    else {
      result.push([message])
      bytes = size
    }
  }
  return result
}

interface Batch {
  readonly source: string
  readonly target: string
  readonly messages: readonly Message[]
}

/** Sends, then deletes what was taken; answers how many are done. What was not taken comes into sight again by itself. */
async function moveBatch(client: SQSClient, { source, target, messages }: Batch): Promise<number> {
  const { Failed: refused = [] } = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: target,
      Entries: messages.map(({ Body, MessageAttributes, Attributes: { MessageGroupId } = {} }, index) => ({
        Id: String(index),
        MessageBody: Body,
        ...(MessageAttributes ? { MessageAttributes } : {}),
        ...(MessageGroupId === undefined ? {} : { MessageGroupId }),
      })),
    }),
  )
  const notTaken = new Set(refused.map(({ Id }) => Id))
  const Entries = messages
    .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
    .filter(({ Id }) => !notTaken.has(Id))
  if (Entries.length === 0) return 0
  const { Failed: kept = [] } = await client.send(new DeleteMessageBatchCommand({ QueueUrl: source, Entries }))
  return Entries.length - kept.length
}

/** Runs a command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io = terminal): Promise<number> =>
  runCommand(usage, io, args, async (rest) => {
    const what = readOptions(rest)
    const { queue, client } = what
    try {
      const { moved, failed, left } = await redrive(client, what)
      io.out(
        say({
          zh: `${queue}：放回 ${moved} 条，没有放回 ${failed} 条，死信队列还有约 ${left} 条`,
          en: `${queue}: ${moved} put back, ${failed} not, about ${left} dead letters left`,
        }),
      )
      return failed === 0 && left === 0 ? 0 : 1
    } catch (error) {
      if ((error as Error).name !== 'QueueDoesNotExist') throw error
      throw new Misuse(
        say({ zh: `没有队列 ${queue} 或它的死信队列`, en: `there is no queue ${queue}, or none of its dead letters` }),
      )
    } finally {
      client.destroy()
    }
  })

const text = { type: 'string' } as const
const options = { stage: text, rate: text, max: text, endpoint: text, region: text } as const

/** What the command line asks for. Throws a {@link WrongCall}. */
function readOptions(args: readonly string[]): Redrive & { client: SQSClient } {
  const { values, positionals } = readArgs(args, options, 1)
  const name = required(positionals[0], say({ zh: '队列名', en: 'the name of a queue' }))
  const rate = Number(values.rate ?? 5)
  if (!(rate > 0)) throw new WrongCall(say({ zh: '--rate 应为大于 0 的数', en: '--rate is a number above 0' }))
  const most = Number.MAX_SAFE_INTEGER
  const max = values.max === undefined ? most : wholeNumber('--max', values.max, [1, most])
  const queue = values.stage === undefined ? name : `mianshen-${values.stage}-${name}`
  return { queue, rate, max, client: clientFor(values) }
}

/** Local stacks take any credentials, but want some; the cloud's come from the operator's own session. */
function clientFor({ endpoint, region }: { endpoint?: string | undefined; region?: string | undefined }): SQSClient {
  if (endpoint === undefined) return new SQSClient(region === undefined ? {} : { region })
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  return new SQSClient({ endpoint, region: region ?? 'cn-north-1', credentials })
}

if (import.meta.main) await main(run)
