/** The local stack started for a measurement: the stores and partners as processes of their own, the system in this one. */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { makeApi } from '../../functions/api/app.ts'
import { makeInbox } from '../../functions/inbox/inbox.ts'
import { makeRules } from '../../functions/worker/personal.ts'
import { makeWorker } from '../../functions/worker/worker.ts'
import { openFileClock } from '../../infra/local/clock-file.ts'
import { credentials, type LocalConfig, region, sqsUrl, tableName, writeConfig } from '../../infra/local/config.ts'
import { queueDepths } from '../../infra/local/day/queue-depths.ts'
import { audience, type DevKeys, issuer, openDevKeys, publicKeys } from '../../infra/local/dev-keys.ts'
import { devRoutes } from '../../infra/local/dev-routes.ts'
import { dynamodbChild } from '../../infra/local/dynamodb.ts'
import { freePort } from '../../infra/local/ports-free.ts'
import { type Poller, pollingWire, startPolling } from '../../infra/local/processes/poll.ts'
import { queueUrls } from '../../infra/local/queues.ts'
import { makeBehaviourFile } from '../../infra/local/stubs/behaviour.ts'
import { Supervisor } from '../../infra/local/supervisor.ts'
import { instant } from '../../shared/calendar/index.ts'
import { manualClock } from '../../shared/clock/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { lanes, type QueueName } from '../../shared/queues.ts'
import { sqsQueues, sqsWire } from '../../shared/sqs.ts'
import { tableDefinition } from '../../shared/table/definition.ts'
import { dynamoTable, dynamoWire } from '../../shared/table/dynamo.ts'
import type { Table } from '../../shared/table/table.ts'
import { Meter } from './meter.ts'

/** A system under measurement. */
export interface Bench {
  /** What the system uses; every call is counted by the meter. */
  ports: Ports
  meter: Meter
  /** The same stores for whoever watches or plays a partner: their calls are not the system's and are not counted. */
  aside: { table: Table; send(queue: QueueName, bodies: readonly string[]): Promise<unknown> }
  /** Calls the API in this process as somebody. */
  call(
    who: Record<string, unknown>,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown }>
  /** Starts reading the queues. */
  poll(concurrency: number): void
  /** Resolves once every queue is empty: nothing is on its way. */
  drained(): Promise<void>
  /** Starts the API as a process of its own, as the local stack does; answers its address, a token maker and its id. */
  serveApi(): Promise<{ url: string; pid: number; tokenFor(who: Record<string, unknown>): Promise<string> }>
  stop(): Promise<void>
}

/** What is wanted beside the stores. */
export interface BenchOptions {
  /** Stub partners that answer bills and payments, as a process of their own. */
  stubs?: boolean
}

const lookEveryMs = 40

/** Starts stores and system. */
export async function startBench(now: string, options: BenchOptions = {}): Promise<Bench> {
  const dir = mkdtempSync(join(tmpdir(), 'mianshen-bench-'))
  const supervisor = new Supervisor()
  const config = await layOut(dir, now)
  await startStores(supervisor, dir, config, options)

  const meter = new Meter()
  const endpoints = {
    dynamodb: { endpoint: `http://127.0.0.1:${config.dynamodbPort}`, region, credentials },
    sqs: { endpoint: sqsUrl(config), region, credentials },
  }
  const urls = queueUrls(config.sqsPort)
  const call = meter.polled(pollingWire(endpoints.sqs))
  const keys = openDevKeys(config.keysFile)
  const clock = manualClock(instant(now))
  const ports: Ports = {
    table: meter.table(dynamoTable(meter.dynamo(dynamoWire(endpoints.dynamodb)), tableName)),
    queues: sqsQueues(meter.sent(sqsWire(endpoints.sqs)), urls),
    clock,
    keys: keys.keys,
    epoch: 0,
    log: {
      info: () => {},
      warn: () => {},
      error: (message, fields) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
    },
    backoff: (attempt) => delay(Math.random() * 5 * 2 ** attempt),
  }
  const asideQueues = sqsQueues(sqsWire(endpoints.sqs), urls)
  const api = makeApi(ports, { auth: { issuer, audience, jwks: publicKeys(keys) }, limits: 'off' })
  const tokenFor = tokens(keys, clock)
  const pollers: Poller[] = []

  return {
    ports,
    meter,
    aside: {
      table: dynamoTable(dynamoWire(endpoints.dynamodb), tableName),
      send: (queue, bodies) => asideQueues.send(queue, bodies),
    },
    async call(who, method, path, body) {
      const headers = { authorization: `Bearer ${await tokenFor(who)}`, 'content-type': 'application/json' }
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
      const response = await api.request(path, init)
      return { status: response.status, body: await response.json() }
    },
    poll(concurrency) {
      const worker = makeWorker(ports, makeRules(ports.keys))
      const failed = (error: unknown) => process.stderr.write(`${error}\n`)
      const read = { call, concurrency, failed }
      pollers.push(startPolling({ ...read, queueUrl: urls.inbox, handler: makeInbox(ports) }))
      for (const queue of lanes) pollers.push(startPolling({ ...read, queueUrl: urls[queue], handler: worker }))
    },
    drained: () => drained(config, options),
    async serveApi() {
      await supervisor.start(ours(dir, writeConfig(dir, config), 'api', 1))
      return { url: `http://127.0.0.1:${config.apiPort}`, pid: supervisor.pids().api ?? 0, tokenFor }
    },
    async stop() {
      await Promise.all(pollers.map((poller) => poller.stop()))
      await supervisor.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function layOut(dir: string, now: string): Promise<LocalConfig> {
  mkdirSync(join(dir, 'logs'))
  const config: LocalConfig = {
    region,
    table: tableName,
    epoch: 0,
    apiPort: await freePort(),
    sqsPort: await freePort(),
    dynamodbPort: await freePort(),
    clockFile: join(dir, 'clock.json'),
    sweepFile: join(dir, 'sweep.json'),
    keysFile: join(dir, 'keys.json'),
    stubsFile: join(dir, 'stubs.json'),
    stubsCountFile: join(dir, 'stubs-count.json'),
  }
  makeBehaviourFile(config.stubsFile)
  openDevKeys(config.keysFile)
  openFileClock(config.clockFile, instant(now))
  return config
}

async function startStores(supervisor: Supervisor, dir: string, config: LocalConfig, options: BenchOptions) {
  const configFile = writeConfig(dir, config)
  const table = tableDefinition(tableName)
  const dynamodb = dynamodbChild({ port: config.dynamodbPort, region, table, logFile: join(dir, 'logs/dynamodb.log') })
  await Promise.all([supervisor.start(dynamodb), supervisor.start(ours(dir, configFile, 'sqs', 0))])
  if (options.stubs) await supervisor.start(ours(dir, configFile, 'stubs', 1))
}

/** A process of the local stack. */
function ours(dir: string, configFile: string, name: string, stage: number) {
  const program = fileURLToPath(new URL(`../../infra/local/processes/${name}.ts`, import.meta.url))
  const logFile = join(dir, 'logs', `${name}.log`)
  return { name, command: process.execPath, args: [program, configFile], logFile, stage }
}

/** Tokens as the local stack gives them, each asked for once. */
function tokens(keys: DevKeys, clock: ReturnType<typeof manualClock>) {
  const dev = devRoutes({ clock, setClock: (to) => clock.set(to), keys })
  const held = new Map<string, string>()
  return async (who: Record<string, unknown>): Promise<string> => {
    const name = JSON.stringify(who)
    const known = held.get(name)
    if (known) return known
    const init = { method: 'POST', body: name, headers: { 'content-type': 'application/json' } }
    const { token } = (await (await dev.request('/dev/token', init)).json()) as { token: string }
    held.set(name, token)
    return token
  }
}

const emptyLooksNeeded = 2

/** What partners that nobody plays have not read stays in their queues and is no work left. */
async function drained(config: LocalConfig, { stubs = false }: BenchOptions): Promise<void> {
  const watched: readonly QueueName[] = ['inbox', ...lanes, ...(stubs ? (['tax', 'bank'] as const) : [])]
  const deadline = performance.now() + 600_000
  for (let empty = 0; empty < emptyLooksNeeded; await delay(lookEveryMs)) {
    const { open, dead } = await queueDepths(sqsUrl(config), watched)
    if (dead > 0) throw new Error(`bench: ${dead} messages were given up`)
    if (performance.now() > deadline) throw new Error('bench: it did not come to an end')
    empty = open === 0 ? empty + 1 : 0
  }
}
