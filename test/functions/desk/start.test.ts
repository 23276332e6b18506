/** The desk's function from its start to its first answer: by its bundle, its environment, its keys, token and table. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundle } from '../../../infra/bundle.ts'
import { newKeys } from '../../../infra/cli/keys.ts'
import { visitOf } from '../../bench/desk-people.ts'
import { firstAnswer, gatewayCall, openStart, type Start } from '../../bench/desk-start.ts'

const dir = mkdtempSync(join(tmpdir(), 'mianshen-desk-'))
const asked: string[] = []
/** A table with nothing in it. */
const dynamodb = createServer(({ headers }, answer) => {
  asked.push(String(headers['x-amz-target']).replace(/.*\./, ''))
  answer.end('{}')
})
let start: Start

beforeAll(async () => {
  bundle('desk', dir)
  await new Promise<void>((ready) => dynamodb.listen(0, '127.0.0.1', ready))
  const { port } = dynamodb.address() as AddressInfo
  start = await openStart(`http://127.0.0.1:${port}`, JSON.stringify(newKeys()))
})
afterAll(() => {
  start.stop()
  dynamodb.close()
  rmSync(dir, { recursive: true })
})

test('the first answer has needed nothing that is slow to load, the web’s `fetch` above all', async () => {
  const call = gatewayCall('POST', '/v1/filing-decisions', { authorization: start.authorization }, visitOf(1))
  const answer = await firstAnswer(dir, start.environment, call)
  expect(answer).toMatchObject({ status: 404, body: expect.stringContaining('person-unknown') })
  // Keys, token, misses, parameters, the switch, the person's file, the trail, the miss and how many there were.
  expect(asked.sort()).toEqual(['BatchWriteItem', 'GetItem', 'PutItem', 'Query', 'Query', 'Query', 'Query'])
  expect(answer.loaded.filter((name) => /^internal\/deps\//.test(name))).toEqual([])
})
