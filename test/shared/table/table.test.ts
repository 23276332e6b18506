/** The table in memory and DynamoDB pass the same tests. */
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll } from 'vitest'
import { dynamoSdk } from '../../../infra/cli/support/sdk.ts'
import { credentials, region } from '../../../infra/local/config.ts'
import { dynamodbChild } from '../../../infra/local/dynamodb.ts'
import { freePort } from '../../../infra/local/ports-free.ts'
import { Supervisor } from '../../../infra/local/supervisor.ts'
import { tableDefinition } from '../../../shared/table/definition.ts'
import { dynamoTable, dynamoWire } from '../../../shared/table/dynamo.ts'
import { memoryTable } from '../../../shared/table/memory.ts'
import { sharingReads } from '../../../shared/table/sharing.ts'
import { testDir } from '../../infra/local/support.ts'
import { tableContract } from './contract.ts'

const { dir, remove } = testDir()
const supervisor = new Supervisor()

/** One service and table for all: what tests put bears keys of their own. */
const service = freePort().then(async (port) => {
  const table = tableDefinition('contract')
  await supervisor.start(dynamodbChild({ port, region, table, logFile: join(dir, 'dynamodb.log') }))
  return { region, credentials, endpoint: `http://127.0.0.1:${port}` }
})

afterAll(async () => {
  await supervisor.stop()
  remove()
})

tableContract('in memory', async () => memoryTable(), { eventually: false })
tableContract('in memory, reads shared', async () => sharingReads(memoryTable()), { eventually: false })
tableContract('DynamoDB, by the wire', async () => dynamoTable(dynamoWire(await service), 'contract'), {
  eventually: true,
})
// The reference: what the wire does must be what the SDK does.
const bySdk = async () => dynamoTable(dynamoSdk(new DynamoDBClient(await service)), 'contract')
tableContract('DynamoDB, by the SDK', bySdk, { eventually: true })
