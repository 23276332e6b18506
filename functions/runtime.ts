/**
 * What a function is told when it starts in the cloud: variables of its environment and, behind one of them, the secret
 * keys. Every function is given only the variables it reads; the stack asks this file which these are.
 */

import { epochMs } from '../shared/calendar/index.ts'
import { systemClock } from '../shared/clock/index.ts'
import { keysFromJson } from '../shared/identity/index.ts'
import { lanes, partnerQueues, type QueueName } from '../shared/queues.ts'
import type { Post } from '../shared/wire/post.ts'
import { jsonLog } from './log.ts'
import { meteredLog } from './metered-log.ts'
import { makePorts, type Ports, type RuntimeConfig } from './ports.ts'
import { deployedReceipts, tellSenders } from './receipts.ts'
import { fetchSecret, type SecretRequest } from './secrets.ts'

/** The functions of the system by name. The worker is deployed once for each lane. */
export const functionNames = [
  'inbox',
  'worker',
  'clock',
  'citizen',
  'agency',
  'desk',
  'pages',
  'proof',
  'records',
] as const
/** A function. */
export type FunctionName = (typeof functionNames)[number]

const engineQueues = [...lanes, ...partnerQueues] as const

/** Which queues a function sends to. What is not listed here it has neither the address of nor leave to send to. */
export const sendsTo: Readonly<Record<FunctionName, readonly QueueName[]>> = {
  inbox: [...lanes, 'receipts'],
  worker: engineQueues,
  clock: ['steady', 'mass'],
  citizen: engineQueues,
  agency: engineQueues,
  desk: [],
  pages: engineQueues,
  proof: [],
  records: [],
}

/** The functions that people call, with a token, or with a browser that keeps one. */
export const apiFunctions = ['citizen', 'agency', 'desk', 'pages'] as const satisfies readonly FunctionName[]

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The variable that holds a queue's URL: `prompt` → `QUEUE_URL_PROMPT`; of `receipts` what all of them begin with. */
export function queueVariable(queue: QueueName): string {
  return `QUEUE_URL_${queue.toUpperCase().replaceAll('-', '_')}`
}

/** Reads a variable. Throws an Error that names it: a function that was told too little must not start. */
export function told(environment: Environment, name: string): string {
  const value = environment[name]
  if (value === undefined || value === '') throw new Error(`environment: ${name} is not set`)
  return value
}

/** The configuration of a function from its environment. Throws if a variable is missing or the keys are wrong. */
export async function runtimeConfig(
  name: FunctionName,
  environment: Environment,
  readSecret: (request: SecretRequest) => Promise<string> = fetchSecret,
): Promise<RuntimeConfig> {
  const region = told(environment, 'AWS_REGION')
  const keys = keysFromJson(await readSecret(keysRequest(environment, region)))
  const known = Object.fromEntries(sendsTo[name].map((queue) => [queue, told(environment, queueVariable(queue))]))
  const log = meteredLog(jsonLog(), {
    namespace: told(environment, 'METRICS_NAMESPACE'),
    nowMs: () => epochMs(systemClock.now()),
    write: (line) => void process.stdout.write(line),
  })
  const table = told(environment, 'TABLE_NAME')
  const epoch = Number(told(environment, 'EPOCH'))
  if (!Number.isSafeInteger(epoch)) throw new Error('environment: EPOCH is no whole number')
  const stage = told(environment, 'STAGE')
  const bundlesLive = told(environment, 'BUNDLES_LIVE') === 'on'
  const endpoints = endpointsIn(environment)
  const queues = onlyKnown(name, known)
  return { table, region, queues, clock: systemClock, keys, stage, epoch, bundlesLive, log, endpoints }
}

/** Where services are, if not at the region's own addresses, by the variables that every tool of AWS reads. */
function endpointsIn(environment: Environment): NonNullable<RuntimeConfig['endpoints']> {
  const { AWS_ENDPOINT_URL_DYNAMODB: dynamodb, AWS_ENDPOINT_URL_SQS: sqs } = environment
  return { ...(dynamodb ? { dynamodb } : {}), ...(sqs ? { sqs } : {}) }
}

/** Where the keys are, and the credentials of the function's role, which Lambda puts into the environment. */
function keysRequest(environment: Environment, region: string): SecretRequest {
  const sessionToken = environment.AWS_SESSION_TOKEN
  return {
    endpoint: told(environment, 'SECRETS_URL'),
    region,
    arn: told(environment, 'KEYS_SECRET_ARN'),
    credentials: {
      accessKeyId: told(environment, 'AWS_ACCESS_KEY_ID'),
      secretAccessKey: told(environment, 'AWS_SECRET_ACCESS_KEY'),
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
  }
}

/** Queue URLs; asking for one that the function has no leave to send to is a bug, and is said so. */
function onlyKnown(name: FunctionName, urls: Record<string, string>): RuntimeConfig['queues'] {
  return new Proxy(urls, {
    get(target, queue) {
      const url = target[String(queue)]
      if (url === undefined) throw new Error(`${name} sends nothing to ${String(queue)}: see sendsTo in runtime.ts`)
      return url
    },
  }) as RuntimeConfig['queues']
}

/** The ports of a deployed function, as {@link makePorts} has them; the keys are fetched once, when an instance starts. */
export async function deployedPorts(name: FunctionName, post?: Post): Promise<Ports> {
  const config = await runtimeConfig(name, process.env)
  const tells = (tellSenders as readonly FunctionName[]).includes(name)
  return makePorts(tells ? { ...config, receipts: deployedReceipts() } : config, post)
}
