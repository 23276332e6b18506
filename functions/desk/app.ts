/**
 * The desk's app: `POST /v1/filing-decisions`, and nothing else. It is a Lambda of its own, small and quick to start,
 * because somebody waits for it at a hospital's desk. Token, role, input, idempotency key, decision; in this order, as
 * for every route of the API.
 */
import { Hono } from 'hono'
import type { Log } from '../../shared/log.ts'
import type { SubjectOf } from '../calls/access.ts'
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
import { bearHeaders, type Entrance, type RequestContext, type Surroundings } from '../http/headers.ts'
import { contentOf, once } from '../http/idempotency.ts'
import { faultOf } from '../log.ts'
import { answerAtDesk, isPassing } from './answer.ts'
import { deskCall } from './call.ts'
import type { DeskPorts } from './decide.ts'
import { rememberTokens } from './tokens.ts'
import { readVisit, type VisitAsked } from './visit.ts'

const [, deskPath = ''] = deskCall.split(' ')

const longestBody = 16 * 1024

/** The app; expects ports and a log, and how it is entered. */
export function deskApp(ports: DeskPorts & { log: Log }, door: Entrance): Hono<Surroundings> {
  const app = new Hono<Surroundings>()
  const authenticate = rememberTokens(door.authenticate, ports.clock)
  bearHeaders(app, ports.log, door.allowOrigin)
  app.post(deskPath, (c) => answerTo(ports, { ...door, authenticate }, c))
  app.notFound(() => problemResponse(notFound()))
  app.onError((error, c) => {
    c.get('log').error('desk failed', faultOf(error))
    return problemResponse(failure(error))
  })
  return app
}

async function answerTo(ports: DeskPorts, { authenticate, limiter }: Entrance, c: RequestContext): Promise<Response> {
  const subject = await authenticate(c.req.header('authorization'))
  if (!subject) return problemResponse(problem(401, 'unauthorized', '请先登录，或者登录已经过期，请重新登录。'))
  const retryAfter = limiter?.(subject)
  if (retryAfter !== undefined) return problemResponse(tooMany(retryAfter))
  if (subject.role !== 'institution') return problemResponse(problem(403, 'forbidden', '您的身份不能使用这个功能。'))
  const raw = await c.req.text()
  if (raw.length > longestBody) return problemResponse(problem(413, 'too-large', '提交的内容太长。'))
  const body = parsed(raw)
  const read = readVisit(body)
  if (!read.ok) return problemResponse(badRequest(read.errors))
  const key = c.req.header('idempotency-key')
  return key === undefined
    ? responseOf(await answerAtDesk(ports, subject, read.visit))
    : responseOf(await answerOnce(ports, subject, read.visit, { key, content: contentOf(`post ${deskPath}`, body) }))
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}

async function answerOnce(
  ports: DeskPorts,
  subject: SubjectOf<'institution'>,
  visit: VisitAsked,
  request: { key: string; content: string },
): Promise<object | Problem> {
  if (!/^[\x21-\x7e]{1,128}$/.test(request.key)) {
    return badRequest([{ field: 'Idempotency-Key', message: '请求编号应为 1 至 128 个可见字符' }])
  }
  const kept = await once(ports, { subject: subject.id, ...request }, async () => {
    const body = await answerAtDesk(ports, subject, visit)
    return isProblem(body)
      ? { status: body.status, body, lasting: false }
      : { status: 200, body, lasting: !isPassing(body) }
  })
  return isProblem(kept) ? kept : (kept.body as object | Problem)
}

function responseOf(body: object | Problem): Response {
  if (isProblem(body)) return problemResponse(body)
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }
  return new Response(JSON.stringify(body), { status: 200, headers })
}
