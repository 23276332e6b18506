/** Ports on AWS, from a configuration: in the cloud from the environment, on one machine from the local stack. */
import type { Clock } from '../shared/clock/index.ts'
import type { Ports } from '../shared/engine/ports.ts'
import type { Keys } from '../shared/identity/index.ts'
import type { Log } from '../shared/log.ts'
import type { QueueName } from '../shared/queues.ts'
import { sqsQueues, sqsWire } from '../shared/sqs.ts'
import { dynamoTable, dynamoWire } from '../shared/table/dynamo.ts'
import type { Post } from '../shared/wire/post.ts'
import type { Credentials } from '../shared/wire/signature.ts'
import { jsonLog } from './log.ts'
import type { ReceiptsConfig } from './receipts.ts'

/** What the engine needs of the world. */
export type { Ports } from '../shared/engine/ports.ts'

/** Everything a function must be told. */
export interface RuntimeConfig {
  table: string
  region: string
  queues: Readonly<Record<QueueName, string>>
  clock: Clock
  keys: Keys
  /** {@link Ports.stage} */
  stage: string
  /** {@link Ports.epoch} */
  epoch: number
  /** {@link Ports.bundlesLive} */
  bundlesLive: boolean
  /** Absent where everybody is sent the usual receipts by one queue. */
  receipts?: ReceiptsConfig
  log?: Log
  endpoints?: { dynamodb?: string; sqs?: string }
  credentials?: Credentials
}

const longestPauseMs = 500

/** The ports of a function; `post`: how it makes requests, if not by Node's own client (decision 0062). */
export function makePorts(config: RuntimeConfig, post?: Post): Ports {
  const { region, credentials, endpoints = {} } = config
  const common = { region, credentials, post }
  const dynamo = dynamoWire({ ...common, endpoint: endpoints.dynamodb })
  const sqs = sqsWire({ ...common, endpoint: endpoints.sqs })
  return {
    table: dynamoTable(dynamo, config.table),
    queues: sqsQueues(sqs, config.queues, config.receipts?.urlFor),
    ...(config.receipts ? { receipts: config.receipts.wish } : {}),
    clock: config.clock,
    keys: config.keys,
    stage: config.stage,
    epoch: config.epoch,
    bundlesLive: config.bundlesLive,
    log: config.log ?? jsonLog(),
    pause,
    backoff,
  }
}

/** A random pause that grows with the tries, so that those who lost a race do not meet again. */
function backoff(attempt: number): Promise<void> {
  return pause(Math.random() * Math.min(longestPauseMs, 5 * 2 ** attempt))
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))
