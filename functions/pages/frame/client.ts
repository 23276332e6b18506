/**
 * The API as pages call it: in this process, as whoever sits before them. Roles, ownership, audit and validation stand once,
 * in the API; a page has no other way to anything. Typed by the client that front ends have.
 */
import { type Client, createClient, type Problem, type Result, type Transport } from '../../../shared/client/index.ts'

/** The API, or whatever answers as it does. `env` is what the gateway told of the request. */
export interface Asked {
  request(path: string, init: RequestInit, env?: unknown): Response | Promise<Response>
}

/** Whose calls they are. */
export interface Caller {
  readonly token: string
  /** Names the request in the log. */
  readonly requestId: string
  readonly env?: unknown
  /** Runs them as this person's, by a mandate or an errand (`On-Behalf-Of`). */
  readonly onBehalfOf?: string | undefined
}

/** A client for one page. A call is tried once: whoever waits before a page presses 「重试」. */
export function apiFor(api: Asked, { token, requestId, env, onBehalfOf }: Caller): Client {
  const headers = { 'x-request-id': requestId, ...(onBehalfOf === undefined ? {} : { 'on-behalf-of': onBehalfOf }) }
  const transport: Transport = async ({ url, method, headers: own, body }) => {
    const response = await api.request(
      url,
      { method, headers: { ...own, ...headers }, ...(body === undefined ? {} : { body }) },
      env,
    )
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      text: await response.text(),
    }
  }
  return createClient({ baseUrl: '', transport, tries: 1, deadlineMs: Number.POSITIVE_INFINITY, token: () => token })
}

/** A call that a page cannot be drawn without came to nothing: the frame says so. */
export class Unanswered extends Error {
  readonly status: number
  readonly problem: Problem
  constructor(status: number, problem: Problem) {
    super(problem.code)
    this.status = status
    this.problem = problem
  }
}

/** What the call answered. Throws {@link Unanswered}. */
export function need<T>(result: Result<T>): T {
  if (result.ok) return result.body
  throw new Unanswered(result.status, result.problem)
}

/** What the call answered, or undefined where it is not for this caller, or not there (yet): a part of a page is left out then. */
export function may<T>(result: Result<T>): T | undefined {
  if (result.ok) return result.body
  if (result.status === 404 || result.status === 403) return undefined
  throw new Unanswered(result.status, result.problem)
}
