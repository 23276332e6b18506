/** The table in memory and DynamoDB pass the same tests. */
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { credentials, region } from '../../../infra/local/config.ts'
import { dynamodbChild } from '../../../infra/local/dynamodb.ts'
import { freePort } from '../../../infra/local/ports-free.ts'
import { Supervisor } from '../../../infra/local/supervisor.ts'
import { tableDefinition } from '../../../shared/table/definition.ts'
import { dynamoClient, dynamoTable } from '../../../shared/table/dynamo.ts'
import { memoryTable } from '../../../shared/table/memory.ts'
import { testDir } from '../../infra/local/support.ts'
import { tableContract } from './contract.ts'

const { dir, remove } = testDir()
const supervisor = new Supervisor()

async function openDynamo() {
  const port = await freePort()
  const table = tableDefinition('contract')
  await supervisor.start(dynamodbChild({ port, region, table, logFile: join(dir, 'dynamodb.log') }))
  const client = dynamoClient({ region, credentials, endpoint: `http://127.0.0.1:${port}` })
  return dynamoTable(client, 'contract')
}

afterAll(async () => {
  await supervisor.stop()
  remove()
})

tableContract('in memory', async () => memoryTable(), { eventually: false })
tableContract('DynamoDB', openDynamo, { eventually: true })
