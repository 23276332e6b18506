import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { type FauxqsServer, startFauxqs } from 'fauxqs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { redrive, run } from '../../../../infra/cli/messages/redrive.ts'

let server: FauxqsServer
let client: SQSClient
let endpoint: string
let queue: string
let count = 0

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false })
  endpoint = `http://127.0.0.1:${server.port}`
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  client = new SQSClient({ endpoint, region: 'cn-north-1', credentials })
})
afterAll(async () => {
  client.destroy()
  await server.stop()
})
beforeEach(async () => {
  count += 1
  queue = `q${count}`
  for (const QueueName of [queue, `${queue}-dlq`]) await client.send(new CreateQueueCommand({ QueueName }))
})

const url = (name: string) => `${endpoint}/000000000000/${name}`
const noPause = async () => {}

async function fill(name: string, bodies: readonly string[]): Promise<void> {
  for (const MessageBody of bodies) await client.send(new SendMessageCommand({ QueueUrl: url(name), MessageBody }))
}

async function bodiesIn(name: string): Promise<string[]> {
  const found: string[] = []
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: url(name), MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
    )
    if (Messages.length === 0) return found.sort()
    found.push(...Messages.map(({ Body = '' }) => Body))
  }
}

async function countIn(name: string): Promise<number> {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url(name), AttributeNames: ['ApproximateNumberOfMessages'] }),
  )
  return Number(Attributes?.ApproximateNumberOfMessages)
}

const letters = Array.from({ length: 23 }, (_, index) => `letter ${String(index).padStart(2, '0')}`)

describe('dead letters go back', () => {
  test('all of them, unchanged, and none stays behind', async () => {
    await fill(`${queue}-dlq`, letters)
    expect(await redrive(client, { queue, rate: 1000 }, noPause)).toEqual({ moved: 23, failed: 0, left: 0 })
    expect(await bodiesIn(queue)).toEqual(letters)
    expect(await countIn(`${queue}-dlq`)).toBe(0)
  })

  test('message attributes go along', async () => {
    const MessageAttributes = { kind: { DataType: 'String', StringValue: 'wake' } }
    await client.send(new SendMessageCommand({ QueueUrl: url(`${queue}-dlq`), MessageBody: 'x', MessageAttributes }))
    await redrive(client, { queue, rate: 10 }, noPause)
    const { Messages } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: url(queue), MessageAttributeNames: ['All'] }),
    )
    expect(Messages?.[0]?.MessageAttributes).toMatchObject({ kind: { StringValue: 'wake' } })
  })

  test('no more than asked for', async () => {
    await fill(`${queue}-dlq`, letters)
    expect(await redrive(client, { queue, rate: 1000, max: 12 }, noPause)).toEqual({ moved: 12, failed: 0, left: 11 })
    expect(await countIn(queue)).toBe(12)
  })

  test('slowly: the pauses add up to messages by rate', async () => {
    await fill(`${queue}-dlq`, letters)
    let paused = 0
    await redrive(client, { queue, rate: 4 }, async (ms) => {
      paused += ms
    })
    expect(paused).toBe((letters.length / 4) * 1000)
  })

  test('what fails again meanwhile stays: it does not go round for ever', async () => {
    await fill(`${queue}-dlq`, letters.slice(0, 3))
    const result = await redrive(client, { queue, rate: 1 }, () => fill(`${queue}-dlq`, ['failed again']))
    expect(result.moved).toBe(3)
    expect(result.left).toBe(3)
  })

  test('large messages that fit no common batch go one by one', async () => {
    const large = ['a', 'b', 'c'].map((letter) => letter.repeat(200 * 1024))
    await fill(`${queue}-dlq`, large)
    expect(await redrive(client, { queue, rate: 100 }, noPause)).toEqual({ moved: 3, failed: 0, left: 0 })
    expect((await bodiesIn(queue)).map(({ length }) => length)).toEqual(large.map(({ length }) => length))
  })

  test('stopped between sending and deleting, a letter is there twice and never lost', async () => {
    await fill(`${queue}-dlq`, ['once'])
    const dying = new SQSClient({
      endpoint,
      region: 'cn-north-1',
      credentials: { accessKeyId: 'l', secretAccessKey: 'l' },
    })
    const send = dying.send.bind(dying) as (command: object) => Promise<unknown>
    dying.send = ((command: object) => {
      if (command.constructor.name === 'DeleteMessageBatchCommand') throw new Error('killed')
      return send(command)
    }) as typeof dying.send
    await expect(redrive(dying, { queue, rate: 1 }, noPause)).rejects.toThrow('killed')
    expect(await bodiesIn(queue)).toEqual(['once'])
    const hidden = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl: url(`${queue}-dlq`),
        AttributeNames: ['ApproximateNumberOfMessagesNotVisible'],
      }),
    )
    expect(hidden.Attributes?.ApproximateNumberOfMessagesNotVisible).toBe('1')
  })

  test('what the queue refuses stays among the dead letters', async () => {
    await fill(`${queue}-dlq`, ['good', 'bad'])
    const refusing = new SQSClient({
      endpoint,
      region: 'cn-north-1',
      credentials: { accessKeyId: 'l', secretAccessKey: 'l' },
    })
    const send = refusing.send.bind(refusing) as (command: object) => Promise<unknown>
    refusing.send = (async (command: object) => {
      if (!(command instanceof SendMessageBatchCommand)) return send(command)
      const { QueueUrl, Entries = [] } = command.input
      const bad = Entries.find(({ MessageBody }) => MessageBody === 'bad')
      const good = Entries.filter((entry) => entry !== bad)
      if (good.length > 0) await send(new SendMessageBatchCommand({ QueueUrl, Entries: good }))
      return { Failed: bad ? [{ Id: bad.Id, Code: 'InternalError' }] : [] }
    }) as typeof refusing.send
    expect(await redrive(refusing, { queue, rate: 10 }, noPause)).toMatchObject({ moved: 1, failed: 1 })
    expect(await bodiesIn(queue)).toEqual(['good'])
  })
})

describe('the command line', () => {
  async function command(...args: string[]) {
    const lines: string[] = []
    const note = (text: string) => void lines.push(text)
    return { code: await run(args, { out: note, err: note }), text: lines.join('\n') }
  }

  test('says what it did and that all is done', async () => {
    await fill(`${queue}-dlq`, ['a', 'b'])
    const { code, text } = await command(queue, '--endpoint', endpoint, '--rate', '100')
    expect(code).toBe(0)
    expect(text).toBe(`${queue}：放回 2 条，没有放回 0 条，死信队列还有约 0 条`)
  })

  test('tells by its status that some are left', async () => {
    await fill(`${queue}-dlq`, ['a', 'b'])
    expect((await command(queue, '--endpoint', endpoint, '--max', '1')).code).toBe(1)
  })

  test('a stage stands before the queue’s name', async () => {
    const { code, text } = await command('tax', '--stage', 'prod', '--endpoint', endpoint)
    expect(code).toBe(2)
    expect(text).toContain('mianshen-prod-tax')
  })

  test.each([
    ['no queue', []],
    ['two queues', ['a', 'b']],
    ['a rate of nothing', ['a', '--rate', '0']],
    ['a rate that is no number', ['a', '--rate', 'slow']],
    ['no message at most', ['a', '--max', '0']],
    ['an unknown option', ['a', '--fast']],
  ])('explains itself for %s', async (_, args) => {
    const { code, text } = await command(...args)
    expect(code).toBe(2)
    expect(text).toContain('用法')
  })
})
