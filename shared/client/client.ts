/**
 * A client of the API for mini-programs and pages. One call for every operation of the OpenAPI document, typed by it.
 * It carries the token and has another fetched when it is refused, gives every POST an idempotency key and so may repeat
 * it, waits as long as it is told to, and walks through pages. What comes of a call is a value; nothing is thrown.
 */
import { type Limit, limitOf } from './limits.ts'
import type { Operations } from './operations.ts'
import type { Bounds, ClientOptions } from './options.ts'
import type { Result } from './problems.ts'
import { noAnswer } from './results.ts'
import { passes } from './tokens.ts'
import type { WireRequest } from './transports.ts'
import { trier, type Unsent } from './tries.ts'

/** The name of a call: `GET /v1/me`. */
export type OperationName = keyof Operations
/** What a call answers. */
export type Answer<N extends OperationName> = Operations[N]['answer']

type Told<O> = { [K in keyof O as K extends 'path' | 'query' | 'body' ? K : never]: O[K] }

/** What a call takes. `key` is an idempotency key of one's own (`newKey()`), to repeat a call after a restart. */
export type Input<N extends OperationName> = Told<Operations[N]> &
  Bounds &
  Behalf &
  (N extends `POST ${string}` ? { key?: string | undefined } : object)
type Args<N extends OperationName> = object extends Input<N> ? [input?: Input<N>] : [input: Input<N>]

/** Calls that answer a list, page by page. */
export type ListName = { [N in OperationName]: 'cursor' extends keyof Answer<N> ? N : never }[OperationName]
/** What a list is of. */
export type ItemOf<N extends ListName> = {
  [K in keyof Answer<N>]: Answer<N>[K] extends (infer Item)[] ? Item : never
}[Exclude<keyof Answer<N>, 'cursor'>]

/** A client. */
export interface Client {
  /** Calls the API. Throws nothing, whatever happens. */
  call<N extends OperationName>(name: N, ...[input]: Args<N>): Promise<Result<Answer<N>>>
  /** Walks through a list, page after page as they are asked for; ends after the last one, or one that failed. Throws nothing. */
  pages<N extends ListName>(name: N, ...[input]: Args<N>): AsyncGenerator<Result<Answer<N>>, void, undefined>
}

/** For whom a call is made: the `psn_no` of somebody in the family who has given a mandate. Left out: for oneself. */
interface Behalf {
  onBehalfOf?: string | undefined
}

interface AnyInput extends Bounds, Behalf {
  path?: Record<string, string>
  query?: Record<string, string | number | boolean | undefined> | undefined
  body?: unknown
  key?: string
}

/** Makes a client. */
export function createClient(options: ClientOptions): Client {
  const attempt = trier(options.transport, options.tries ?? 3, passes(options))

  const call = async (name: string, input: AnyInput = {}): Promise<Result<unknown>> => {
    let limit: Limit | undefined
    try {
      limit = limitOf(input.deadlineMs ?? options.deadlineMs ?? 60_000, input.signal)
      return await attempt(requestOf(options.baseUrl, name, input), limit.signal)
    } catch (error) {
      return noAnswer(limit?.ending() ?? 'no-answer', error)
    } finally {
      limit?.release()
    }
  }

  async function* pages(name: string, input: AnyInput = {}) {
    for (let query = input.query; ; ) {
      const page = await call(name, { ...input, query })
      yield page
      const cursor = page.ok && (page.body as { cursor?: string }).cursor
      if (!cursor) return
      query = { ...query, cursor }
    }
  }

  return { call, pages } as Client
}

function requestOf(baseUrl: string, name: string, input: AnyInput): Unsent {
  const [method, path] = name.split(' ') as [WireRequest['method'], string]
  const filled = path.replace(/\{(\w+)\}/g, (_, field: string) => encodeURIComponent(input.path?.[field] ?? ''))
  const query = Object.entries(input.query ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => `${encodeURIComponent(field)}=${encodeURIComponent(String(value))}`)
    .join('&')
  const headers: Record<string, string> = { accept: 'application/json' }
  if (method === 'POST') headers['idempotency-key'] = input.key ?? newKey()
  if (input.onBehalfOf !== undefined) headers['on-behalf-of'] = input.onBehalfOf
  const request = { method, url: `${baseUrl.replace(/\/+$/, '')}${filled}${query && `?${query}`}`, headers }
  if (input.body === undefined) return request
  headers['content-type'] = 'application/json'
  return { ...request, body: JSON.stringify(input.body) }
}

/** An idempotency key: 128 random bits. It must not come twice, it need not be a secret: mini-programs have no better source. */
export function newKey(): string {
  let key = ''
  while (key.length < 32)
    key += Math.floor(Math.random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0')
  return key
}
