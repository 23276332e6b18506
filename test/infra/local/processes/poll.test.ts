import { GetQueueAttributesCommand, SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { credentials, region } from '../../../../infra/local/config.ts'
import { type Poller, pollingWire, type QueueHandler, startPolling } from '../../../../infra/local/processes/poll.ts'
import { eventually, startTestSqs, testDir } from '../support.ts'

let dir: string
let remove: () => void
let sqs: Awaited<ReturnType<typeof startTestSqs>>
let pollers: Poller[]
let faults: unknown[]

beforeEach(async () => {
  ;({ dir, remove } = testDir())
  pollers = []
  faults = []
  sqs = await startTestSqs({ dir })
})
afterEach(async () => {
  await Promise.all(pollers.map((poller) => poller.stop()))
  await sqs.stop()
  remove()
})

function poll(handler: QueueHandler, concurrency = 2): Poller {
  const failed = (error: unknown) => faults.push(error)
  const call = pollingWire({ endpoint: `http://127.0.0.1:${sqs.port}`, region, credentials })
  const poller = startPolling({ call, queueUrl: sqs.url('inbox'), handler, concurrency, failed })
  pollers.push(poller)
  return poller
}

const fine: SQSBatchResponse = { batchItemFailures: [] }

async function send(...bodies: string[]): Promise<void> {
  const Entries = bodies.map((MessageBody, i) => ({ Id: String(i), MessageBody }))
  await sqs.client.send(new SendMessageBatchCommand({ QueueUrl: sqs.url('inbox'), Entries }))
}

async function left(queue: string): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const
  const command = new GetQueueAttributesCommand({ QueueUrl: sqs.url(queue), AttributeNames: [...AttributeNames] })
  const { Attributes = {} } = await sqs.client.send(command)
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name]), 0)
}

describe('a poller', { timeout: 30_000 }, () => {
  it('gives the handler what Lambda would give it', async () => {
    const events: SQSEvent[] = []
    poll(async (event) => {
      events.push(event)
      return fine
    })
    const MessageAttributes = { trace: { DataType: 'String', StringValue: 'abc' } }
    const message = { QueueUrl: sqs.url('inbox'), MessageBody: '{"a":1}', MessageAttributes }
    const { MessageId, MD5OfMessageBody } = await sqs.client.send(new SendMessageCommand(message))
    const event = await eventually(() => events[0])
    expect(event.Records).toHaveLength(1)
    expect(event.Records[0]).toMatchObject({
      messageId: MessageId,
      body: '{"a":1}',
      md5OfBody: MD5OfMessageBody,
      eventSource: 'aws:sqs',
      eventSourceARN: expect.stringMatching(/:inbox$/),
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: expect.stringMatching(/^\d{13}$/) },
      messageAttributes: { trace: { dataType: 'String', stringValue: 'abc' } },
    })
  })

  it('deletes what was handled', async () => {
    let handled = 0
    poll(async (event) => {
      handled += event.Records.length
      return fine
    })
    await send('a', 'b', 'c')
    await eventually(async () => (handled === 3 && (await left('inbox')) === 0 ? true : undefined))
  })

  it('brings back soon what failed, and only that', async () => {
    const seen: string[] = []
    poll(async ({ Records }) => {
      seen.push(...Records.map((record) => record.body))
      const bad = Records.filter((record) => record.body === 'b' && record.attributes.ApproximateReceiveCount === '1')
      return { batchItemFailures: bad.map((record) => ({ itemIdentifier: record.messageId })) }
    })
    await send('a', 'b', 'c')
    await eventually(() => (seen.length === 4 ? true : undefined), 4_000)
    expect(seen.sort()).toEqual(['a', 'b', 'b', 'c'])
    await eventually(async () => ((await left('inbox')) === 0 ? true : undefined))
  })

  it('tries everything again when the handler throws, and says why', async () => {
    let calls = 0
    poll(async () => {
      calls += 1
      if (calls === 1) throw new Error('out of order')
      return fine
    })
    await send('a', 'b')
    await eventually(async () => (calls >= 2 && (await left('inbox')) === 0 ? true : undefined))
    expect(String(faults[0])).toContain('out of order')
  })

  it('works on several batches at a time, and no more than it may', async () => {
    let now = 0
    let most = 0
    let handled = 0
    poll(async ({ Records }) => {
      most = Math.max(most, ++now)
      await new Promise((resolve) => setTimeout(resolve, 50))
      now -= 1
      handled += Records.length
      return fine
    }, 3)
    for (let i = 0; i < 8; i++) await send(...Array.from({ length: 10 }, (_, n) => `${i}-${n}`))
    await eventually(() => (handled === 80 ? true : undefined))
    expect(most).toBe(3)
  })

  it('when stopped takes nothing more, and finishes what it took', async () => {
    let begun = 0
    let finished = 0
    const poller = poll(async () => {
      begun += 1
      await new Promise((resolve) => setTimeout(resolve, 200))
      finished += 1
      return fine
    })
    await send('a')
    await eventually(() => (begun === 1 ? true : undefined))
    await poller.stop()
    expect(finished).toBe(1)
    await send('b')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(begun).toBe(1)
    expect(await left('inbox')).toBe(1)
  })

  it('goes on when the server was away', async () => {
    const seen: string[] = []
    poll(async ({ Records }) => {
      seen.push(...Records.map((record) => record.body))
      return fine
    })
    process.kill(sqs.pid(), 'SIGKILL')
    await eventually(() => (faults.length > 0 ? true : undefined))
    await eventually(() =>
      send('after').then(
        () => true,
        () => undefined,
      ),
    )
    await eventually(() => (seen.includes('after') ? true : undefined))
  })
})
