import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { type FauxqsServer, startFauxqs } from 'fauxqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { batches, inItsTurn, openInbox } from '../../../../infra/cli/messages/inbox.ts'

let server: FauxqsServer
beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1' })
})
afterAll(() => server.stop())

test('everything sent lies in the queue, whatever the number of batches', async () => {
  const region = 'cn-north-1'
  const endpoint = `http://127.0.0.1:${server.port}`
  server.createQueue('inbox', { region })
  const queue = `${endpoint}/000000000000/inbox`
  const bodies = Array.from({ length: 23 }, (_, i) => JSON.stringify({ id: `e-${i}`, text: '您好' }))
  expect(await openInbox({ sqs: endpoint, queue, region }).send(bodies)).toEqual([])
  const client = new SQSClient({ region, endpoint, credentials: { accessKeyId: 'x', secretAccessKey: 'x' } })
  const received: string[] = []
  for (let i = 0; i < 10 && received.length < bodies.length; i++) {
    const answer = await client.send(new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10 }))
    received.push(...(answer.Messages ?? []).map(({ Body = '' }) => Body))
  }
  expect(received.sort()).toEqual([...bodies].sort())
  client.destroy()
})

test('a message takes turns by its source', () => {
  const MessageBody = JSON.stringify({ source: 'urn:partner:tax-13' })
  expect(inItsTurn(MessageBody)).toEqual({ MessageBody, MessageGroupId: 'urn:partner:tax-13' })
  expect(inItsTurn('{"source":""}')).toEqual({ MessageBody: '{"source":""}' })
})

test('a batch holds at most ten messages and 240,000 bytes', () => {
  expect(batches(Array.from({ length: 21 }, () => 'x')).map((batch) => batch.length)).toEqual([10, 10, 1])
  expect(batches(['x'.repeat(200_000), '字'.repeat(20_000), 'x'])).toEqual([[0], [1, 2]])
  expect(batches([])).toEqual([])
})
