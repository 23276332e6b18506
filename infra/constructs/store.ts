/** What is kept: the one table, the secret keys, and the keys that encrypt both. */

import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  type StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb'
import { Key } from 'aws-cdk-lib/aws-kms'
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager'
import { RemovalPolicy } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { tableDefinition, ttlAttribute } from '../../shared/table/definition.ts'
import { acknowledge } from '../nag.ts'
import type { Settings } from '../settings.ts'

/** The table and the secrets. */
export class Store extends Construct {
  readonly dataKey: Key
  readonly table: Table | ITable
  /** What is written to the table, as it is written. */
  readonly streamArn: string
  /** Holds the hash key and the sealing keys as JSON; filled once by hand, see infra/DEPLOY.md. */
  readonly secret: CfnSecret

  constructor(scope: Construct, settings: Settings) {
    super(scope, 'Store')
    const removalPolicy = settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY
    this.dataKey = new Key(this, 'DataKey', {
      alias: `${settings.prefix}-data`,
      description: 'Encrypts the table and the secret keys',
      enableKeyRotation: true,
      removalPolicy,
    })
    this.table = settings.tableName ? this.restored(settings.tableName) : this.makeTable(settings, removalPolicy)
    this.streamArn = settings.tableStreamArn ?? this.table.tableStreamArn ?? ''
    // Not the construct with defaults: that one writes a domain of one partition into the key's policy.
    this.secret = new CfnSecret(this, 'Keys', {
      name: `${settings.prefix}-keys`,
      description: 'Keys for hashes and for sealing personal data; without them the table says nothing',
      kmsKeyId: this.dataKey.keyArn,
      // Something that is no key, so that nothing starts before the keys are put there.
      generateSecretString: {},
      ...(settings.copies?.secretRegions.length
        ? { replicaRegions: settings.copies.secretRegions.map((region) => ({ region })) }
        : {}),
    })
    this.secret.applyRemovalPolicy(removalPolicy)
    acknowledge(
      this.secret,
      'AwsSolutions-SMG4',
      'The hash key can never change without rekeying every item; sealing keys are rotated by adding one to the list.',
    )
  }

  /** A table that was restored beside the one this stack made. What it needs it was given by `npm run restore`. */
  private restored(tableName: string): ITable {
    const indexes = tableDefinition(tableName).GlobalSecondaryIndexes ?? []
    return Table.fromTableAttributes(this, 'Restored', {
      tableName,
      encryptionKey: this.dataKey,
      globalIndexes: indexes.map(({ IndexName }) => String(IndexName)),
    })
  }

  /** The table as `shared/table/definition.ts` has it. */
  private makeTable(settings: Settings, removalPolicy: RemovalPolicy): Table {
    const definition = tableDefinition(settings.prefix)
    const table = new Table(this, 'Table', {
      tableName: settings.prefix,
      ...keysOf(definition.KeySchema),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.dataKey,
      deletionProtection: settings.keepData,
      timeToLiveAttribute: ttlAttribute,
      stream: definition.StreamSpecification?.StreamViewType as StreamViewType,
      removalPolicy,
      ...warmThroughput(settings.warm.table),
    })
    for (const { IndexName, KeySchema } of definition.GlobalSecondaryIndexes ?? []) {
      table.addGlobalSecondaryIndex({
        indexName: String(IndexName),
        ...keysOf(KeySchema),
        projectionType: ProjectionType.KEYS_ONLY,
        ...warmThroughput(settings.warm[IndexName as keyof Settings['warm']]),
      })
    }
    return table
  }
}

function warmThroughput(warm: Settings['warm'][keyof Settings['warm']]) {
  return warm ? { warmThroughput: { readUnitsPerSecond: warm.reads, writeUnitsPerSecond: warm.writes } } : {}
}

type KeySchema = ReturnType<typeof tableDefinition>['KeySchema']

function keysOf(schema: KeySchema) {
  const named = (kind: string) => {
    const name = schema?.find(({ KeyType }) => KeyType === kind)?.AttributeName
    if (name === undefined) throw new Error(`table definition: no ${kind} key`)
    return { name, type: AttributeType.STRING }
  }
  return { partitionKey: named('HASH'), sortKey: named('RANGE') }
}
