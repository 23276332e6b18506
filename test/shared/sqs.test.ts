/** What the queues' port makes of many messages sent at once; that SQS takes them is shown in queue/. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { QueueName } from '../../shared/queues.ts'
import { batchLength, type SendBatch, sqsQueues } from '../../shared/sqs.ts'

const urls = { tax: 'tax', bank: 'bank' } as Record<QueueName, string>
const turns = (count: number) => new Promise((done) => setTimeout(done, count))

/** A client that answers each request as told and keeps what was asked of it. */
function fake(
  answer: (bodies: string[], request: number) => string[] | Promise<string[]> = () => [],
  fault: (body: string) => { Code?: string; SenderFault?: boolean } = () => ({}),
) {
  const requests: { url: string; bodies: string[] }[] = []
  const batch: SendBatch = async ({ QueueUrl, Entries }) => {
    const bodies = Entries.map(({ MessageBody }) => MessageBody)
    requests.push({ url: QueueUrl, bodies })
    const refused = await answer(bodies, requests.length)
    const left = Entries.filter(({ MessageBody }) => refused.includes(MessageBody))
    return { Failed: left.map(({ Id, MessageBody }) => ({ Id, ...fault(MessageBody) })) }
  }
  return { queues: sqsQueues(batch, urls), requests }
}

describe('messages to a queue', () => {
  it('share a request if they are sent in the same turn, each queue on its own', async () => {
    const { queues, requests } = fake()
    await Promise.all([queues.send('tax', ['a']), queues.send('bank', ['b']), queues.send('tax', ['c', 'd'])])
    expect(requests).toEqual([
      { url: 'tax', bodies: ['a', 'c', 'd'] },
      { url: 'bank', bodies: ['b'] },
    ])
  })

  it('name their group, each its own, though they share a request', async () => {
    const groups: (string | undefined)[] = []
    const batch: SendBatch = async ({ Entries }) => {
      groups.push(...Entries.map(({ MessageGroupId }) => MessageGroupId))
      return {}
    }
    const queues = sqsQueues(batch, urls)
    await Promise.all([queues.send('tax', ['a'], 'one'), queues.send('tax', ['b']), queues.send('tax', ['c'], 'two')])
    expect(groups).toEqual(['one', undefined, 'two'])
  })

  it('go to the queue of whom they are for, where each has one', async () => {
    const requests: string[] = []
    const batch: SendBatch = async ({ QueueUrl, Entries }) => {
      requests.push(`${QueueUrl} ${Entries.map(({ MessageBody }) => MessageBody)}`)
      return {}
    }
    const queues = sqsQueues(batch, { ...urls, receipts: 'receipts-' }, (url, to) => `${url}${to}`)
    const sent = [
      queues.send('receipts', ['a'], undefined, 'north'),
      queues.send('receipts', ['b'], undefined, 'south'),
      queues.send('receipts', ['c'], undefined, 'north'),
      queues.send('tax', ['d']),
    ]
    await Promise.all(sent)
    expect(requests.sort()).toEqual(['receipts-north a,c', 'receipts-south b', 'tax d'])
  })

  it('wait for the request under way, ten at a time; what is more than ten goes beside it', async () => {
    let release = () => {}
    const held = new Promise<void>((done) => {
      release = done
    })
    const { queues, requests } = fake(async (_, request) => {
      if (request === 1) await held
      return []
    })
    const first = queues.send('tax', ['first'])
    await turns(5)
    const few = Array.from({ length: 10 }, (_, n) => queues.send('tax', [`${n}`]))
    await turns(5)
    expect(requests).toHaveLength(1)
    const later = [...few, queues.send('tax', ['10']), queues.send('tax', ['11'])]
    await turns(5)
    expect(requests).toHaveLength(2)
    release()
    await Promise.all([first, ...later])
    expect(requests.map(({ bodies }) => bodies.length)).toEqual([1, 10, 2])
  })

  it('fail alone: who sent what was not taken hears of it, the others do not', async () => {
    const { queues, requests } = fake((bodies) => bodies.filter((body) => body === 'bad'))
    const sent = await Promise.allSettled([
      queues.send('tax', ['a']),
      queues.send('tax', ['bad']),
      queues.send('tax', ['b']),
    ])
    expect(sent.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(requests.slice(1).map(({ bodies }) => bodies)).toEqual([['bad'], ['bad'], ['bad'], ['bad']])
  })

  it('are sent again at once if SQS takes them the second time', async () => {
    const { queues, requests } = fake((bodies, request) => (request === 1 ? bodies.slice(1) : []))
    await queues.send('tax', ['a', 'b', 'c'])
    expect(requests.map(({ bodies }) => bodies)).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ])
  })

  it('that SQS will never take are answered with its reason, asked for once, and keep no other back', async () => {
    const fault = (body: string) => ({
      Code: 'AWS.SimpleQueueService.InvalidMessageContents',
      SenderFault: body === 'bad',
    })
    const { queues, requests } = fake((bodies) => bodies.filter((body) => body === 'bad'), fault)
    expect(await queues.send('tax', ['a', 'bad', 'b'])).toEqual([{ body: 'bad', reason: 'InvalidMessageContents' }])
    expect(requests.map(({ bodies }) => bodies)).toEqual([['a', 'bad', 'b']])
  })

  it('of a request refused as a whole for what it holds are sent one by one', async () => {
    const { queues } = fake((bodies) => {
      if (bodies.includes('bad')) throw Object.assign(new Error('no'), { name: 'InvalidMessageContents' })
      return []
    })
    expect(await queues.send('tax', ['a', 'bad', 'b'])).toEqual([{ body: 'bad', reason: 'InvalidMessageContents' }])
  })

  it('that fail for want of leave or patience are not refused for good, whosever fault SQS calls it', async () => {
    const { queues } = fake(
      (bodies) => bodies,
      () => ({ Code: 'KmsThrottled', SenderFault: true }),
    )
    await expect(queues.send('tax', ['a'])).rejects.toThrow('not taken')
  })

  it('after a queue out of reach go on when it is back', async () => {
    const { queues } = fake((_, request) => {
      if (request === 1) throw new Error('unreachable')
      return []
    })
    await expect(queues.send('tax', ['a', 'b'])).rejects.toThrow('unreachable')
    await queues.send('tax', ['c'])
  })

  it('arrive once each, in requests within the limits of SQS, whatever their sizes', async () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 200_000 }))
    await fc.assert(
      fc.asyncProperty(fc.array(size, { maxLength: 40 }), async (sizes) => {
        const { queues, requests } = fake()
        const bodies = sizes.map((length, n) => `${n}.`.padEnd(length, 'x'))
        await Promise.all(bodies.map((body) => queues.send('tax', [body])))
        expect(requests.flatMap((request) => request.bodies)).toEqual(bodies)
        for (const request of requests) {
          expect(request.bodies.length).toBeLessThanOrEqual(10)
          const bytes = request.bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0)
          expect(request.bodies.length === 1 || bytes <= 262_144).toBe(true)
        }
      }),
      { numRuns: 40 },
    )
  })
})

it('one text is always sent, however long it is', () => {
  expect(batchLength(['x'.repeat(1_000_000)])).toBe(1)
  expect(batchLength([])).toBe(0)
})
