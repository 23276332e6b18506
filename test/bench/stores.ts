/**
 * The local stack started for a measurement: the stores and partners as processes of their own; the system in this one,
 * where it is counted, or in one of its own, where it is timed.
 */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openFileClock } from '../../infra/local/clock-file.ts'
import { type LocalConfig, region, sqsUrl, tableName, writeConfig } from '../../infra/local/config.ts'
import { queueDepths } from '../../infra/local/day/queue-depths.ts'
import { openDevKeys } from '../../infra/local/dev-keys.ts'
import { dynamodbChild } from '../../infra/local/dynamodb.ts'
import { freePort } from '../../infra/local/ports-free.ts'
import { queueUrls } from '../../infra/local/queues.ts'
import { makeBehaviourFile } from '../../infra/local/stubs/behaviour.ts'
import { Supervisor } from '../../infra/local/supervisor.ts'
import { settleBureau } from '../../infra/samples/bureau.ts'
import { instant } from '../../shared/calendar/index.ts'
import type { Clock } from '../../shared/clock/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Keys } from '../../shared/identity/index.ts'
import { lanes, type QueueName } from '../../shared/queues.ts'
import { sqsQueues, sqsWire } from '../../shared/sqs.ts'
import { tableDefinition } from '../../shared/table/definition.ts'
import { dynamoTable, dynamoWire } from '../../shared/table/dynamo.ts'
import type { Table } from '../../shared/table/table.ts'
import { openApart } from './apart.ts'
import { Meter } from './meter.ts'
import { clockFrom, endpointsOf, openSystem, type System } from './system.ts'

/** A system under measurement, and what whoever plays partners and clerks needs. */
export interface Bench {
  readonly keys: Keys
  readonly clock: Clock
  /** The same stores for whoever watches or plays a partner: their calls are not the system's. */
  readonly aside: { table: Table; send(queue: QueueName, bodies: readonly string[]): Promise<unknown> }
  /** Calls the API as somebody. */
  call: System['call']
  /** Starts reading the queues. */
  poll(concurrency: number): Promise<void>
  /** Resolves once every queue is empty: nothing is on its way. */
  drained(): Promise<void>
  stop(): Promise<void>
}

/** A system in this process, every call of which is counted. */
export interface CountedBench extends Bench {
  readonly ports: Ports
  readonly meter: Meter
  /** Where the stores are, and the keys. */
  readonly config: LocalConfig
  /** Starts the API as a process of its own, as the local stack does; answers its address, a token maker and its id. */
  serveApi(): Promise<{ url: string; pid: number; tokenFor: System['tokenFor'] }>
}

/** A system in a process of its own, the CPU of which is measured. */
export interface TimedBench extends Bench {
  cpuMs(): Promise<number>
}

/** What is wanted beside the stores. */
export interface BenchOptions {
  /** Stub partners that answer bills and payments, as a process of their own. */
  stubs?: boolean
}

const lookEveryMs = 40

async function start(now: string, options: BenchOptions) {
  const dir = mkdtempSync(join(tmpdir(), 'mianshen-bench-'))
  const supervisor = new Supervisor()
  const config = await layOut(dir, now)
  await startStores(supervisor, dir, config, options)

  const { dynamodb, sqs } = endpointsOf(config)
  const asideQueues = sqsQueues(sqsWire(sqs), queueUrls(config.sqsPort))
  const shared = {
    keys: openDevKeys(config.keysFile).keys,
    clock: clockFrom(now),
    aside: {
      table: dynamoTable(dynamoWire(dynamodb), tableName),
      send: (queue: QueueName, bodies: readonly string[]) => asideQueues.send(queue, bodies),
    },
    drained: () => drained(config, options),
  }
  await settleBureau(shared.aside.table)
  const away = async () => {
    await supervisor.stop()
    rmSync(dir, { recursive: true, force: true })
  }
  return { dir, config, supervisor, shared, away }
}

/** Starts stores and the system in this process, every call of which is counted. */
export async function startBench(now: string, options: BenchOptions = {}): Promise<CountedBench> {
  const { dir, config, supervisor, shared, away } = await start(now, options)
  const meter = new Meter()
  const system = openSystem(config, now, meter)
  return {
    ...shared,
    meter,
    config,
    ports: system.ports,
    call: system.call,
    poll: async (concurrency) => system.poll(concurrency),
    async serveApi() {
      await supervisor.start(ours(dir, writeConfig(dir, config), 'api', 1))
      return {
        url: `http://127.0.0.1:${config.apiPort}`,
        pid: supervisor.pids().api ?? 0,
        tokenFor: system.tokenFor,
      }
    },
    async stop() {
      await system.stop()
      await away()
    },
  }
}

/** Starts stores and the system in a process of its own, of which nothing is counted but its CPU. */
export async function startTimed(now: string, options: BenchOptions = {}): Promise<TimedBench> {
  const { dir, config, shared, away } = await start(now, options)
  const system = await openApart(writeConfig(dir, config), now)
  return {
    ...shared,
    ...system,
    async stop() {
      await system.stop()
      await away()
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
    bucketsDir: dir,
    streamFile: join(dir, 'stream.json'),
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
