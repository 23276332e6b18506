/**
 * A client of the API for mini-programs and pages. One call for every operation of the OpenAPI document, typed by it.
 * It carries the token and gets a new one when it is refused, gives every POST an idempotency key and so may repeat it,
 * waits as long as it is told to, walks through pages, and throws what went wrong as typed errors.
 */
import { ApiProblem, NoAnswer } from './errors.ts'
import type { Operations } from './operations.ts'
import type { Transport, WireRequest, WireResponse } from './transports.ts'

/** The name of a call: `GET /v1/me`. */
export type OperationName = keyof Operations
/** What a call answers. */
export type Answer<N extends OperationName> = Operations[N]['answer']

type Told<O> = { [K in keyof O as K extends 'path' | 'query' | 'body' ? K : never]: O[K] }
/** What a call takes. `key` is an idempotency key of one's own, to repeat a call after a restart. */
export type Input<N extends OperationName> = Told<Operations[N]> &
  (N extends `POST ${string}` ? { key?: string } : object)
type Args<N extends OperationName> = object extends Input<N> ? [input?: Input<N>] : [input: Input<N>]

/** Calls that answer a list, page by page. */
export type ListName = { [N in OperationName]: Answer<N> extends { cursor?: string } ? N : never }[OperationName]
/** What a list is of. */
export type ItemOf<N extends ListName> = {
  [K in keyof Answer<N>]: Answer<N>[K] extends (infer Item)[] ? Item : never
}[Exclude<keyof Answer<N>, 'cursor'>]

/** What a client must be told. */
export interface ClientOptions {
  /** Where the API is, without a slash at the end. */
  baseUrl: string
  transport: Transport
  /** The caller's token, if there is one; after a 401 it is asked for again, with the one that was refused. */
  token?(refused?: string): Promise<string | undefined> | string | undefined
  /** How often a call is tried at most, when no answer or a passing fault comes; 3 if left out. */
  tries?: number
  /** Waits. For tests. */
  pause?(ms: number): Promise<void>
  /** Makes an idempotency key. For tests. */
  newKey?(): string
}

/** A client. */
export interface Client {
  /** Calls the API. Throws `ApiProblem` when it says no, `NoAnswer` when none comes. */
  call<N extends OperationName>(name: N, ...[input]: Args<N>): Promise<Answer<N>>
  /** Walks through a list, page after page as it is needed. */
  each<N extends ListName>(name: N, ...[input]: Args<N>): AsyncGenerator<ItemOf<N>, void, undefined>
}

interface AnyInput {
  path?: Record<string, string>
  query?: Record<string, string | number | boolean | undefined>
  body?: unknown
  key?: string
}

const passing = [429, 500, 502, 503, 504]
const longestPauseMs = 30_000

/** Makes a client. */
export function createClient(options: ClientOptions): Client {
  const { baseUrl, transport, tries = 3, pause = sleep, newKey = randomKey } = options
  let refreshing: Promise<string | undefined> | undefined

  /** A new token in place of a refused one; calls refused at the same time share it. */
  const refreshed = (refused: string | undefined) => {
    refreshing ??= Promise.resolve(options.token?.(refused)).finally(() => {
      refreshing = undefined
    })
    return refreshing
  }

  const send = async (request: WireRequest): Promise<WireResponse> => {
    const token = await options.token?.()
    const response = await transport(withToken(request, token))
    if (response.status !== 401 || !options.token) return response
    const fresh = await refreshed(token)
    return fresh === undefined || fresh === token ? response : transport(withToken(request, fresh))
  }

  const persist = async (request: WireRequest): Promise<WireResponse> => {
    for (let tried = 1; ; tried++) {
      const response = await send(request).catch((error: unknown) => new NoAnswer(String(error), { cause: error }))
      if (response instanceof NoAnswer) {
        if (tried >= tries) throw response
        await pause(250 * 2 ** tried)
      } else {
        const wait = waitBeforeAgain(response, tried)
        if (wait === undefined || tried >= tries) return response
        await pause(wait)
      }
    }
  }

  const call = async (name: string, input: AnyInput = {}): Promise<unknown> => {
    const response = await persist(requestOf(baseUrl, name, input, newKey))
    const body = parsed(response.text)
    if (response.status < 300 && body !== undefined) return body
    if (isProblem(body)) throw new ApiProblem(body)
    throw new NoAnswer(`${response.status} from something that is not the API`)
  }

  async function* each(name: string, input: AnyInput = {}) {
    for (let cursor: string | undefined; ; ) {
      const page = (await call(name, { ...input, query: { ...input.query, cursor } })) as Record<string, unknown>
      yield* Object.values(page).find(Array.isArray) ?? []
      cursor = page.cursor as string | undefined
      if (cursor === undefined) return
    }
  }

  return { call, each } as Client
}

function requestOf(baseUrl: string, name: string, input: AnyInput, newKey: () => string): WireRequest {
  const [method, path] = name.split(' ') as [WireRequest['method'], string]
  const filled = path.replace(/\{(\w+)\}/g, (_, field: string) => encodeURIComponent(input.path?.[field] ?? ''))
  const query = Object.entries(input.query ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => `${encodeURIComponent(field)}=${encodeURIComponent(String(value))}`)
    .join('&')
  const headers: Record<string, string> = { accept: 'application/json' }
  if (method === 'POST') headers['idempotency-key'] = input.key ?? newKey()
  const request = { method, url: `${baseUrl}${filled}${query && `?${query}`}`, headers }
  if (input.body === undefined) return request
  headers['content-type'] = 'application/json'
  return { ...request, body: JSON.stringify(input.body) }
}

const withToken = (request: WireRequest, token: string | undefined): WireRequest =>
  token === undefined ? request : { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }

/** Milliseconds after which to try again; undefined if that would change nothing. */
function waitBeforeAgain({ status, header, text }: WireResponse, tried: number): number | undefined {
  const inProgress = status === 409 && isProblem(parsed(text)) && text.includes('"key-in-progress"')
  if (!passing.includes(status) && !inProgress) return undefined
  const told = Number(header('retry-after') ?? Number.NaN) * 1000
  return Math.min(longestPauseMs, Number.isNaN(told) ? 250 * 2 ** tried : told)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isProblem = (body: unknown): body is ConstructorParameters<typeof ApiProblem>[0] =>
  typeof body === 'object' && body !== null && 'code' in body && 'detail' in body

const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/** 128 random bits. A key must not come twice, it need not be a secret: mini-programs have no better source. */
function randomKey(): string {
  let key = ''
  while (key.length < 32)
    key += Math.floor(Math.random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0')
  return key
}
