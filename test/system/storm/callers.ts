/**
 * Institutions, clerks and citizens over HTTP, as their programs are: who hears nothing, or that something went wrong, makes
 * the very same call again until there is an answer.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Caller } from '../../../events/samples/day.ts'

/** A call. */
export interface Ask {
  readonly as: Caller
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly body?: object
  /** Its `Idempotency-Key`; not every program sends one. */
  readonly key?: string
}

/** An answer. */
export interface Heard {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests read what callers read
  readonly body: any
}

const patienceMs = 120_000
/** Who is not answered tries again so much later. */
const againMs = 250
const tokenTtlSeconds = 86_400

/** All who call one stack. */
export class Callers {
  readonly #address: string
  readonly #tokens = new Map<string, Promise<string>>()
  /** Calls that change something and have no answer yet. */
  open = 0
  /** How many were answered so far. */
  heard = 0
  /** Calls that change something whose answer never came: made again each time. */
  lost = 0

  constructor(address: string) {
    this.#address = address
  }

  /** Calls until there is an answer; throws if there is none for minutes. */
  async answer(ask: Ask): Promise<Heard> {
    const until = performance.now() + patienceMs
    for (let last = 'nothing'; ; ) {
      const heard = await this.#call(ask).catch((error: Error) => error)
      if (!(heard instanceof Error) && isAnswer(heard)) return heard
      last = heard instanceof Error ? String(heard.cause ?? heard) : `${heard.status} ${heard.body.code}`
      if (performance.now() > until) throw new Error(`${ask.method} ${ask.path} is not answered: ${last}`)
      await delay(againMs)
    }
  }

  /** What is read; throws unless it is there. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read what callers read
  async read(as: Caller, path: string): Promise<any> {
    const { status, body } = await this.answer({ as, method: 'GET', path })
    if (status !== 200) throw new Error(`GET ${path} as ${as.role}: ${status} ${JSON.stringify(body)}`)
    return body
  }

  async #call({ as, method, path, body, key }: Ask): Promise<Heard> {
    const headers = {
      authorization: `Bearer ${await this.#tokenOf(as)}`,
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    }
    if (method === 'GET') return heardIn(await fetch(this.#address + path, { method, headers }))
    this.open++
    try {
      const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
      const heard = await heardIn(await fetch(this.#address + path, init))
      this.heard++
      return heard
    } catch (error) {
      if (!isNobodyThere(error)) this.lost++
      throw error
    } finally {
      this.open--
    }
  }

  #tokenOf(caller: Caller): Promise<string> {
    const key = JSON.stringify(caller)
    const held = this.#tokens.get(key) ?? newToken(this.#address, caller)
    this.#tokens.set(key, held)
    // A token that could not be had is asked for again.
    held.catch(() => this.#tokens.delete(key))
    return held
  }
}

const heardIn = async (response: Response): Promise<Heard> => ({ status: response.status, body: await response.json() })

/** Another may try later; under a key whose call died one has to wait until the key is free. */
const isAnswer = ({ status, body }: Heard): boolean => status < 500 && status !== 429 && body.code !== 'key-in-progress'

/** Nobody listened: the call did not even begin. */
const isNobodyThere = (error: unknown): boolean =>
  error instanceof Error && (error.cause as { code?: string } | undefined)?.code === 'ECONNREFUSED'

async function newToken(address: string, caller: Caller): Promise<string> {
  const body = JSON.stringify({ ...caller, ttl_s: tokenTtlSeconds })
  const response = await fetch(`${address}/dev/token`, { method: 'POST', body })
  if (!response.ok) throw new Error(`no token for ${caller.role}: ${await response.text()}`)
  return ((await response.json()) as { token: string }).token
}
