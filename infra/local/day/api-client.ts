/** Calls the API of a local stack as its desks and citizens do: over HTTP, with a token of the right role. */
import type { Caller } from '../../../events/samples/day.ts'
import type { Instant } from '../../../shared/calendar/index.ts'

/** An answer, whatever its status. */
export interface ApiAnswer {
  readonly status: number
  readonly body: unknown
}

/** A client of one stack. */
export interface ApiClient {
  /** Calls, on somebody's behalf if they are named; answers of any status are answers. */
  call(caller: Caller, method: string, path: string, body?: object, onBehalfOf?: string): Promise<ApiAnswer>
  /** Reads. Throws an Error with the problem's text unless the answer is 200. */
  get<T>(caller: Caller, path: string): Promise<T>
  /** All pages of a list. */
  pages<T extends { cursor?: string }>(caller: Caller, path: string): AsyncGenerator<T>
  /** Sets the business clock; a moment that has passed changes nothing. */
  setClock(now: Instant): Promise<void>
}

/** Playing moves business time on by months: a token must outlast that. */
const tokenTtlSeconds = 5 * 366 * 86_400
const pageSize = 100

/** A client of the API at an address. */
export function apiClient(address: string): ApiClient {
  const tokens = new Map<string, Promise<string>>()
  const tokenOf = (caller: Caller): Promise<string> => {
    const key = JSON.stringify(caller)
    const held = tokens.get(key) ?? newToken(address, caller)
    tokens.set(key, held)
    // A token that could not be had is asked for again.
    held.catch(() => tokens.delete(key))
    return held
  }
  const call: ApiClient['call'] = async (caller, method, path, body, onBehalfOf) => {
    const headers = {
      authorization: `Bearer ${await tokenOf(caller)}`,
      'content-type': 'application/json',
      ...behalfOf(onBehalfOf),
    }
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
    const response = await fetch(address + path, init)
    return { status: response.status, body: await response.json() }
  }
  const get = async <T>(caller: Caller, path: string): Promise<T> => {
    const { status, body } = await call(caller, 'GET', path)
    if (status !== 200) throw new Error(`GET ${path} as ${caller.role}: ${status} ${JSON.stringify(body)}`)
    return body as T
  }
  async function* pages<T extends { cursor?: string }>(caller: Caller, path: string): AsyncGenerator<T> {
    let cursor: string | undefined
    do {
      const query = new URLSearchParams({ limit: String(pageSize), ...(cursor === undefined ? {} : { cursor }) })
      const page: T = await get<T>(caller, `${path}${path.includes('?') ? '&' : '?'}${query}`)
      yield page
      cursor = page.cursor
    } while (cursor !== undefined)
  }
  const setClock = async (now: Instant): Promise<void> => {
    const response = await fetch(`${address}/dev/clock`, { method: 'POST', body: JSON.stringify({ now }) })
    if (!response.ok && response.status !== 409) throw new Error(`the clock can't be set: ${await response.text()}`)
  }
  return { call, get, pages, setClock }
}

/** The header that names whose call it is. */
export const behalfOf = (psnNo: string | undefined) => (psnNo === undefined ? {} : { 'on-behalf-of': psnNo })

async function newToken(address: string, caller: Caller): Promise<string> {
  const body = JSON.stringify({ ...caller, ttl_s: tokenTtlSeconds })
  const response = await fetch(`${address}/dev/token`, { method: 'POST', body })
  if (!response.ok) throw new Error(`no token for ${caller.role}: ${await response.text()}`)
  return ((await response.json()) as { token: string }).token
}
