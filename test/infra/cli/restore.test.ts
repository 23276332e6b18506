/** Against a stand-in of DynamoDB, which on one machine can't restore: what is asked of it, in which order. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb'
import { afterAll, describe, expect, it } from 'vitest'
import { newKeys } from '../../../infra/cli/keys.ts'
import { run } from '../../../infra/cli/restore.ts'
import { forgottenSince } from '../../../infra/cli/support/forgotten.ts'
import type { Instant } from '../../../shared/calendar/index.ts'
import type { Keys, Pid } from '../../../shared/identity/index.ts'
import { rowItem } from '../../../shared/table/files.ts'
import { memoryTable } from '../../../shared/table/memory.ts'
import { testKeys } from '../../support/stack.ts'
import { testDir } from '../local/support.ts'

const { dir, remove } = testDir()
afterAll(remove)
const keys = join(dir, 'keys.json')
writeFileSync(keys, JSON.stringify(newKeys()))

const at = '2026-03-02T09:00:00+08:00'
const key = 'arn:aws-cn:kms:cn-north-1:111111111111:key/k'
const whole = {
  TableStatus: 'ACTIVE',
  SSEDescription: { KMSMasterKeyArn: key },
  GlobalSecondaryIndexes: ['due', 'lists'].map((IndexName) => ({ IndexName, IndexStatus: 'ACTIVE' })),
}

const warm = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 40_000 }
const cold = { ReadUnitsPerSecond: 13_000, WriteUnitsPerSecond: 4000 }
/** A table whose `due` index was warmed with it. */
const warmed = (table: typeof warm, due = table) => ({
  ...whole,
  WarmThroughput: table,
  GlobalSecondaryIndexes: whole.GlobalSecondaryIndexes.map((index) => ({
    ...index,
    WarmThroughput: index.IndexName === 'due' ? due : cold,
  })),
})

/** A stand-in that knows the table in use, and the restored one after a look or two. */
function standIn({ restored = false, inUse = whole, made = whole } = {}) {
  const asked: { name: string; input: Record<string, unknown> }[] = []
  let looks = restored ? 2 : -1
  let streams = false
  const answers: Record<string, (input: Record<string, unknown>) => unknown> = {
    DescribeTableCommand({ TableName }) {
      if (TableName === 'mianshen-prod') return { Table: inUse }
      if (looks < 0) throw new ResourceNotFoundException({ message: 'no', $metadata: {} })
      const of = streams ? { ...made, LatestStreamArn: 'arn:of-the-stream' } : made
      return { Table: looks++ > 0 ? of : { ...of, TableStatus: 'CREATING' } }
    },
    UpdateTableCommand({ StreamSpecification }) {
      streams ||= StreamSpecification !== undefined
      return {}
    },
    DescribeContinuousBackupsCommand: () => ({
      ContinuousBackupsDescription: {
        PointInTimeRecoveryDescription: {
          EarliestRestorableDateTime: new Date('2026-02-01T00:00:00Z'),
          LatestRestorableDateTime: new Date('2026-03-03T00:00:00Z'),
        },
      },
    }),
    RestoreTableToPointInTimeCommand() {
      looks = 0
      return {}
    },
    DescribeTimeToLiveCommand: () => ({ TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } }),
    ScanCommand: () => ({ Items: [] }),
  }
  const client = {
    async send(command: { constructor: { name: string }; input: Record<string, unknown> }) {
      asked.push({ name: command.constructor.name, input: command.input })
      return answers[command.constructor.name]?.(command.input) ?? {}
    },
  } as unknown as DynamoDBClient
  return { client, asked }
}

async function restore(client: DynamoDBClient, ...args: string[]) {
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  const code = await run(args, { clientFor: () => client, out: say, err: say, pause: async () => {} })
  return { code, said: said.join('\n') }
}
const wanted = ['--stage', 'prod', '--at', at, '--epoch', '1']
/** What is asked of the table beside its stream. */
const updates = (asked: ReturnType<typeof standIn>['asked']) =>
  asked.filter(({ name, input }) => name === 'UpdateTableCommand' && !('StreamSpecification' in input))
const changing = /^(Restore|Update|Put|Delete|Create)/

describe('restore', () => {
  it('says what it would do, and changes nothing', async () => {
    const { client, asked } = standIn()
    const { code, said } = await restore(client, ...wanted)
    expect(code).toBe(0)
    expect(said).toContain('mianshen-prod → mianshen-prod-r1')
    expect(asked.filter(({ name }) => changing.test(name))).toEqual([])
  })

  it('makes the table with its key, and gives it what a restore leaves out; then proves it and says what comes next', async () => {
    const { client, asked } = standIn()
    const { code, said } = await restore(client, ...wanted, '--keys', keys, '--go')
    const TableName = 'mianshen-prod-r1'
    expect(asked.filter(({ name }) => changing.test(name))).toEqual([
      {
        name: 'RestoreTableToPointInTimeCommand',
        input: expect.objectContaining({
          SourceTableName: 'mianshen-prod',
          TargetTableName: TableName,
          RestoreDateTime: new Date(at),
          SSESpecificationOverride: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: key },
        }),
      },
      {
        name: 'UpdateTableCommand',
        input: { TableName, StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } },
      },
      { name: 'UpdateTimeToLiveCommand', input: expect.objectContaining({ TableName }) },
      { name: 'UpdateTableCommand', input: { TableName, DeletionProtectionEnabled: true } },
      { name: 'UpdateContinuousBackupsCommand', input: expect.objectContaining({ TableName }) },
    ])
    expect(code).toBe(0)
    expect(said).toContain('"balanced": true')
    expect(said).toContain('"tableName": "mianshen-prod-r1", "epoch": 1, "tableStreamArn": "arn:of-the-stream"')
    expect(said).toContain('npx cdk deploy -c stage=prod')
  })

  it('warms what was warm before, which a restore leaves cold', async () => {
    const { client, asked } = standIn({ inUse: warmed(warm), made: warmed(cold) })
    expect((await restore(client, ...wanted, '--keys', keys, '--go')).code).toBe(0)
    const TableName = 'mianshen-prod-r1'
    const WarmThroughput = { ReadUnitsPerSecond: 13_000, WriteUnitsPerSecond: 40_000 }
    const indexes = [{ Update: { IndexName: 'due', WarmThroughput } }]
    expect(updates(asked).map(({ input }) => input)).toEqual([
      { TableName, DeletionProtectionEnabled: true },
      { TableName, WarmThroughput, GlobalSecondaryIndexUpdates: indexes },
    ])
  })

  it('warms nothing that is as warm already', async () => {
    const { client, asked } = standIn({ inUse: warmed(cold), made: warmed(cold) })
    expect((await restore(client, ...wanted, '--keys', keys, '--go')).code).toBe(0)
    expect(updates(asked)).toHaveLength(1)
  })

  it('goes on where it was stopped', async () => {
    const { client, asked } = standIn({ restored: true })
    expect((await restore(client, ...wanted, '--keys', keys, '--go')).code).toBe(0)
    expect(asked.map(({ name }) => name)).not.toContain('RestoreTableToPointInTimeCommand')
  })

  it.each([
    [['--stage', 'prod', '--at', '2020-01-01T00:00:00+08:00', '--epoch', '1'], '只能恢复到'],
    [['--stage', 'prod', '--at', at, '--epoch', '0'], '--epoch'],
    [['--stage', 'prod', '--at', 'yesterday', '--epoch', '1'], '--at'],
    [[...wanted, '--go'], '--keys'],
  ])('refuses %j', async (args, says) => {
    const { client, asked } = standIn()
    const { code, said } = await restore(client, ...args)
    expect(code).toBe(2)
    expect(said).toContain(says)
    expect(asked.filter(({ name }) => changing.test(name))).toEqual([])
  })

  it('lists what the bank was told after the moment, at rest too', async () => {
    const pid = 'x'.repeat(20) as Pid
    const table = memoryTable()
    const payment = (sk: string, ordered_at: string) =>
      table.write({ put: rowItem(testKeys, pid, sk, { pay_no: sk.split('#')[2], amt: 100, ordered_at }) })
    await payment('B#payment#PY1', '2026-03-02T08:00:00+08:00')
    await payment('B#payment#PY2', '2026-03-02T10:00:00+08:00')
    await payment('D#payment#PY3', '2026-03-02T11:00:00+08:00')
    const clearing = { orders: [{ order_no: 'CLR-1', amt: 5 }], ordered_at: '2026-03-02T09:30:00+08:00' }
    await table.write({ put: { pk: 'CR#x', sk: 'clearing', d: JSON.stringify(clearing) } })
    const numbers = async (keys?: Keys) =>
      (await forgottenSince(table, at as Instant, keys)).paid.map(({ number }) => number)
    expect(await numbers(testKeys)).toEqual(['CLR-1', 'PY2', 'PY3'])
    expect(await numbers()).toEqual(['CLR-1'])
  })
})
