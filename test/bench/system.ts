/** The system under measurement: inbox, workers and API on the stores of a configuration, in the process that opens it. */
import { setTimeout as delay } from 'node:timers/promises'
import { makeApi } from '../../functions/api/app.ts'
import { makeInbox } from '../../functions/inbox/inbox.ts'
import { makeRules } from '../../functions/worker/personal.ts'
import { makeWorker } from '../../functions/worker/worker.ts'
import {
  archiveDir,
  credentials,
  dynamodbUrl,
  type LocalConfig,
  region,
  sqsUrl,
  tableName,
} from '../../infra/local/config.ts'
import { audience, type DevKeys, issuer, openDevKeys, publicKeys } from '../../infra/local/dev-keys.ts'
import { devRoutes } from '../../infra/local/dev-routes.ts'
import { type Poller, pollingWire, startPolling } from '../../infra/local/processes/poll.ts'
import { queueUrls } from '../../infra/local/queues.ts'
import { directoryBucket } from '../../shared/bucket/directory.ts'
import { instant } from '../../shared/calendar/index.ts'
import { type Clock, offsetClock, offsetTo } from '../../shared/clock/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { lanes } from '../../shared/queues.ts'
import { sqsQueues, sqsWire } from '../../shared/sqs.ts'
import { dynamoTable, dynamoWire } from '../../shared/table/dynamo.ts'
import { sharingReads } from '../../shared/table/sharing.ts'
import { postByUndici } from '../../shared/wire/by-undici.ts'
import type { Meter } from './meter.ts'

/** An answer of the API. */
export interface Answered {
  status: number
  body: unknown
}

/** A system that runs. */
export interface System {
  readonly ports: Ports
  /** Starts reading the queues, so many batches of each at a time. */
  poll(concurrency: number): void
  /** Calls the API as somebody. */
  call(who: Record<string, unknown>, method: string, path: string, body?: unknown): Promise<Answered>
  tokenFor(who: Record<string, unknown>): Promise<string>
  stop(): Promise<void>
}

/** Where the stores of a configuration are. */
export const endpointsOf = (config: LocalConfig) => ({
  dynamodb: { endpoint: dynamodbUrl(config), region, credentials, post: postByUndici },
  sqs: { endpoint: sqsUrl(config), region, credentials, post: postByUndici },
})

/** Opens the system at a moment of business time; with a meter every call of it is counted. */
export function openSystem(config: LocalConfig, now: string, meter?: Meter): System {
  const endpoints = endpointsOf(config)
  const urls = queueUrls(config.sqsPort)
  const keys = openDevKeys(config.keysFile)
  const clock = clockFrom(now)
  const dynamo = dynamoWire(endpoints.dynamodb)
  const sqs = sqsWire(endpoints.sqs)
  const polling = pollingWire(endpoints.sqs)
  const ports: Ports = {
    // As the local stack's API has it; workers have it anyway.
    table: sharingReads(
      meter ? meter.table(dynamoTable(meter.dynamo(dynamo), tableName)) : dynamoTable(dynamo, tableName),
    ),
    queues: sqsQueues(meter ? meter.sent(sqs) : sqs, urls),
    clock,
    keys: keys.keys,
    stage: 'test',
    epoch: 0,
    bundlesLive: true,
    log: {
      info: () => {},
      warn: () => {},
      error: (message, fields) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
    },
    backoff: (attempt) => delay(Math.random() * 5 * 2 ** attempt),
  }
  const archive = directoryBucket(archiveDir(config))
  const api = makeApi(ports, { auth: { issuer, audience, jwks: publicKeys(keys) }, limits: 'off', archive })
  const tokenFor = tokens(keys, clock)
  const pollers: Poller[] = []
  return {
    ports,
    tokenFor,
    poll(concurrency) {
      const worker = makeWorker(ports, makeRules(ports.keys))
      const failed = (error: unknown) => process.stderr.write(`${error}\n`)
      const read = { call: meter ? meter.polled(polling) : polling, concurrency, failed }
      pollers.push(startPolling({ ...read, queueUrl: urls.inbox, handler: makeInbox({ ...ports, archive }) }))
      for (const queue of lanes) pollers.push(startPolling({ ...read, queueUrl: urls[queue], handler: worker }))
    },
    async call(who, method, path, body) {
      const headers = { authorization: `Bearer ${await tokenFor(who)}`, 'content-type': 'application/json' }
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
      const response = await api.request(path, init)
      return { status: response.status, body: await response.json() }
    },
    async stop() {
      await Promise.all(pollers.map((poller) => poller.stop()))
    },
  }
}

/** A clock that begins at a moment of business time and runs on. */
export function clockFrom(now: string): Clock {
  const offset = offsetTo(instant(now))
  return offsetClock(() => offset)
}

/** Tokens as the local stack gives them, each asked for once. */
function tokens(keys: DevKeys, clock: Clock) {
  const dev = devRoutes({ clock, setClock: () => undefined, keys })
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
