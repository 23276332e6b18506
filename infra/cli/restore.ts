/**
 * Restores the table of a stage to a point in time, beside the one in use, and gives it what a restore leaves out:
 * `npm run restore -- --stage S --at T --epoch N --keys F [--go]`. Without `--go` it only reads and says what it would
 * do. It may be run again after it was stopped: what is done is found done. The stack is not touched; the last lines say
 * what is to be deployed.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
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
import { addMs, epochMs, type Instant, parseInstant } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Keys } from '../../shared/identity/index.ts'
import { actorNames } from '../../shared/registers/rows/cases.ts'
import { tableDefinition, ttlAttribute } from '../../shared/table/definition.ts'
import { dynamoTable } from '../../shared/table/dynamo.ts'
import { keysFrom } from './keys.ts'
import { forgottenSince } from './support/forgotten.ts'
import { dynamoSdk } from './support/sdk.ts'

const USAGE = `用法：npm run restore -- --stage 阶段 --at 时刻 --epoch N [选项]

  --stage 阶段      staging、prod
  --at 时刻         恢复到这一刻，带时区，如 2026-03-02T09:00:00+08:00
  --epoch N         新的纪元：cdk.json 里该阶段现在的 epoch 加 1
  --table 表名      现用的表（默认 mianshen-阶段）
  --keys 文件       密钥 JSON，用来核账、列出付款；写 - 表示标准输入；--go 时必填
  --region 区域     默认取 AWS_REGION
  --go              真正执行；不写只读不写，列出将要做的事

退出码：0 做完且账平；1 账不平；2 用法不对或没有做完（可以再运行一次接着做）。`

/** What is to be restored. */
export interface Restore {
  readonly stage: string
  readonly at: Instant
  /** The epoch of the stack that will use the restored table. */
  readonly epoch: number
  /** The table in use. */
  readonly source: string
}

/** Events accepted so long before the moment may have had their effect after it: a lane was behind. */
const marginMs = 3_600_000

/** How long between two looks at a table that is being made. */
const lookEveryMs = 30_000

/** The restored table's name. */
const targetOf = ({ stage, epoch }: Restore) => `mianshen-${stage}-r${epoch}`

/** Checks that the moment can be had; answers the table in use. Throws an Error that says what stands in the way. */
async function checkSource(client: DynamoDBClient, { source, at, epoch }: Restore): Promise<TableDescription> {
  if (epoch < 1) throw new Error('--epoch 必须大于现在的纪元：版本号会重来，编号不能重来')
  const { Table } = await client.send(new DescribeTableCommand({ TableName: source }))
  const { ContinuousBackupsDescription } = await client.send(
    new DescribeContinuousBackupsCommand({ TableName: source }),
  )
  const window = ContinuousBackupsDescription?.PointInTimeRecoveryDescription
  const [from, to] = [window?.EarliestRestorableDateTime, window?.LatestRestorableDateTime]
  if (!from || !to) throw new Error(`${source} 没有开启时间点恢复`)
  if (epochMs(at) < from.getTime() || epochMs(at) > to.getTime()) {
    throw new Error(`${source} 只能恢复到 ${from.toISOString()} 与 ${to.toISOString()} 之间`)
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

/** What the operator does after this, word for word. */
function nextSteps(restore: Restore, stream: string): string[] {
  const { stage, epoch } = restore
  return [
    `1. cdk.json，stages.${stage}：加上 "tableName": "${targetOf(restore)}"，"epoch": ${epoch}，"tableStreamArn": "${stream}"`,
    `2. npx cdk deploy -c stage=${stage}`,
    `3. npm run replay -- --from ${addMs(restore.at, -marginMs)} --stage ${stage} --bucket 归档桶 --keys 密钥文件：把这一刻前一小时起收下的事件再放一遍（重复的不起作用）`,
    '4. 按上面的清单与银行逐笔核对；清单里各人的决定不在归档里，请他们重做',
    `5. npm run redrive -- 队列 --stage ${stage}，逐个队列`,
    '6. 原来的表还在，核对完再留 35 天',
  ]
}

/** Runs a command line (without node and script); answers the exit code. */
export async function run(
  args: readonly string[],
  clientFor: (region: string | undefined) => DynamoDBClient = (region) => new DynamoDBClient(region ? { region } : {}),
  out = console.log,
  err = console.error,
  pause: (ms: number) => Promise<unknown> = delay,
): Promise<number> {
  try {
    const { restore, keys: file, region, go } = readOptions(args)
    const keys = file === undefined ? undefined : keysFrom(file)
    const client = clientFor(region)
    const source = await checkSource(client, restore)
    out(`${restore.source} → ${targetOf(restore)}，恢复到 ${restore.at}，纪元 ${restore.epoch}`)
    out('新表：按需计费、同一密钥、两个索引、变更流、TTL、防删除、时间点恢复、与原表同样预热；然后从头核账')
    if (keys === undefined) out('没有 --keys：下面只列统筹区之间的划款，不列付款，也不列人的决定')
    const telling = async () => {
      const { paid, decided } = await forgottenSince(dynamoTable(dynamoSdk(client), restore.source), restore.at, keys)
      for (const { number, amt, at } of paid) out(`  之后已付：${number} ${(amt / 100).toFixed(2)} ${at}`)
      for (const { case_id, step, actor, at } of decided)
        out(`  之后有人决定：${case_id} ${step} ${actorNames[actor]} ${at}`)
    }
    if (!go) {
      await telling()
      out('以上没有执行；加 --go 执行')
      return 0
    }
    if (keys === undefined) throw new Error('缺少 --keys：恢复的表要先核账')
    const making = async () => {
      const stream = await restoreTable(client, restore, source, pause)
      return { stream, check: await prove(client, targetOf(restore), keys) }
    }
    // Each reads a whole table: hours in a province.
    const [{ stream, check }] = await Promise.all([making(), telling()])
    out(JSON.stringify(check, undefined, 2))
    if (!check.balanced) return 1
    for (const step of nextSteps(restore, stream)) out(step)
    return 0
  } catch (error) {
    err(`${(error as Error).message}\n\n${USAGE}`)
    return 2
  }
}

/** Of the ports a proof needs these two. */
function prove(client: DynamoDBClient, table: string, keys: Keys): Promise<LedgerCheck> {
  return checkLedger({ table: dynamoTable(dynamoSdk(client), table), keys } as Ports)
}

function readOptions(args: readonly string[]) {
  const text = { type: 'string' } as const
  const options = {
    stage: text,
    at: text,
    epoch: text,
    table: text,
    keys: text,
    region: text,
    go: { type: 'boolean' },
  } as const
  const { values } = parseArgs({ args: [...args], options })
  const { stage, keys, region, go = false } = values
  const at = values.at === undefined ? undefined : parseInstant(values.at)
  const epoch = Number(values.epoch ?? Number.NaN)
  if (stage === undefined || at === undefined || !Number.isInteger(epoch))
    throw new Error('缺少 --stage、--at 或 --epoch')
  return { restore: { stage, at, epoch, source: values.table ?? `mianshen-${stage}` }, keys, region, go }
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))
