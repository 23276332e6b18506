/**
 * Restores the table of a stage to a point in time, beside the one in use, and gives it what a restore leaves out:
 * `npm run restore -- --stage S --at T --epoch N --keys F [--go]`. Without `--go` it only reads and says what it would
 * do. It may be run again after it was stopped: what is done is found done. The stack is not touched; the last lines say
 * what is to be deployed.
 */
import { setTimeout as delay } from 'node:timers/promises'
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  RestoreTableToPointInTimeCommand,
  type TableDescription,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { checkLedger, type LedgerCheck } from '../../functions/proof/ledger-check.ts'
import { epochMs } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Keys } from '../../shared/identity/index.ts'
import { tableDefinition, ttlAttribute } from '../../shared/table/definition.ts'
import { dynamoTable } from '../../shared/table/dynamo.ts'
import { keysFrom } from './keys.ts'
import { nextSteps, planText, type Restore, targetOf, tellForgotten, usage } from './restore-told.ts'
import {
  Misuse,
  main,
  readArgs,
  required,
  runCommand,
  type Terminal,
  terminal,
  timeOf,
  wholeNumber,
} from './support/command.ts'
import { say } from './support/language.ts'
import { dynamoSdk } from './support/sdk.ts'

/** How long between two looks at a table that is being made. */
const lookEveryMs = 30_000

/** Checks that the moment can be had; answers the table in use. Throws an Error that says what stands in the way. */
async function checkSource(client: DynamoDBClient, { source, at, epoch }: Restore): Promise<TableDescription> {
  if (epoch < 1)
    throw new Misuse(
      say({
        zh: '--epoch 必须大于现在的纪元：版本号会重来，编号不能重来',
        en: '--epoch must be above the present one: versions begin anew, ids must not',
      }),
    )
  const { Table } = await client.send(new DescribeTableCommand({ TableName: source }))
  const { ContinuousBackupsDescription } = await client.send(
    new DescribeContinuousBackupsCommand({ TableName: source }),
  )
  const window = ContinuousBackupsDescription?.PointInTimeRecoveryDescription
  const [from, to] = [window?.EarliestRestorableDateTime, window?.LatestRestorableDateTime]
  if (!from || !to)
    throw new Misuse(say({ zh: `${source} 没有开启时间点恢复`, en: `${source} has no point-in-time recovery` }))
  if (epochMs(at) < from.getTime() || epochMs(at) > to.getTime()) {
    const [first, last] = [from.toISOString(), to.toISOString()]
    throw new Misuse(
      say({
        zh: `${source} 只能恢复到 ${first} 与 ${last} 之间`,
        en: `${source} can be restored to between ${first} and ${last}`,
      }),
    )
  }
  return Table as TableDescription
}

/** Makes the table, waits for it, and gives it a stream, time to live, protection and backups of its own; answers the stream. */
async function restoreTable(
  client: DynamoDBClient,
  restore: Restore,
  source: TableDescription,
  pause: (ms: number) => Promise<unknown> = delay,
): Promise<string> {
  const TableName = targetOf(restore)
  if (!(await describe(client, TableName))) {
    const KMSMasterKeyId = source.SSEDescription?.KMSMasterKeyArn
    await client.send(
      new RestoreTableToPointInTimeCommand({
        SourceTableName: restore.source,
        TargetTableName: TableName,
        RestoreDateTime: new Date(epochMs(restore.at)),
        BillingModeOverride: 'PAY_PER_REQUEST',
        ...(KMSMasterKeyId ? { SSESpecificationOverride: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId } } : {}),
      }),
    )
  }
  const whole = async (): Promise<TableDescription> => {
    for (;;) {
      const table = await describe(client, TableName)
      if (isWhole(table)) return table
      await pause(lookEveryMs)
    }
  }
  const { StreamSpecification } = tableDefinition(TableName)
  if (!(await whole()).LatestStreamArn) await client.send(new UpdateTableCommand({ TableName, StreamSpecification }))
  const { LatestStreamArn = '' } = await whole()
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }))
  if (TimeToLiveDescription?.TimeToLiveStatus === 'DISABLED') {
    const TimeToLiveSpecification = { AttributeName: ttlAttribute, Enabled: true }
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }))
  }
  await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }))
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true }
  await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }))
  const warm = warmthLost(source, await describe(client, TableName))
  if (warm) await client.send(new UpdateTableCommand({ TableName, ...warm }))
  return LatestStreamArn
}

interface Warm {
  ReadUnitsPerSecond?: number | undefined
  WriteUnitsPerSecond?: number | undefined
}

/** What the restored place gives less at once than the one in use; undefined if nothing. */
function colder(restored: Warm = {}, inUse: Warm = {}): Warm | undefined {
  const { ReadUnitsPerSecond: reads = 0, WriteUnitsPerSecond: writes = 0 } = inUse
  const { ReadUnitsPerSecond: ownReads = 0, WriteUnitsPerSecond: ownWrites = 0 } = restored
  if (ownReads >= reads && ownWrites >= writes) return undefined
  return { ReadUnitsPerSecond: Math.max(reads, ownReads), WriteUnitsPerSecond: Math.max(writes, ownWrites) }
}

/** A restore brings no warm throughput along: a table that was warmed, or has grown warm, would begin cold. */
function warmthLost(inUse: TableDescription, restored: TableDescription | undefined) {
  const table = colder(restored?.WarmThroughput, inUse.WarmThroughput)
  const indexes = (inUse.GlobalSecondaryIndexes ?? []).flatMap(({ IndexName, WarmThroughput: had }) => {
    const has = restored?.GlobalSecondaryIndexes?.find((index) => index.IndexName === IndexName)?.WarmThroughput
    const WarmThroughput = colder(has, had)
    return WarmThroughput ? [{ Update: { IndexName, WarmThroughput } }] : []
  })
  if (!table && indexes.length === 0) return undefined
  return {
    ...(table ? { WarmThroughput: table } : {}),
    ...(indexes.length > 0 ? { GlobalSecondaryIndexUpdates: indexes } : {}),
  }
}

async function describe(client: DynamoDBClient, TableName: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined
    throw error
  }
}

/** The table is there with every index of the definition. */
function isWhole(table: TableDescription | undefined): table is TableDescription {
  const names = tableDefinition('').GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName) ?? []
  const ready = table?.GlobalSecondaryIndexes?.filter(({ IndexStatus }) => IndexStatus === 'ACTIVE') ?? []
  return table?.TableStatus === 'ACTIVE' && names.every((name) => ready.some(({ IndexName }) => IndexName === name))
}

/** What the command works with; replaced in tests. */
export interface Surroundings extends Terminal {
  clientFor(region: string | undefined): DynamoDBClient
  pause(ms: number): Promise<unknown>
}

const surroundings: Surroundings = {
  ...terminal,
  clientFor: (region) => new DynamoDBClient(region ? { region } : {}),
  pause: delay,
}

/** Runs a command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io: Surroundings = surroundings): Promise<number> =>
  runCommand(usage, io, args, async (rest) => {
    const { restore, keys: file, region, go } = readOptions(rest)
    if (go) required(file, say({ zh: '--keys：恢复的表要先核账', en: '--keys: what is restored is proved' }))
    const keys = file === undefined ? undefined : keysFrom(file)
    const client = io.clientFor(region)
    const source = await checkSource(client, restore)
    io.out(planText(restore, keys !== undefined))
    if (go && keys) return await carryOut({ client, source, restore, keys }, io)
    await tellForgotten(client, restore, keys, io)
    io.out(say({ zh: '以上没有执行；加 --go 执行', en: 'Nothing of this was done; add --go to do it' }))
    return 0
  })

interface Means {
  readonly client: DynamoDBClient
  readonly source: TableDescription
  readonly restore: Restore
  readonly keys: Keys
}

async function carryOut({ client, source, restore, keys }: Means, io: Surroundings): Promise<number> {
  const making = async () => {
    const stream = await restoreTable(client, restore, source, io.pause)
    return { stream, check: await prove(client, targetOf(restore), keys) }
  }
  // Each reads a whole table: hours in a province.
  const [{ stream, check }] = await Promise.all([making(), tellForgotten(client, restore, keys, io)])
  io.out(JSON.stringify(check, undefined, 2))
  if (!check.balanced) return 1
  for (const step of nextSteps(restore, stream)) io.out(step)
  return 0
}

/** Of the ports a proof needs these two. */
function prove(client: DynamoDBClient, table: string, keys: Keys): Promise<LedgerCheck> {
  return checkLedger({ table: dynamoTable(dynamoSdk(client), table), keys } as Ports)
}

const text = { type: 'string' } as const
const options = {
  ...{ stage: text, at: text, epoch: text, table: text, keys: text, region: text },
  go: { type: 'boolean' },
} as const

function readOptions(args: readonly string[]) {
  const { keys, region, go = false, ...values } = readArgs(args, options).values
  const stage = required(values.stage, '--stage')
  const at = timeOf('--at', required(values.at, '--at'))
  const epoch = wholeNumber('--epoch', required(values.epoch, '--epoch'), [0, 999])
  return { restore: { stage, at, epoch, source: values.table ?? `mianshen-${stage}` }, keys, region, go }
}

if (import.meta.main) await main(run)
