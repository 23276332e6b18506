/**
 * The door of an app: who is let in, and what every answer bears, whatever it says: its request's id, what its caller may
 * still ask, and leave for pages of the origins set to read it.
 */
import { randomUUID } from 'node:crypto'
import type { Context, Hono } from 'hono'
import type { Log } from '../../shared/log.ts'
import type { ByErrand } from '../behalf/behalf.ts'
import type { Reply } from '../calls/reply.ts'
import { logWith } from '../metered-log.ts'
import type { Authenticate } from './auth.ts'
import type { Limiter } from './limits.ts'

/** Whether pages of this origin may read answers. */
export type AllowOrigin = (origin: string) => boolean

/** How an app is entered. */
export interface Entrance {
  authenticate: Authenticate
  /** Where calls are counted. */
  limiter?: Limiter | undefined
  /** No page of another origin may read answers, if left out. */
  allowOrigin?: AllowOrigin | undefined
  /** Whether an agent or clerk may make a citizen's call; none may, if left out. */
  byErrand?: ByErrand | undefined
}

/** The variables of a request. */
export interface Surroundings {
  Variables: {
    /** Names the request in its answer and in the lines of the log. */
    requestId: string
    /** The log, every line with the request's id. */
    log: Log
    /** What the caller may still ask, as headers; of nobody known there is none. */
    rate?: Readonly<Record<string, string>>
  }
}

/** A request as an app with these headers sees it. */
export type RequestContext = Context<Surroundings>

/** An id as a caller may give it: what an id of ours could look like, and nothing a line of a log could break at. */
const callersId = /^[A-Za-z0-9-]{1,64}$/

/** The id of a request: the one that came with it, or else a new one. */
export const requestIdFor = (given = ''): string => (callersId.test(given) ? given : randomUUID())

/** What an answer bears so that a page of this origin may read it; undefined if none may, or no page asks. */
export function leaveFor(
  origin: string | undefined,
  allowOrigin: AllowOrigin | undefined,
): Readonly<Record<string, string>> | undefined {
  if (origin === undefined || !allowOrigin?.(origin)) return undefined
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'X-Request-Id,Retry-After,RateLimit,RateLimit-Policy,ETag',
    vary: 'Origin',
  }
}

/** The answer to a page that asks whether it may call (`OPTIONS`), beside its leave. */
export const toldBefore: Reply = {
  status: 204,
  headers: {
    'access-control-allow-methods': 'GET,POST,PUT,DELETE',
    'access-control-allow-headers':
      'authorization,content-type,idempotency-key,if-none-match,on-behalf-of,x-request-id',
    'access-control-max-age': '3600',
  },
  body: '',
}

/** Puts the headers on every answer of the app, those of errors and of unknown paths too; first of all routes. */
export function bearHeaders(app: Hono<Surroundings>, log: Log, allowOrigin: AllowOrigin | undefined): void {
  app.use(async (c, next) => {
    const requestId = requestIdFor(c.req.header('x-request-id'))
    c.set('requestId', requestId)
    c.set('log', logWith(log, { request_id: requestId }))
    const leave = leaveFor(c.req.header('origin'), allowOrigin)
    if (leave && c.req.method === 'OPTIONS') c.res = new Response(null, toldBefore)
    else await next()
    for (const [name, value] of Object.entries({ ...leave, ...c.get('rate'), 'x-request-id': requestId }))
      c.header(name, value)
    c.get('log').info('answered', { method: c.req.method, status: c.res.status })
  })
}

/** Pages of these origins, written with blanks between, or `none`; undefined where there are none. */
export function originsIn(written = 'none'): AllowOrigin | undefined {
  if (written === 'none') return undefined
  const origins = new Set(written.split(' ').map((url) => new URL(url).origin))
  return (origin) => origins.has(origin)
}

/** Pages that this machine serves, on whatever port. */
export const loopbackOrigins: AllowOrigin = (origin) =>
  /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin)
