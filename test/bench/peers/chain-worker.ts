/** The steps of the SQS chain: read, decide, write on condition, send the next step's message. */
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { credentials, region } from '../../../infra/local/config.ts'
import { pollingWire, startPolling } from '../../../infra/local/processes/poll.ts'

interface Told {
  dynamodb: string
  sqs: string
  TableName: string
  urls: { steps: string; partners: string }
}
interface Person {
  relations: Record<string, string>
  balances: Record<string, number>
}
interface Message {
  n: number
  step: string
}

const { dynamodb, sqs, TableName, urls } = JSON.parse(process.argv[2] ?? '') as Told
const db = new DynamoDBClient({ endpoint: dynamodb, region, credentials })
const queue = new SQSClient({ endpoint: sqs, region, credentials, md5: false })
const A = '130200'
const B = '130100'

async function send(QueueUrl: string, body: object): Promise<void> {
  await queue.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }))
}

async function personOf(n: number): Promise<{ person: Person; v: number }> {
  const key = { pk: { S: `person#${n}` } }
  const { Item } = await db.send(new GetItemCommand({ TableName, Key: key, ConsistentRead: true }))
  return { person: JSON.parse(Item?.d?.S ?? '') as Person, v: Number(Item?.v?.N) }
}

const personWrite = (n: number, person: Person, v: number): TransactWriteItem => ({
  Put: {
    TableName,
    Item: { pk: { S: `person#${n}` }, d: { S: JSON.stringify(person) }, v: { N: String(v + 1) } },
    ConditionExpression: 'v = :v',
    ExpressionAttributeValues: { ':v': { N: String(v) } },
  },
})

/** The case from one step to the next; the first has none before it. */
function caseWrite(n: number, from: string | undefined, to: string, more: object = {}): TransactWriteItem {
  const Item = { pk: { S: `case#${n}` }, step: { S: to }, d: { S: JSON.stringify({ from: A, to: B, ...more }) } }
  if (from === undefined) return { Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } }
  const condition = { ConditionExpression: 'step = :s', ExpressionAttributeValues: { ':s': { S: from } } }
  return { Put: { TableName, Item, ...condition } }
}

/** Writes; one that was written before, by the same message, goes on as if it had been written now. */
async function write(...TransactItems: TransactWriteItem[]): Promise<void> {
  const [first] = TransactItems
  try {
    // A transaction costs several times a plain write: only where two items change together.
    if (TransactItems.length === 1 && first?.Put) await db.send(new PutItemCommand(first.Put as PutItemCommandInput))
    else await db.send(new TransactWriteItemsCommand({ TransactItems }))
  } catch (error) {
    const { name } = error as Error
    if (name !== 'TransactionCanceledException' && name !== 'ConditionalCheckFailedException') throw error
  }
}

const steps: Record<string, (n: number) => Promise<void>> = {
  async open(n) {
    await write(caseWrite(n, undefined, 'find'))
    await send(urls.steps, { n, step: 'find' })
  },
  async find(n) {
    const { person } = await personOf(n)
    const origin = Object.entries(person.relations).find(([, state]) => state === 'paused')?.[0]
    await write(caseWrite(n, 'find', 'continue', { origin }))
    await send(urls.steps, { n, step: 'continue' })
  },
  async continue(n) {
    const { person, v } = await personOf(n)
    person.relations[A] = 'terminated'
    await write(caseWrite(n, 'continue', 'task'), personWrite(n, person, v))
    await send(urls.partners, { type: 'enrolment.changed', n })
    await send(urls.steps, { n, step: 'task' })
  },
  async task(n) {
    await write(caseWrite(n, 'task', 'approve', { task: { kind: 'approve-transfer-out', owner: A } }))
    process.send?.({ task: n })
  },
  async approve(n) {
    await write(caseWrite(n, 'approve', 'move', { decision: 'approve' }))
    await send(urls.steps, { n, step: 'move' })
  },
  async move(n) {
    const { person, v } = await personOf(n)
    const amt = person.balances[A] ?? 0
    person.balances = { [A]: 0, [B]: (person.balances[B] ?? 0) + amt }
    const claim = { pk: { S: `claim#${n}` }, d: { S: JSON.stringify({ debtor: A, creditor: B, amt }) } }
    await write(caseWrite(n, 'move', 'tell', { amt }), personWrite(n, person, v), { Put: { TableName, Item: claim } })
    await send(urls.steps, { n, step: 'tell' })
  },
  async tell(n) {
    await write(caseWrite(n, 'tell', 'done', { result: 'transferred' }))
    await send(urls.partners, { type: 'notice.requested', n })
    process.send?.({ done: n })
  },
}

const poller = startPolling({
  call: pollingWire({ endpoint: sqs, region, credentials }),
  queueUrl: urls.steps,
  concurrency: 8,
  failed: (error) => process.stderr.write(`${error}\n`),
  async handler({ Records }) {
    const failed: string[] = []
    await Promise.all(
      Records.map(async ({ messageId, body }) => {
        const { n, step } = JSON.parse(body) as Message
        await steps[step]?.(n).catch((error: unknown) => {
          process.stderr.write(`${error}\n`)
          failed.push(messageId)
        })
      }),
    )
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
  },
})
process.on('SIGTERM', () => void poller.stop().then(() => process.exit(0)))
// It does not outlive the driver.
process.on('disconnect', () => process.exit(1))
process.send?.({ ready: true })
