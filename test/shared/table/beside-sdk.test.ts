/** The table by the lean wire and by the SDK: the same requests, and of the same answers the same comes. At once: both wait before they try again. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SQSClient } from '@aws-sdk/client-sqs'
import { describe, expect, it } from 'vitest'
import { dynamoSdk, sqsSdk } from '../../../infra/cli/support/sdk.ts'
import { type SendBatch, sqsQueues, sqsWire } from '../../../shared/sqs.ts'
import { dynamoTable, dynamoWire } from '../../../shared/table/dynamo.ts'
import { lagging, type Table } from '../../../shared/table/table.ts'
import { breaksOff, type Fate, hangsUp, refuses, says, startService } from '../wire/service.ts'

const region = 'cn-north-1'
const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
const key = { pk: 'P#1', sk: 'A' }
const item = { ...key, d: 'text', v: 7, p: new Uint8Array([0, 1, 254, 255]) }

/** What came of it, or the name of what was thrown. */
const outcomeOf = (doing: Promise<unknown>) =>
  doing.then(
    (value) => ({ value }),
    (error: Error) => ({ threw: error.name }),
  )

/** What both ask, and what comes of it. */
async function bothWays(use: (table: Table) => Promise<unknown>, ...fates: Fate[]) {
  const ways = [
    (endpoint: string) => dynamoWire({ region, credentials, endpoint }),
    (endpoint: string) => dynamoSdk(new DynamoDBClient({ region, credentials, endpoint, maxAttempts: 6 })),
  ]
  return Promise.all(
    ways.map(async (callsAt) => {
      const service = await startService(...fates)
      const outcome = await outcomeOf(use(dynamoTable(callsAt(service.endpoint), 'table')))
      service.stop()
      const asked = service.asked.map(({ headers, body }) => {
        const { ClientRequestToken, ...input } = JSON.parse(body)
        return {
          target: headers['x-amz-target'],
          type: headers['content-type'],
          token: typeof ClientRequestToken,
          input,
        }
      })
      const tokens = new Set(service.asked.map(({ body }) => JSON.parse(body).ClientRequestToken))
      return { outcome, asked, tokens: tokens.size }
    }),
  )
}

const wireItem = { pk: { S: 'P#1' }, sk: { S: 'A' }, d: { S: 'text' }, v: { N: '7' }, p: { B: 'AAH+/w==' } }
const empty = says(200, {})

describe.concurrent.each<[string, (table: Table) => Promise<unknown>, Fate]>([
  ['a read', (table) => table.get(key), says(200, { Item: wireItem })],
  ['a read of nothing', (table) => table.get(key), empty],
  ['many reads', (table) => table.getMany([key]), says(200, { Responses: { table: [wireItem] } })],
  ['a query', (table) => table.query({ pk: 'P#1', from: 'A', to: 'B', limit: 2 }), says(200, { Items: [wireItem] })],
  [
    'a query behind an item',
    (table) => table.query({ pk: 'P#1', after: item, backwards: true }),
    says(200, { Items: [] }),
  ],
  ['a page of a scan', (table) => table.scan(), says(200, { Items: [wireItem], LastEvaluatedKey: { pk: { S: 'x' } } })],
  [
    'many reads that may lag',
    (table) => table.getMany([key], lagging),
    says(200, { Responses: { table: [wireItem] } }),
  ],
  ['a query that may lag', (table) => table.query({ pk: 'P#1', ...lagging }), says(200, { Items: [wireItem] })],
  ['a page of a scan that may lag', (table) => table.scan('eyJwayI6IngifQ', lagging), says(200, { Items: [wireItem] })],
  ['a put', (table) => table.write({ put: item, if: 'absent' }), empty],
  ['many puts', (table) => table.putMany([item]), empty],
  ['an update', (table) => table.write({ update: key, set: { v: 8 }, unset: ['d'], if: 'present' }), empty],
  ['a removal', (table) => table.write({ remove: key, if: { attr: 'v', equals: 7 } }), empty],
  ['a transaction', (table) => table.transact([{ put: item }, { check: { pk: 'x', sk: 'y' }, if: 'absent' }]), empty],
])('%s', (_what, use, answer) => {
  it('is the same request with the same result', async () => {
    const [wire, sdk] = await bothWays(use, answer)
    expect(wire).toEqual(sdk)
    expect(wire?.asked).toHaveLength(1)
  })

  it.each<[string, Fate[]]>([
    ['throttled', [refuses('ProvisionedThroughputExceededException')]],
    ['a fault of the service', [says(500, { __type: 'InternalServerError' })]],
    ['a connection that ends', [hangsUp]],
    ['an answer that breaks off', [breaksOff]],
    ['an access that is denied', [refuses('AccessDeniedException')]],
    ['a table that is not there', [refuses('ResourceNotFoundException')]],
  ])('%s: the same comes of it', async (_fault, faults) => {
    const [wire, sdk] = await bothWays(use, ...faults, answer)
    expect(wire?.outcome).toEqual(sdk?.outcome)
    expect(wire?.asked.map(({ input }) => input)).toEqual(sdk?.asked.map(({ input }) => input))
    // Made again, a transaction is the same one: the service does it once.
    expect(wire?.tokens).toBe(1)
  })
})

describe.concurrent('a batch of puts', () => {
  const items = [item, { ...item, sk: 'B' }]
  const left = (sk: string) => ({ PutRequest: { Item: { ...wireItem, sk: { S: sk } } } })
  const leaves = (...sks: string[]) => says(200, { UnprocessedItems: { table: sks.map(left) } })
  const put = (table: Table) => table.putMany(items)

  it('puts what was left again, and nothing else', async () => {
    const [wire, sdk] = await bothWays(put, leaves('B'), leaves('B'), empty)
    expect(wire).toEqual(sdk)
    const asked = wire?.asked.map(({ input }) => input.RequestItems.table)
    expect(asked).toEqual([[left('A'), left('B')], [left('B')], [left('B')]])
  })

  it('does not put for longer than its caller has, and says so as the service would', async () => {
    const [wire] = await bothWays(put, ...Array<Fate>(20).fill(leaves('A')))
    expect(wire?.outcome).toEqual({ threw: 'ProvisionedThroughputExceededException' })
    expect(wire?.asked.length).toBeGreaterThan(2)
    expect(wire?.asked.length).toBeLessThan(8)
  })
})

describe.concurrent('conditions that fail', () => {
  const cancelled = (...codes: string[]) =>
    refuses('TransactionCanceledException', 400, { CancellationReasons: codes.map((Code) => ({ Code })) })
  const two = (table: Table) => table.transact([{ put: item }, { remove: key }])

  it.each<[string, (table: Table) => Promise<unknown>, ...Fate[]]>([
    ['of a write', (table) => table.write({ put: item, if: 'absent' }), refuses('ConditionalCheckFailedException')],
    ['of a transaction', two, cancelled('None', 'ConditionalCheckFailed')],
    ['another transaction in the way', two, cancelled('TransactionConflict', 'None')],
    ['too much asked of one of its items', two, cancelled('ThrottlingError', 'None')],
    ['the same one still under way', two, refuses('TransactionInProgressException'), cancelled('None', 'None')],
    ['what is no item', two, cancelled('ValidationError', 'None')],
  ])('%s: the same is said of it', async (_what, use, ...fates) => {
    const [wire, sdk] = await bothWays(use, ...fates)
    expect(wire).toEqual(sdk)
  })
})

describe.concurrent('messages', () => {
  const ways = [
    (endpoint: string): SendBatch => sqsWire({ region, credentials, endpoint }),
    (endpoint: string): SendBatch =>
      sqsSdk(new SQSClient({ region, credentials, endpoint, md5: false, useQueueUrlAsEndpoint: false })),
  ]
  const refused = { Failed: [{ Id: '1', Code: 'InvalidMessageContents', SenderFault: true, Message: 'no' }] }

  it.each<[string, Fate[]]>([
    ['taken', [says(200, { Successful: [] })]],
    ['refused for good, one of two', [says(200, refused)]],
    ['refused whole', [refuses('BatchRequestTooLong')]],
    ['throttled at first', [refuses('RequestThrottled'), says(200, { Successful: [] })]],
    ['lost on the way at first', [hangsUp, says(200, { Successful: [] })]],
    ['sent to a queue that is not there', [refuses('QueueDoesNotExist')]],
  ])('%s: the same requests, and the same comes of it', async (_what, fates) => {
    const [wire, sdk] = await Promise.all(
      ways.map(async (batchesAt) => {
        const service = await startService(...fates)
        const queues = sqsQueues(batchesAt(service.endpoint), { tax: 'https://sqs.example.com/1/tax' } as never)
        const outcome = await outcomeOf(queues.send('tax', ['{"a":1}', '{"b":2}'], 'group'))
        service.stop()
        return {
          outcome,
          asked: service.asked.map(({ headers, body }) => [headers['x-amz-target'], JSON.parse(body)]),
        }
      }),
    )
    expect(wire).toEqual(sdk)
  })
})
