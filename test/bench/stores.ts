/** The two stores of the local stack, started for a measurement, and the system on them in this process. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeApi } from '../../functions/api.ts'
import { makeInbox } from '../../functions/inbox/inbox.ts'
import { makeRules } from '../../functions/worker/personal.ts'
import { makeWorker } from '../../functions/worker/worker.ts'
import { credentials, region, tableName } from '../../infra/local/config.ts'
import { audience, issuer, openDevKeys, publicKeys } from '../../infra/local/dev-keys.ts'
import { devRoutes } from '../../infra/local/dev-routes.ts'
import { dynamodbChild } from '../../infra/local/dynamodb.ts'
import { startSqs } from '../../infra/local/fauxqs.ts'
import { type Poller, startPolling } from '../../infra/local/poll.ts'
import { freePort } from '../../infra/local/ports-free.ts'
import { queuesToMake, queueUrls } from '../../infra/local/queues.ts'
import { Supervisor } from '../../infra/local/supervisor.ts'
import { instant } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/chain/ports.ts'
import { manualClock } from '../../shared/clock/index.ts'
import { chainQueues } from '../../shared/queues.ts'
import { sqsClient, sqsQueues } from '../../shared/sqs.ts'
import { tableDefinition } from '../../shared/table/definition.ts'
import { dynamoClient, dynamoTable } from '../../shared/table/dynamo.ts'
import { Meter } from './meter.ts'

/** A system under measurement. */
export interface Bench {
  ports: Ports
  meter: Meter
  /** Calls the API in this process as somebody. */
  call(
    who: Record<string, unknown>,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown }>
  /** Starts reading the queues. */
  poll(concurrency: number): void
  stop(): Promise<void>
}

/** Starts stores and system. SQS runs in a process of its own so that its CPU is not ours. */
export async function startBench(now: string): Promise<Bench> {
  const dir = mkdtempSync(join(tmpdir(), 'mianshen-bench-'))
  const supervisor = new Supervisor()
  const port = await freePort()
  const table = tableDefinition(tableName)
  await supervisor.start(dynamodbChild({ port, region, table, logFile: join(dir, 'dynamodb.log') }))
  const sqsPort = await freePort()
  const sqs = await startSqs({ port: sqsPort, region })
  for (const { name, attributes } of queuesToMake(region)) sqs.createQueue(name, { region, attributes })

  const meter = new Meter()
  const dynamo = meter.dynamo(dynamoClient({ endpoint: `http://127.0.0.1:${port}`, region, credentials }))
  const client = meter.sqs(sqsClient({ endpoint: `http://127.0.0.1:${sqsPort}`, region, credentials }))
  const keys = openDevKeys(join(dir, 'keys.json'))
  const clock = manualClock(instant(now))
  const ports: Ports = {
    table: dynamoTable(dynamo, tableName),
    queues: sqsQueues(client, queueUrls(sqsPort)),
    clock,
    keys: keys.keys,
    log: {
      info: () => {},
      warn: () => {},
      error: (message, fields) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
    },
    backoff: (attempt) => new Promise((done) => setTimeout(done, Math.random() * 5 * 2 ** attempt)),
  }
  const api = makeApi(ports, { auth: { issuer, audience, jwks: publicKeys(keys) } })
  const dev = devRoutes({ clock, setClock: (to) => clock.set(to), keys })
  const tokens = new Map<string, string>()
  const pollers: Poller[] = []

  const tokenFor = async (who: Record<string, unknown>) => {
    const name = JSON.stringify(who)
    const held = tokens.get(name)
    if (held) return held
    const response = await dev.request('/dev/token', {
      method: 'POST',
      body: name,
      headers: { 'content-type': 'application/json' },
    })
    const { token } = (await response.json()) as { token: string }
    tokens.set(name, token)
    return token
  }

  return {
    ports,
    meter,
    async call(who, method, path, body) {
      const headers = { authorization: `Bearer ${await tokenFor(who)}`, 'content-type': 'application/json' }
      const response = await api.request(path, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return { status: response.status, body: await response.json() }
    },
    poll(concurrency) {
      const urls = queueUrls(sqsPort)
      const worker = makeWorker(ports, makeRules(ports.keys))
      const failed = (error: unknown) => process.stderr.write(`${error}\n`)
      pollers.push(startPolling({ client, queueUrl: urls.inbox, handler: makeInbox(ports), concurrency, failed }))
      for (const queue of chainQueues) {
        pollers.push(startPolling({ client, queueUrl: urls[queue], handler: worker, concurrency, failed }))
      }
    },
    async stop() {
      await Promise.all(pollers.map((poller) => poller.stop()))
      await sqs.stop()
      await supervisor.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
