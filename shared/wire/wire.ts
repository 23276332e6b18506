/**
 * The way to a service of the cloud that speaks JSON: one signed `POST /` a call over sockets that are kept open, and again
 * what may pass. Signature by aws4, connections by Node or undici; what a service means by its fields its own adapter knows
 * (infra/decisions/0062).
 */
import { machineMs } from '../clock/index.ts'
import { postByNode } from './by-node.ts'
import { endpointOf, type ServiceName } from './endpoints.ts'
import { isTransient, isUntimely, ServiceError, type Trouble } from './errors.ts'
import type { Post, PostAnswer } from './post.ts'
import { type Credentials, signed } from './signature.ts'

/** A service, and how patiently it is asked. */
export interface WireOptions {
  readonly service: ServiceName
  /** Opens the name of each operation in a request: `DynamoDB_20120810`. */
  readonly target: string
  /** The version of the protocol; 1.0 if left out. */
  readonly json?: '1.0' | '1.1'
  readonly region: string
  /** Where it is, if not at the region's own address. */
  readonly endpoint?: string | undefined
  /** Left out, those that Lambda gives the function for its role. */
  readonly credentials?: Credentials | undefined
  /** Tries of one call at most. */
  readonly tries?: number
  /** How long one try may take, in milliseconds. */
  readonly patienceMs?: number
  /** After so many milliseconds nothing is tried again: a function has only so long. */
  readonly withinMs?: number
  /** How requests are made; Node's own client if left out. */
  readonly post?: Post | undefined
  /** Stand-ins for tests. */
  readonly nowMs?: () => number
  readonly pause?: (ms: number) => Promise<void>
}

/**
 * Calls an operation. Throws a `ServiceError` by the name that the service gives it, or what the network said; `signal`
 * breaks the call off.
 */
export type Wire = <Answer>(operation: string, input: object, signal?: AbortSignal) => Promise<Answer>

/** How patient a call is if nothing else is said: it has ended before the shortest of the functions that say nothing. */
export const patience = { tries: 6, patienceMs: 4_000, withinMs: 10_000 }
/** The first pause is shorter than this on the average, each further one twice as long. */
const firstPauseMs = 50
const longestPauseMs = 2_000

/** Opens the way to a service. Nothing is sent before the first call. */
export function openWire(options: WireOptions): Wire {
  const { tries, patienceMs, withinMs } = { ...patience, ...options }
  const { nowMs = machineMs, pause = passing } = options
  const send = sender(options, patienceMs)
  /** By how much the service's clock is ahead of ours: a signature that is minutes off is none. */
  let aheadMs = 0
  return async <Answer>(operation: string, input: object, signal?: AbortSignal): Promise<Answer> => {
    const body = JSON.stringify(input)
    const began = nowMs()
    for (let attempt = 1; ; attempt++) {
      const now = nowMs()
      const answer = await send(operation, body, now + aheadMs, signal)
      if ('said' in answer) return answer.said as Answer
      const { trouble } = answer
      const untimely = isUntimely(trouble, now + aheadMs)
      if (untimely) aheadMs = trouble.serverMs - now
      const pauseMs = untimely ? 0 : Math.random() * Math.min(longestPauseMs, 2 * firstPauseMs * 2 ** (attempt - 1))
      const isLast = signal?.aborted || attempt >= tries || nowMs() - began + pauseMs > withinMs
      if (isLast || !(untimely || isTransient(trouble))) throw trouble.error
      await pause(pauseMs)
    }
  }
}

const passing = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/** What came back: what the service said, or what went wrong. */
type Answer = { said: unknown } | { trouble: Trouble }

/** Makes the function that tries once. */
function sender(options: WireOptions, patienceMs: number) {
  const { service, region, target, json = '1.0', credentials: given, post = postByNode } = options
  const { origin, host } = new URL(options.endpoint ?? endpointOf(service, region))
  return async (operation: string, body: string, atMs: number, signal: AbortSignal | undefined): Promise<Answer> => {
    const named = {
      Host: host,
      'Content-Type': `application/x-amz-json-${json}`,
      'X-Amz-Target': `${target}.${operation}`,
      'X-Amz-Date': new Date(atMs).toISOString().replaceAll(/[-:]|\.\d{3}/g, ''),
    }
    const headers = signed({ service, region, method: 'POST', path: '/', headers: named, body }, given ?? ofTheRole())
    try {
      return answerOf(await post({ origin, headers, body, patienceMs, signal }))
    } catch (error) {
      return { trouble: { error: error as Error } }
    }
  }
}

/** The credentials of the function's role; Lambda puts them into the environment. */
function ofTheRole(): Credentials {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) throw new Error('wire: the environment has no credentials')
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  }
}

function answerOf({ status, headers, text }: PostAnswer): Answer {
  const said = parsed(text)
  if (status === 200 && said !== undefined) return { said }
  const error = new ServiceError(status, said, headers['x-amzn-errortype'])
  return { trouble: { error, status, serverMs: Date.parse(String(headers.date)) } }
}

function parsed(text: string): unknown {
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
