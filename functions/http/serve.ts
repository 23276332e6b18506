/** Serves routes with Hono: token, rate, role, input, idempotency, handler, answer; in this order, for every route. */
import { createHash, randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import * as z from 'zod'
import { answerOnBehalf, type OnBehalf, onBehalf } from '../behalf/behalf.ts'
import { admitted, type Role, type Subject } from '../calls/access.ts'
import { agentRefusal } from '../calls/agents.ts'
import { type CursorOf, giveCursor, takeCursor } from '../calls/paging.ts'
import {
  badRequest,
  failure,
  isProblem,
  notFound,
  type Problem,
  problem,
  problemResponse,
  tooMany,
} from '../calls/problem.ts'
import { type Api, type Attempt, type Call, nameOf, type Route } from '../calls/route.ts'
import { callLine, logFailure } from '../log.ts'
import { makeCrowd } from './crowd.ts'
import { bearHeaders, type Entrance, type RequestContext, type Surroundings } from './headers.ts'
import { contentOf, type KeptAnswer, type MadeAnswer, once } from './idempotency.ts'
import { readInput } from './input.ts'
import { rememberTokens } from './known-tokens.ts'
import { rateHeaders } from './limits.ts'

/** Longest part of a path: an event's id may be so long, and none of ours is. */
const longestParam = 256

/** An app that serves these routes. */
export function serveRoutes(api: Api, routes: readonly Route[], door: Entrance): Hono<Surroundings> {
  const app = new Hono<Surroundings>()
  bearHeaders(app, api.ports.log, door.allowOrigin)
  const crowd = makeCrowd()
  const admitting = { ...door, authenticate: rememberTokens(door.authenticate, api.ports.clock) }
  for (const route of routes) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1')
    app.on(route.method.toUpperCase(), path, async (c) => {
      const answer = () => answerTo({ api, route, door: admitting }, c)
      const answered = route.access === 'none' ? await answer() : await crowd(answer)
      return isProblem(answered) ? problemResponse(answered) : answered
    })
  }
  app.notFound(() => problemResponse(notFound()))
  app.onError((error, c) => {
    logFailure(c.get('log'), 'request failed', error)
    return problemResponse(failure(error))
  })
  return app
}

interface Served {
  api: Api
  route: Route
  door: Entrance
}

async function answerTo({ api, route, door }: Served, c: RequestContext): Promise<Response> {
  const caller = await admit(api, route, door, c)
  if (isProblem(caller)) return problemResponse(caller)
  const { subject, behalf } = caller
  const params = c.req.param() as Record<string, string>
  if (Object.values(params).some((param) => param.length > longestParam)) return problemResponse(notFound())
  const input = await readInput(route, c)
  if (isProblem(input)) return problemResponse(input)
  const key = route.idempotent ? c.req.header('idempotency-key') : undefined
  if (key !== undefined && !/^[\x21-\x7e]{1,128}$/.test(key)) {
    return problemResponse(badRequest([{ field: 'Idempotency-Key', message: '请求编号应为 1 至 128 个可见字符' }]))
  }
  const by = listedBy(route)
  const list = { route: nameOf(route), params, query: (input[by] ?? {}) as Record<string, unknown>, subject }
  const placed = withPlace(api, list)
  if (isProblem(placed)) return problemResponse(placed)
  const { query, body } = by === 'query' ? { query: placed, body: input.body } : { query: {}, body: placed }
  const run = async (attempt: Attempt): Promise<MadeAnswer> => {
    const ports = { ...api.ports, log: c.get('log') }
    const call = { ...api, ports, subject, params, query, body, attempt } as Call<Role, unknown, unknown>
    const answer = await (behalf ? answerOnBehalf(behalf, route, call) : route.handler(call))
    return isProblem(answer)
      ? { status: answer.status, body: answer, lasting: false }
      : { status: answer.status ?? route.status, body: withCursor(api, answer.body, list), lasting: !answer.passing }
  }
  const content = contentOf(`${route.method} ${c.req.path}`, input.given)
  const answer =
    key !== undefined && subject
      ? await once(api.ports, { subject: subject.id, key, content }, run)
      : await run({ id: randomUUID(), repeated: false, mark: {} })
  return isProblem(answer) ? problemResponse(answer) : answered(answer, route, c.req.header('if-none-match'))
}

/** Where a call says what of a list it is about: in its query, or in its body, where it does something with what is listed. */
const listedBy = ({ body }: Pick<Route, 'body'>): 'query' | 'body' =>
  body instanceof z.ZodObject && 'cursor' in body.shape ? 'body' : 'query'

/** What says so, with the place that its cursor stands for. */
function withPlace({ ports }: Api, list: CursorOf): Record<string, unknown> | Problem {
  const { cursor } = list.query
  if (cursor === undefined) return list.query
  const taken = takeCursor(ports.keys, cursor as string, list)
  return isProblem(taken) ? taken : { ...list.query, cursor: taken.place }
}

/** The answer with a cursor in place of the place where its list goes on. */
function withCursor({ ports }: Api, body: unknown, list: CursorOf): unknown {
  const place = (body as { cursor?: unknown } | null)?.cursor
  return typeof place === 'string' ? { ...(body as object), cursor: giveCursor(ports.keys, place, list) } : body
}

/** Lets a caller in who has a token, has not called too often, and may call: by their role, or on behalf of another. */
async function admit(
  api: Api,
  route: Route,
  { authenticate, limiter, byErrand }: Entrance,
  c: RequestContext,
): Promise<{ subject: Subject | undefined; behalf?: OnBehalf } | Problem> {
  if (route.access === 'none') return { subject: undefined }
  const subject = await authenticate(c.req.header('authorization'))
  if (!subject) return problem(401, 'unauthorized', '请先登录，或者登录已经过期，请重新登录。')
  const allowance = limiter?.(subject, route.weight)
  if (allowance) c.set('rate', rateHeaders(allowance))
  sayCaller(subject, route, c)
  if (allowance?.retryAfter !== undefined) return tooMany(allowance.retryAfter)
  const refused = subject.role === 'agent' ? await agentRefusal(api.ports, subject) : undefined
  if (refused) return refused
  const helped = c.req.header('on-behalf-of')
  if (helped !== undefined) {
    const behalf = await onBehalf(api, subject, route, helped, byErrand)
    return isProblem(behalf) ? behalf : { subject: behalf.subject, behalf }
  }
  const caller = admitted(subject, route.access)
  return caller ? { subject: caller } : problem(403, 'forbidden', '您的身份不能使用这个功能。')
}

/** Behind a gateway: who called, under the request's id there. The gateway's log has the address, and knows no callers. */
function sayCaller({ id, role }: Subject, route: Route, c: RequestContext): void {
  const { requestContext } = (c.env ?? {}) as { requestContext?: { requestId?: string } }
  if (requestContext?.requestId === undefined) return
  c.get('log').info(callLine, { request: requestContext.requestId, by: id, role, route: nameOf(route) })
}

/** The response. What is the same for everyone may be kept for five minutes and asked for again by its tag. */
function answered({ status, body }: KeptAnswer, route: Route, known: string | undefined): Response {
  if (isProblem(body)) return problemResponse(body)
  const text = route.html ? (body as string) : JSON.stringify(body)
  const type = route.html ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8'
  if (!route.cacheable) {
    return new Response(text, { status, headers: { 'content-type': type, 'cache-control': 'no-store' } })
  }
  const etag = `"${digestOf(text, 'base64url').slice(0, 27)}"`
  const headers: Record<string, string> = { 'cache-control': 'public, max-age=300', etag }
  const isKnown = known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  if (isKnown) return new Response(null, { status: 304, headers })
  return new Response(text, { status, headers: { ...headers, 'content-type': type, ...pageSafety(route) } })
}

/** A page runs no script but its own, asks nobody but us, and loads nothing. */
function pageSafety({ html, script }: Route): Record<string, string> {
  if (!html) return {}
  const runs = script === undefined ? '' : `script-src 'sha256-${digestOf(script, 'base64')}'; connect-src 'self'; `
  return {
    'content-security-policy': `default-src 'none'; ${runs}style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  }
}

const digestOf = (text: string, as: 'base64' | 'base64url') => createHash('sha256').update(text).digest(as)
