/** The queue in memory and SQS, behind the same port, pass the same tests. */
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs'
import { afterAll } from 'vitest'
import { credentials, region } from '../../../infra/local/config.ts'
import { addMs, instant } from '../../../shared/calendar/index.ts'
import { manualClock } from '../../../shared/clock/index.ts'
import type { QueueName } from '../../../shared/queues.ts'
import { sqsQueues, sqsWire } from '../../../shared/sqs.ts'
import { startTestSqs, testDir } from '../../infra/local/support.ts'
import { MemoryQueue } from '../../simulator/queue.ts'
import { type QueueUnderTest, queueContract } from './contract.ts'

function openMemory(): QueueUnderTest {
  const clock = manualClock(instant('2026-01-01T00:00:00+08:00'))
  const queue = new MemoryQueue(clock.now)
  return {
    send: async (bodies, group) => queue.send(bodies, group),
    receive: async (max, hiddenSeconds) => queue.receive(max, hiddenSeconds * 1000),
    remove: async (receipt) => queue.remove(receipt),
    giveBack: async (receipt) => queue.giveBack(receipt),
    async pass(seconds) {
      clock.set(addMs(clock.now(), seconds * 1000))
    },
  }
}

const { dir, remove } = testDir()
let server: ReturnType<typeof startTestSqs> | undefined
let queues = 0

async function openSqs(): Promise<QueueUnderTest> {
  server ??= startTestSqs({ dir })
  const { client } = await server
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: `contract-${++queues}` }))
  const port = sqsQueues(sqsWire({ region, credentials, endpoint: new URL(QueueUrl).origin }), {
    inbox: QueueUrl,
  } as Record<QueueName, string>)
  return {
    send: (bodies, group) => port.send('inbox', bodies, group),
    async receive(max, hiddenSeconds) {
      const command = { QueueUrl, MaxNumberOfMessages: max, VisibilityTimeout: hiddenSeconds }
      const MessageSystemAttributeNames = ['ApproximateReceiveCount' as const]
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ ...command, MessageSystemAttributeNames }),
      )
      return Messages.map(({ Body, ReceiptHandle, Attributes }) => {
        return {
          body: Body ?? '',
          receipt: ReceiptHandle ?? '',
          receiveCount: Number(Attributes?.ApproximateReceiveCount),
        }
      })
    },
    async remove(ReceiptHandle) {
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
    },
    async giveBack(ReceiptHandle) {
      await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }))
    },
    pass: (seconds) => new Promise((done) => setTimeout(done, seconds * 1000)),
  }
}

afterAll(async () => {
  await (await server)?.stop()
  remove()
})

queueContract('in memory', async () => openMemory())
queueContract('SQS', openSqs)
