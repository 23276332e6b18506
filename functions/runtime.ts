/**
 * What a function is told when it starts in the cloud: variables of its environment and, behind one of them, the secret
 * keys. Every function is given only the variables it reads; the stack asks this file which these are.
 */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { systemClock } from '../shared/clock/index.ts'
import { keysFromJson } from '../shared/identity/index.ts'
import { chainQueues, partnerQueues, type QueueName } from '../shared/queues.ts'
import type { AuthConfig } from './api/auth.ts'
import { makePorts, type Ports, type RuntimeConfig } from './ports.ts'

/** The functions of the system by name. The worker is deployed once for each chain queue. */
export const functionNames = ['inbox', 'worker', 'clock', 'citizen', 'agency', 'desk'] as const
/** A function. */
export type FunctionName = (typeof functionNames)[number]

const engineQueues = [...chainQueues, ...partnerQueues] as const

/** Which queues a function sends to. What is not listed here it has neither the address of nor leave to send to. */
export const sendsTo: Readonly<Record<FunctionName, readonly QueueName[]>> = {
  inbox: chainQueues,
  worker: engineQueues,
  clock: ['registers'],
  citizen: engineQueues,
  agency: engineQueues,
  desk: [],
}

/** The functions that people call, with a token. */
export const apiFunctions = ['citizen', 'agency', 'desk'] as const satisfies readonly FunctionName[]

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The variable that holds a queue's URL: `maternity-allowance` → `QUEUE_URL_MATERNITY_ALLOWANCE`. */
export function queueVariable(queue: QueueName): string {
  return `QUEUE_URL_${queue.toUpperCase().replaceAll('-', '_')}`
}

/** Reads a variable. Throws an Error that names it: a function that was told too little must not start. */
function told(environment: Environment, name: string): string {
  const value = environment[name]
  if (value === undefined || value === '') throw new Error(`environment: ${name} is not set`)
  return value
}

/** Fetches a secret's text by its ARN. */
export type FetchSecret = (arn: string, region: string) => Promise<string>

/** The configuration of a function from its environment. Throws if a variable is missing or the keys are wrong. */
export async function runtimeConfig(
  name: FunctionName,
  environment: Environment,
  fetchSecret: FetchSecret = fetchFromSecretsManager,
): Promise<RuntimeConfig> {
  const region = told(environment, 'AWS_REGION')
  const keys = keysFromJson(await fetchSecret(told(environment, 'KEYS_SECRET_ARN'), region))
  const known = Object.fromEntries(sendsTo[name].map((queue) => [queue, told(environment, queueVariable(queue))]))
  return { table: told(environment, 'TABLE_NAME'), region, queues: onlyKnown(name, known), clock: systemClock, keys }
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

async function fetchFromSecretsManager(SecretId: string, region: string): Promise<string> {
  const client = new SecretsManagerClient({ region, maxAttempts: 5 })
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }))
  client.destroy()
  if (SecretString === undefined) throw new Error('keys: the secret holds no text')
  return SecretString
}

/** Whose tokens are taken. The same issuer and audience as at the gateway: the code checks again by itself. */
export function authConfig(environment: Environment): AuthConfig {
  return {
    issuer: told(environment, 'JWT_ISSUER'),
    audience: told(environment, 'JWT_AUDIENCE'),
    jwks: { url: told(environment, 'JWKS_URL') },
  }
}

/** The ports of a deployed function; the keys are fetched once, when an instance starts. */
export async function deployedPorts(name: FunctionName): Promise<Ports> {
  return makePorts(await runtimeConfig(name, process.env))
}

/** {@link authConfig} of a deployed function. */
export function deployedAuth(): AuthConfig {
  return authConfig(process.env)
}
