/** Against DynamoDB Local, as an operator would against a restored table. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newKeys } from '../../../infra/cli/keys.ts'
import { run } from '../../../infra/cli/prove.ts'
import { credentials, region } from '../../../infra/local/config.ts'
import { openDevKeys } from '../../../infra/local/dev-keys.ts'
import { dynamodbChild } from '../../../infra/local/dynamodb.ts'
import { freePort } from '../../../infra/local/ports-free.ts'
import { Supervisor } from '../../../infra/local/supervisor.ts'
import { tableDefinition } from '../../../shared/table/definition.ts'
import { dynamoTable, dynamoWire } from '../../../shared/table/dynamo.ts'
import { testDir } from '../local/support.ts'

const { dir, remove } = testDir()
const supervisor = new Supervisor()
const keys = join(dir, 'keys.json')
let endpoint: string

beforeAll(async () => {
  writeFileSync(keys, JSON.stringify(newKeys()))
  const port = await freePort()
  endpoint = `http://127.0.0.1:${port}`
  const table = tableDefinition('restored')
  await supervisor.start(dynamodbChild({ port, region, table, logFile: join(dir, 'dynamodb.log') }))
})
afterAll(async () => {
  await supervisor.stop()
  remove()
})

async function prove(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await run(args, { out: (text) => out.push(text), err: (text) => err.push(text) })
  return { code, out: out.join(''), err: err.join('') }
}

test('a table without movements balances', async () => {
  const { code, out } = await prove('--table', 'restored', '--keys', keys, '--endpoint', endpoint)
  expect(JSON.parse(out)).toMatchObject({ balanced: true, violations: [] })
  expect(code).toBe(0)
})

test('the keys file of a local data directory is taken as it is', async () => {
  const local = join(dir, 'local-keys.json')
  openDevKeys(local)
  const { code } = await prove('--table', 'restored', '--keys', local, '--endpoint', endpoint)
  expect(code).toBe(0)
})

test('an account that no entry explains is found, and the exit status tells', async () => {
  const table = dynamoTable(dynamoWire({ region, credentials, endpoint }), 'restored')
  const d = JSON.stringify({ account: [{ insu_admdvs: '130100', balance: 100, lots: [] }] })
  await table.write({ put: { pk: `P#${'a'.repeat(20)}`, sk: 'A#head', v: 1, d } })
  const { code, out } = await prove('--table', 'restored', '--keys', keys, '--endpoint', endpoint)
  expect(JSON.parse(out).violations).toHaveLength(1)
  expect(code).toBe(1)
})

test('a table that is not there, and a command that is not complete, are no proof', async () => {
  expect((await prove('--table', 'nowhere', '--keys', keys, '--endpoint', endpoint)).code).toBe(2)
  const { code, err } = await prove('--table', 'restored')
  expect(code).toBe(2)
  expect(err).toContain('用法')
})
