/**
 * The table and the queues by the SDK instead of the lean wire: for the tools of operators, who come with profiles, single
 * sign-on and roles to assume, and as the reference that the wire is held against.
 */
import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { SendBatch } from '../../../shared/sqs.ts'
import type { DynamoCall, Operation } from '../../../shared/table/dynamo.ts'

const commands = {
  GetItem: GetItemCommand,
  BatchGetItem: BatchGetItemCommand,
  BatchWriteItem: BatchWriteItemCommand,
  Query: QueryCommand,
  Scan: ScanCommand,
  PutItem: PutItemCommand,
  DeleteItem: DeleteItemCommand,
  UpdateItem: UpdateItemCommand,
  TransactWriteItems: TransactWriteItemsCommand,
} as const satisfies Record<Operation, unknown>

/** A client of a region, or of a DynamoDB on this machine at `endpoint`, which takes any credentials. */
export function dynamoAt({ region, endpoint }: { region?: string | undefined; endpoint?: string | undefined }) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  return new DynamoDBClient({
    // A tool that goes through a whole table meets a moment in which that has too much to do.
    maxAttempts: 10,
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint, region: region ?? 'cn-north-1', credentials }),
  })
}

/** Calls of the table by an SDK client. */
export function dynamoSdk(client: Pick<DynamoDBClient, 'send'>): DynamoCall {
  return (async (operation: Operation, input: object) => {
    const Command = commands[operation] as unknown as new (input: object) => GetItemCommand
    return withText(await client.send(new Command(withBytes(input) as object)))
  }) as DynamoCall
}

/** Batches of messages by an SDK client. */
export function sqsSdk(client: Pick<SQSClient, 'send'>): SendBatch {
  return async (batch) => {
    const { Failed = [] } = await client.send(new SendMessageBatchCommand(batch))
    return { Failed: Failed.map(({ Id, Code, SenderFault }) => ({ Id, Code, SenderFault })) }
  }
}

/** A value as the wire writes it, with bytes as the SDK takes them. */
const withBytes = (value: unknown): unknown =>
  mapped(value, ({ B }) => (typeof B === 'string' ? ({ B: Buffer.from(B, 'base64') } as AttributeValue) : undefined))

/** A value as the SDK answers it, with bytes as the wire writes them. */
const withText = (value: unknown): unknown =>
  mapped(value, ({ B }) => (B instanceof Uint8Array ? { B: Buffer.from(B).toString('base64') } : undefined))

function mapped(value: unknown, attribute: (value: { B?: unknown }) => object | undefined): unknown {
  if (Array.isArray(value)) return value.map((one) => mapped(one, attribute))
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  const made = attribute(value)
  if (made) return made
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapped(one, attribute)]))
}
