import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually, startTestSqs, testDir } from '../support.ts'

let dir: string
let remove: () => void
let sqs: Awaited<ReturnType<typeof startTestSqs>>

beforeEach(() => {
  ;({ dir, remove } = testDir())
})
afterEach(async () => {
  await sqs.stop()
  remove()
})

const send = (body: string) => sqs.client.send(new SendMessageCommand({ QueueUrl: sqs.url('tax'), MessageBody: body }))
const receive = async (wait = 0) => {
  const command = { QueueUrl: sqs.url('tax'), WaitTimeSeconds: wait, MaxNumberOfMessages: 10 }
  return (await sqs.client.send(new ReceiveMessageCommand(command))).Messages ?? []
}

describe('the SQS server', { timeout: 30_000 }, () => {
  it('listens on loopback only', async () => {
    sqs = await startTestSqs({ dir })
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter((address) => !address.internal && address.family === 'IPv4')
    for (const { address } of outside) expect(await canConnect(address, sqs.port)).toBe(false)
    expect(await canConnect('127.0.0.1', sqs.port)).toBe(true)
  })

  it('gives queue URLs that every machine resolves', async () => {
    sqs = await startTestSqs({ dir })
    const { QueueUrl } = await sqs.client.send(new GetQueueUrlCommand({ QueueName: 'inbox' }))
    expect(QueueUrl).toBe(`http://127.0.0.1:${sqs.port}/000000000000/inbox`)
  })

  it('gives a message at once to who waits, not to one who waited and died', async () => {
    sqs = await startTestSqs({ dir })
    const gone = new AbortController()
    const wait = { QueueUrl: sqs.url('tax'), WaitTimeSeconds: 20 }
    const dead = sqs.client.send(new ReceiveMessageCommand(wait), { abortSignal: gone.signal })
    await new Promise((resolve) => setTimeout(resolve, 200))
    gone.abort()
    await expect(dead).rejects.toThrow()
    await send('for the living')
    expect((await receive(1)).map((message) => message.Body)).toEqual(['for the living'])
  })

  it('keeps queues, messages and what is deleted through a kill when it has a directory', async () => {
    sqs = await startTestSqs({ dir, persistent: true })
    await send('stays')
    await send('goes')
    for (const message of await receive()) {
      if (message.Body !== 'goes') continue
      const { ReceiptHandle } = message
      await sqs.client.send(new DeleteMessageCommand({ QueueUrl: sqs.url('tax'), ReceiptHandle }))
    }
    const before = sqs.pid()
    process.kill(before, 'SIGKILL')
    const kept = await eventually(async () => {
      const response = await fetch(`http://127.0.0.1:${sqs.port}/_fauxqs/queues/tax`).catch(() => undefined)
      const queue = (await response?.json()) as { messages: { inflight: { message: { body: string } }[] } } | undefined
      return queue?.messages.inflight.map((held) => held.message.body)
    })
    expect(kept).toEqual(['stays'])
  })

  it('empties queues of an older release that its directory still has: nothing that was on its way is lost', async () => {
    sqs = await startTestSqs({ dir, persistent: true })
    const put = async (QueueName: string, MessageBody: string) => {
      const { QueueUrl } = await sqs.client.send(new CreateQueueCommand({ QueueName }))
      await sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody }))
    }
    await put('maternity-allowance', 'waits')
    await put('registers', 'in hand')
    await put('registers-dlq', 'failed')
    const QueueUrl = sqs.url('registers')
    expect((await sqs.client.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toHaveLength(1)
    process.kill(sqs.pid(), 'SIGKILL')
    const bodiesIn = async (name: string) => {
      const received = await sqs.client
        .send(new ReceiveMessageCommand({ QueueUrl: sqs.url(name), MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }))
        .catch(() => undefined)
      const bodies = received?.Messages?.map(({ Body }) => Body)
      return bodies?.length ? bodies.sort() : undefined
    }
    expect(await eventually(() => bodiesIn('steady'))).toEqual(['in hand', 'waits'])
    expect(await bodiesIn('steady-dlq')).toEqual(['failed'])
    await expect(sqs.client.send(new GetQueueUrlCommand({ QueueName: 'registers' }))).rejects.toThrow('does not exist')
  })

  it('gives a message given back at once to the next, with a directory too', async () => {
    sqs = await startTestSqs({ dir, persistent: true })
    await send('hot')
    const [message] = await receive()
    const back = { QueueUrl: sqs.url('tax'), ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 0 }
    await sqs.client.send(new ChangeMessageVisibilityCommand(back))
    expect((await receive()).map((again) => again.Body)).toEqual(['hot'])
  })

  it('takes every letter that SQS takes, beyond the basic plane too, and refuses what SQS refuses', async () => {
    sqs = await startTestSqs({ dir })
    const letters = '𠮷野家 👶 \u{10ffff} \ufffd 小满\n'
    await send(letters)
    expect((await receive()).map(({ Body }) => Body)).toEqual([letters])
    for (const refused of ['\u0001', '\ufffe']) await expect(send(refused)).rejects.toThrow('Invalid characters')
  })
})

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}
