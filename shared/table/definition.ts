/** The one table's definition for DynamoDB; the CDK stack and the local stack both make it from here. */
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb'
import type { IndexName } from './table.ts'

/** Key attributes of the indexes. Items without them are not in the index. */
export const indexKeys: Record<IndexName, { pk: string; sk: string }> = {
  /** What falls due by when? Cases, parked events, journals with something left to send; sharded. */
  due: { pk: 'due', sk: 'due_at' },
  /** What is there for this person in office? Tasks by owner, rejected events. */
  lists: { pk: 'list', sk: 'list_at' },
}

/** Attribute holding the time to live, in epoch seconds. */
export const ttlAttribute = 'ttl'

/**
 * The table as DynamoDB creates it. Indexes hold keys only: they find, the table tells. Its stream brings each item as it
 * is after a write, for what is kept apart (`functions/records`).
 */
export function tableDefinition(name: string): CreateTableCommandInput {
  const attributes = ['pk', 'sk', ...Object.values(indexKeys).flatMap((keys) => [keys.pk, keys.sk])]
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: Object.entries(indexKeys).map(([IndexName, keys]) => ({
      IndexName,
      KeySchema: [
        { AttributeName: keys.pk, KeyType: 'HASH' },
        { AttributeName: keys.sk, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  }
}
