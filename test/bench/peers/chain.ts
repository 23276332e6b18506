/**
 * A step-by-step SQS chain of the usual kind, on the same stores as ours: a message and a write for each step, each write
 * on condition that the case stands at that step.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { credentials, region } from '../../../infra/local/config.ts'
import { startStack } from '../../../infra/local/stack.ts'
import { inParallel } from '../measure.ts'
import { type Heard, type Peer, startWorker } from './peer.ts'

const TableName = 'peer'

/** Starts the stores (of the stack only they are used and counted) and the worker. */
export async function startChain(heard: Heard, onDisk: boolean): Promise<Peer> {
  const dataDir = onDisk ? mkdtempSync(join(tmpdir(), 'mianshen-peer-')) : undefined
  const stack = await startStack({ stubs: false, port: 0, say: () => {}, ...(dataDir ? { dataDir } : {}) })
  const { sqs, dynamodb, pids, stores } = stack.describe()
  // What of ours is not compared here must not take CPU from what is.
  for (const pid of Object.values(pids)) process.kill(pid, 'SIGSTOP')
  const db = new DynamoDBClient({ endpoint: dynamodb, region, credentials })
  const queue = new SQSClient({ endpoint: sqs, region, credentials, md5: false })
  await db.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  )
  const urls: Record<string, string> = {}
  for (const name of ['steps', 'partners']) {
    const { QueueUrl = '' } = await queue.send(new CreateQueueCommand({ QueueName: `peer-${name}` }))
    urls[name] = QueueUrl
  }
  const worker = await startWorker('chain-worker.ts', { dynamodb, sqs, TableName, urls }, heard)
  const send = async (body: object) => {
    await queue.send(new SendMessageCommand({ QueueUrl: urls.steps, MessageBody: JSON.stringify(body) }))
  }
  return {
    async prepare(numbers) {
      await inParallel(numbers, 16, async (n) => {
        const d = { relations: { 130200: 'paused', 130100: 'normal' }, balances: { 130200: 217_704, 130100: 0 } }
        const Item = { pk: { S: `person#${n}` }, d: { S: JSON.stringify(d) }, v: { N: '0' } }
        await db.send(new PutItemCommand({ TableName, Item }))
      })
    },
    begin: (n) => send({ n, step: 'open' }),
    approve: (n) => send({ n, step: 'approve' }),
    pids: () => ({ worker: [worker.pid], stores: Object.values(stores) }),
    async stop() {
      await worker.stop()
      for (const pid of Object.values(pids)) process.kill(pid, 'SIGCONT')
      await stack.stop()
      if (dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
