/** The bundles as they are deployed, each started by itself with nothing but its environment, against local stores. */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { type FauxqsServer, startFauxqs } from 'fauxqs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exampleEvent } from '../../events/asyncapi.ts'
import { catalogue } from '../../functions/bundles/catalogue.ts'
import { archivedIn } from '../../functions/inbox/archive.ts'
import { type FunctionName, functionNames, queueVariable, sendsTo } from '../../functions/runtime.ts'
import { bundle } from '../../infra/bundle.ts'
import { newKeys } from '../../infra/cli/keys.ts'
import { credentials, region } from '../../infra/local/config.ts'
import { dynamodbChild } from '../../infra/local/dynamodb.ts'
import { freePort } from '../../infra/local/ports-free.ts'
import { Supervisor } from '../../infra/local/supervisor.ts'
import { keysFromJson } from '../../shared/identity/index.ts'
import { queueNames } from '../../shared/queues.ts'
import { tableDefinition } from '../../shared/table/definition.ts'
import { dynamoTable, dynamoWire } from '../../shared/table/dynamo.ts'
import { s3Server } from '../support/s3.ts'
import { testDir } from './local/support.ts'

const { dir, remove } = testDir()
const supervisor = new Supervisor()
const secret = JSON.stringify(newKeys())
const secrets = createServer((_, answer) => answer.end(JSON.stringify({ SecretString: secret })))
const archived = new Map<string, Buffer>()
const s3 = s3Server(archived)
const partner = { id: 'registry-13', sends: ['person.registered'], keys: [] }
let sqs: FauxqsServer
let client: SQSClient
let endpoints: { dynamodb: string; sqs: string; secrets: string; s3: string }

beforeAll(async () => {
  const port = await freePort()
  const table = tableDefinition('mianshen-test')
  await supervisor.start(dynamodbChild({ port, region, table, logFile: join(dir, 'dynamodb.log') }))
  sqs = await startFauxqs({ port: 0, logger: false, defaultRegion: region })
  for (const server of [secrets, s3]) await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const local = (at: number) => `http://127.0.0.1:${at}`
  endpoints = {
    dynamodb: local(port),
    sqs: local(sqs.port),
    secrets: local((secrets.address() as AddressInfo).port),
    s3: local((s3.address() as AddressInfo).port),
  }
  client = new SQSClient({ endpoint: endpoints.sqs, region, credentials })
  for (const QueueName of queueNames) await client.send(new CreateQueueCommand({ QueueName }))
  for (const name of functionNames) {
    bundle(name, join(dir, name))
    writeFileSync(join(dir, name, 'partners.json'), JSON.stringify([partner]))
  }
})
afterAll(async () => {
  client.destroy()
  secrets.close()
  s3.close()
  await sqs.stop()
  await supervisor.stop()
  remove()
})

const queueUrl = (name: string) => `${endpoints.sqs}/000000000000/${name}`

/** Only what Lambda and the stack would give this function; SDK endpoints beside, for these are not Amazon's. */
function environmentOf(name: FunctionName): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    ARCHIVE_BUCKET: 'archive',
    SECRETS_URL: endpoints.secrets,
    KEYS_SECRET_ARN: 'arn:keys',
    TABLE_NAME: 'mianshen-test',
    STAGE: 'prod',
    EPOCH: '0',
    BUNDLES_LIVE: 'on',
    METRICS_NAMESPACE: 'mianshen-test',
    LOG_LEVEL: 'warn',
    JWT_ISSUER: 'https://id.example',
    JWT_AUDIENCE: 'mianshen',
    JWKS_URL: 'https://id.example/jwks.json',
    SIGN_IN: 'none',
    ...Object.fromEntries(sendsTo[name].map((queue) => [queueVariable(queue), queueUrl(queue)])),
  }
}

const mark = 'answer:'

/** Starts a bundle in a process of its own and calls it once; its answer, and what it wrote to standard output. */
async function invoke(name: FunctionName, event: unknown) {
  const url = pathToFileURL(join(dir, name, 'index.mjs')).href
  const script = `const { handler } = await import(${JSON.stringify(url)})
    const answer = await handler(${JSON.stringify(event)}, {})
    process.stdout.write(${JSON.stringify(mark)} + JSON.stringify(answer), () => process.exit(0))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { env: environmentOf(name) })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (part) => (out += part))
  child.stderr.on('data', (part) => (err += part))
  const code = await new Promise((done) => child.on('close', done))
  expect(`${code} ${err}`).toBe('0 ')
  const [log = '', answer = 'null'] = out.split(mark)
  return { answer: JSON.parse(answer), lines: log.split('\n').filter(Boolean) }
}

const batch = (queue: string, ...bodies: string[]) => ({
  Records: bodies.map((body, index) => ({
    messageId: `m${index}`,
    body,
    eventSourceARN: `arn:aws-cn:sqs:cn-north-1:111111111111:mianshen-test-${queue}`,
  })),
})

const call = (method: string, path: string, body?: object) => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: path,
  rawQueryString: '',
  headers: { 'content-type': 'application/json' },
  requestContext: { http: { method, path }, domainName: 'api.example', stage: '$default' },
  isBase64Encoded: false,
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
})

async function messagesIn(name: string): Promise<string[]> {
  const asked = { QueueUrl: queueUrl(name), MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }
  const { Messages = [] } = await client.send(new ReceiveMessageCommand(asked))
  return Messages.map(({ Body = '' }) => Body)
}

const registered = () => {
  const entry = catalogue.find(({ type }) => type === 'person.registered')
  return { ...exampleEvent(entry!), source: 'urn:partner:registry-13' }
}

describe('as deployed', () => {
  test('the inbox passes a partner’s event on, and the worker registers the person', async () => {
    const { answer } = await invoke('inbox', batch('inbox-registry-13', JSON.stringify(registered())))
    expect(answer).toEqual({ batchItemFailures: [] })
    const [message = ''] = await messagesIn('prompt')
    expect(JSON.parse(message)).toMatchObject({ kind: 'event', event: { type: 'person.registered' } })
    const [[key, bytes]] = [...archived] as [[string, Buffer]]
    const via = 'urn:partner:registry-13'
    expect(archivedIn(keysFromJson(secret), key, bytes)).toMatchObject([{ via, body: JSON.stringify(registered()) }])
    expect((await invoke('worker', batch('prompt', message))).answer).toEqual({ batchItemFailures: [] })
    const table = dynamoTable(dynamoWire({ region, credentials, endpoint: endpoints.dynamodb }), 'mianshen-test')
    const kinds = (await table.scan()).items.map(({ pk }) => pk.slice(0, 2))
    expect(kinds).toContain('P#')
    expect(kinds).toContain('E#')
  })

  test('the inbox sets aside what a partner may not say, and counts it', async () => {
    const forged = { ...registered(), source: 'urn:partner:tax-13' }
    const { answer, lines } = await invoke('inbox', batch('inbox-registry-13', JSON.stringify(forged)))
    expect(answer).toEqual({ batchItemFailures: [] })
    expect((await messagesIn('prompt')).join()).not.toContain('urn:partner:tax-13')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'warn', message: 'rejected', reason: 'not-your-source', partner: 'registry-13' },
      { EventsRejected: 1, partner: 'registry-13' },
    ])
  })

  test('the clock sweeps', async () => {
    expect((await invoke('clock', {})).answer).toEqual({ sent: 0 })
  })

  test('citizens are answered', async () => {
    const { answer } = await invoke('citizen', call('GET', '/v1/health'))
    expect(answer).toMatchObject({ statusCode: 200, body: '{"status":"ok"}' })
    expect((await invoke('citizen', call('GET', '/v1/me'))).answer.statusCode).toBe(401)
  })

  test('offices are answered, and the documents are made when they are asked for', async () => {
    const { answer } = await invoke('agency', call('GET', '/openapi.json'))
    expect(answer.statusCode).toBe(200)
    expect(Object.keys(JSON.parse(answer.body).paths)).toContain('/v1/me')
    expect((await invoke('agency', call('GET', '/v1/tasks'))).answer.statusCode).toBe(401)
  })

  test('what another function answers is not found', async () => {
    expect((await invoke('citizen', call('GET', '/v1/tasks'))).answer.statusCode).toBe(404)
  })

  test('who opens a page is asked to sign in', async () => {
    const { answer } = await invoke('pages', call('GET', '/desk'))
    expect([answer.statusCode, answer.body.includes('<h1 id="title" tabindex="-1">请登录</h1>')]).toEqual([401, true])
  })

  test('the desk asks for a token', async () => {
    expect((await invoke('desk', call('POST', '/v1/filing-decisions', {}))).answer.statusCode).toBe(401)
  })

  test('the ledger is proved, and the proof is measured', async () => {
    const { answer, lines } = await invoke('proof', {})
    expect(answer).toEqual({ balanced: true, violations: 0, late: 0 })
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { ClearingsLate: 0 },
      { UnfundedFen: 0, LedgerImbalanceFen: 0, LedgerViolations: 0 },
    ])
  })
})
