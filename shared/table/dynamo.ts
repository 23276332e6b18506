/** The table on DynamoDB. */
import { randomUUID } from 'node:crypto'
import { openWire, type WireOptions } from '../wire/wire.ts'
import { indexKeys } from './definition.ts'
import type { Condition, Item, Key, Page, Query, ScanPart, Table, Transacted, Value, Write } from './table.ts'

/** A value as DynamoDB's JSON has it: bytes in base64. */
export interface Attribute {
  S?: string
  N?: string
  B?: string
}
/** An item, or a key, as DynamoDB's JSON has it. */
export type Attributes = Record<string, Attribute>

function attribute(value: Value): Attribute {
  if (typeof value === 'string') return { S: value }
  return typeof value === 'number' ? { N: String(value) } : { B: base64(value) }
}

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

/** An item as DynamoDB's JSON has it. */
export function attributes(item: Record<string, Value>): Attributes {
  const result: Attributes = {}
  for (const [name, value] of Object.entries(item)) result[name] = attribute(value)
  return result
}

function bytesOf(text: string): Uint8Array {
  const { buffer, byteOffset, byteLength } = Buffer.from(text, 'base64')
  return new Uint8Array(buffer, byteOffset, byteLength)
}

/** The item that DynamoDB's JSON tells of. */
export function itemOf(stored: Attributes): Item {
  const item: Record<string, Value> = {}
  for (const [name, value] of Object.entries(stored)) {
    if (value.S !== undefined) item[name] = value.S
    else if (value.N !== undefined) item[name] = Number(value.N)
    else if (value.B !== undefined) item[name] = bytesOf(value.B)
  }
  return item as Item
}

const keyOf = ({ pk, sk }: Key): Attributes => ({ pk: { S: pk }, sk: { S: sk } })

/** Cursors are opaque to callers. */
const cursorOf = (key: Attributes | undefined) =>
  key ? Buffer.from(JSON.stringify(itemOf(key))).toString('base64url') : undefined
const startOf = (cursor: string | undefined) =>
  cursor === undefined ? undefined : attributes(JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Item)

interface Expression {
  ConditionExpression?: string
  ExpressionAttributeNames?: Record<string, string>
  ExpressionAttributeValues?: Attributes
}

function conditionOf(condition: Condition | undefined): Expression {
  if (condition === undefined) return {}
  if (condition === 'absent') return { ConditionExpression: 'attribute_not_exists(pk)' }
  if (condition === 'present') return { ConditionExpression: 'attribute_exists(pk)' }
  return {
    ConditionExpression: '#c = :c',
    ExpressionAttributeNames: { '#c': condition.attr },
    ExpressionAttributeValues: { ':c': attribute(condition.equals) },
  }
}

function updateOf(write: Extract<Write, { update: Key }>) {
  const sets = Object.entries(write.set ?? {})
  const unsets = write.unset ?? []
  const adds = Object.entries(write.add ?? {})
  const condition = conditionOf(write.if)
  const names = { ...condition.ExpressionAttributeNames }
  const values = { ...condition.ExpressionAttributeValues }
  for (const [index, [name, value]] of sets.entries()) {
    names[`#s${index}`] = name
    values[`:s${index}`] = attribute(value)
  }
  for (const [index, name] of unsets.entries()) names[`#u${index}`] = name
  for (const [index, [name, more]] of adds.entries()) {
    names[`#a${index}`] = name
    values[`:a${index}`] = attribute(more)
  }
  const clauses = [
    sets.length ? `SET ${sets.map((_, i) => `#s${i} = :s${i}`).join(', ')}` : '',
    unsets.length ? `REMOVE ${unsets.map((_, i) => `#u${i}`).join(', ')}` : '',
    adds.length ? `ADD ${adds.map((_, i) => `#a${i} :a${i}`).join(', ')}` : '',
  ]
  return {
    ...condition,
    UpdateExpression: clauses.filter(Boolean).join(' '),
    ExpressionAttributeNames: names,
    ...(Object.keys(values).length ? { ExpressionAttributeValues: values } : {}),
  }
}

function transactItem(TableName: string, write: Write) {
  if ('put' in write) return { Put: { TableName, Item: attributes(write.put), ...conditionOf(write.if) } }
  if ('remove' in write) return { Delete: { TableName, Key: keyOf(write.remove), ...conditionOf(write.if) } }
  if ('check' in write) {
    const condition = conditionOf(write.if)
    const ConditionExpression = condition.ConditionExpression ?? 'attribute_exists(pk)'
    return { ConditionCheck: { TableName, Key: keyOf(write.check), ...condition, ConditionExpression } }
  }
  return { Update: { TableName, Key: keyOf(write.update), ...updateOf(write) } }
}

interface Cancelled {
  name: string
  CancellationReasons?: { Code?: string }[]
}

/** Conditions that failed; none when another transaction was in the way. Other errors are thrown on. */
function cancellation(error: unknown): Transacted {
  const { name, CancellationReasons = [] } = error as Cancelled
  if (name === 'TransactionInProgressException') return { ok: false, failed: [] }
  if (name !== 'TransactionCanceledException') throw error
  const codes = CancellationReasons.map((reason) => reason.Code ?? 'None')
  const known = [
    'None',
    'ConditionalCheckFailed',
    'TransactionConflict',
    'ThrottlingError',
    'ProvisionedThroughputExceeded',
  ]
  if (codes.some((code) => !known.includes(code))) throw error
  return { ok: false, failed: codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : [])) }
}

const conditionFailed = (error: unknown) => (error as Error).name === 'ConditionalCheckFailedException'

/** Operations that the table uses. */
export type Operation =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'Scan'
  | 'PutItem'
  | 'BatchWriteItem'
  | 'DeleteItem'
  | 'UpdateItem'
  | 'TransactWriteItems'

/** What answers hold, as far as the table reads them. */
interface Answers {
  GetItem: { Item?: Attributes }
  BatchGetItem: {
    Responses?: Record<string, Attributes[]>
    UnprocessedKeys?: Record<string, { Keys?: Attributes[] }>
  }
  Query: { Items?: Attributes[]; LastEvaluatedKey?: Attributes }
  Scan: { Items?: Attributes[]; LastEvaluatedKey?: Attributes }
  PutItem: unknown
  BatchWriteItem: { UnprocessedItems?: Record<string, object[]> }
  DeleteItem: unknown
  UpdateItem: unknown
  TransactWriteItems: unknown
}

/** Makes a call and answers what came of it. Throws an Error by the service's name for it. */
export type DynamoCall = <O extends Operation>(operation: O, input: object) => Promise<Answers[O]>

/** Calls by the lean wire. */
export const dynamoWire = (options: Omit<WireOptions, 'service' | 'target'>): DynamoCall =>
  openWire({ service: 'dynamodb', target: 'DynamoDB_20120810', ...options })

/** The table `TableName` behind these calls. */
export function dynamoTable(call: DynamoCall, TableName: string): Table {
  return {
    async get(key) {
      const { Item } = await call('GetItem', { TableName, Key: keyOf(key), ConsistentRead: true })
      return Item && itemOf(Item)
    },

    async getMany(keys, how) {
      const found: Item[] = []
      let wanted = keys.map(keyOf)
      while (wanted.length > 0) {
        const Keys = wanted.slice(0, 100)
        const asked = { RequestItems: { [TableName]: { Keys, ...consistency(how) } } }
        const { Responses, UnprocessedKeys } = await call('BatchGetItem', asked)
        found.push(...(Responses?.[TableName] ?? []).map(itemOf))
        wanted = [...(UnprocessedKeys?.[TableName]?.Keys ?? []), ...wanted.slice(100)]
      }
      return found
    },

    query: (query) => ask(call, TableName, query),

    async write(write) {
      try {
        if ('put' in write) {
          await call('PutItem', { TableName, Item: attributes(write.put), ...conditionOf(write.if) })
        } else if ('remove' in write) {
          await call('DeleteItem', { TableName, Key: keyOf(write.remove), ...conditionOf(write.if) })
        } else {
          await call('UpdateItem', { TableName, Key: keyOf(write.update), ...updateOf(write) })
        }
        return true
      } catch (error) {
        if (conditionFailed(error)) return false
        throw error
      }
    },

    putMany: (items) => putMany(call, TableName, items),

    async transact(writes) {
      try {
        const TransactItems = writes.map((write) => transactItem(TableName, write))
        await call('TransactWriteItems', { TransactItems, ClientRequestToken: randomUUID() })
        return { ok: true }
      } catch (error) {
        return cancellation(error)
      }
    },

    scan: (cursor, how) => scan(call, TableName, { ...how, ...(cursor === undefined ? {} : { cursor }) }),
  }
}

/** What was not taken is put again within this time: with the call that is the last, a desk's function still answers. */
const putAgainMs = 400
const batchOfPuts = 25

async function putMany(call: DynamoCall, TableName: string, items: readonly Item[]): Promise<void> {
  const began = performance.now()
  let wanted: object[] = items.map((item) => ({ PutRequest: { Item: attributes(item) } }))
  for (let pauseMs = 25; wanted.length > 0; ) {
    const RequestItems = { [TableName]: wanted.slice(0, batchOfPuts) }
    const { UnprocessedItems } = await call('BatchWriteItem', { RequestItems })
    const left = UnprocessedItems?.[TableName] ?? []
    wanted = [...left, ...wanted.slice(batchOfPuts)]
    if (left.length === 0) continue
    if (performance.now() - began + pauseMs > putAgainMs) throw notTaken()
    const pause = Math.random() * pauseMs
    await new Promise<void>((done) => setTimeout(done, pause))
    pauseMs *= 2
  }
}

/** As the service itself says it where it takes none of a batch. */
const notTaken = () =>
  Object.assign(new Error('items of a batch were not taken'), { name: 'ProvisionedThroughputExceededException' })

/** Strong, unless what is some seconds old will do. */
const consistency = (how: { lagging?: boolean } = {}) => (how.lagging ? {} : { ConsistentRead: true })

async function scan(
  call: DynamoCall,
  TableName: string,
  { cursor, part, ...how }: { cursor?: string; lagging?: boolean; part?: ScanPart },
): Promise<Page> {
  const ExclusiveStartKey = startOf(cursor)
  const start = ExclusiveStartKey ? { ExclusiveStartKey } : {}
  const segment = part ? { Segment: part.index, TotalSegments: part.of } : {}
  const asked = { TableName, ...consistency(how), ...segment, ...start }
  const { Items = [], LastEvaluatedKey } = await call('Scan', asked)
  const next = cursorOf(LastEvaluatedKey)
  return { items: Items.map(itemOf), ...(next ? { cursor: next } : {}) }
}

/** The place of an item in its table or index, as the service names it: the keys of both. */
function startBehind(item: Item, keys: { pk: string; sk: string }): Attributes {
  const names = new Set(['pk', 'sk', keys.pk, keys.sk])
  return attributes(Object.fromEntries([...names].map((name) => [name, item[name] as Value])) as Item)
}

async function ask(call: DynamoCall, TableName: string, query: Query): Promise<Page> {
  const keys = query.index ? indexKeys[query.index] : { pk: 'pk', sk: 'sk' }
  const values: Attributes = { ':pk': { S: query.pk } }
  let range = ''
  if (query.from !== undefined) values[':from'] = { S: query.from }
  if (query.to !== undefined) values[':to'] = { S: query.to }
  if (query.from !== undefined && query.to !== undefined) range = ' AND #sk BETWEEN :from AND :to'
  else if (query.from !== undefined) range = ' AND #sk >= :from'
  else if (query.to !== undefined) range = ' AND #sk <= :to'
  const ExclusiveStartKey = startOf(query.cursor) ?? (query.after && startBehind(query.after, keys))
  const { Items = [], LastEvaluatedKey } = await call('Query', {
    TableName,
    ...(query.index ? { IndexName: query.index } : consistency(query)),
    KeyConditionExpression: `#pk = :pk${range}`,
    ExpressionAttributeNames: range ? { '#pk': keys.pk, '#sk': keys.sk } : { '#pk': keys.pk },
    ExpressionAttributeValues: values,
    ScanIndexForward: !query.backwards,
    ...(query.limit ? { Limit: query.limit } : {}),
    ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
  })
  const cursor = cursorOf(LastEvaluatedKey)
  return { items: Items.map(itemOf), ...(cursor ? { cursor } : {}) }
}
