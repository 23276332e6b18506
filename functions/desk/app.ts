/**
 * The desk's app: `POST /v1/filing-decisions`, and nothing else. It is a Lambda of its own, small and quick to start,
 * because somebody waits for it at a hospital's desk. Token, role, input, idempotency key, decision; in this order, as
 * for every route of the API.
 */
import { type Context, Hono } from 'hono'
import type { Log, Ports } from '../../shared/chain/ports.ts'
import type { Authenticate } from '../api/auth.ts'
import { once } from '../api/idempotency.ts'
import type { Limiter } from '../api/limits.ts'
import {
  badRequest,
  failure,
  isProblem,
  notFound,
  type Problem,
  problem,
  problemResponse,
  tooMany,
} from '../api/problem.ts'
import { faultOf } from '../log.ts'
import { type DeskPorts, decideAtDesk } from './decide.ts'
import { rememberTokens } from './tokens.ts'
import { readVisit, type VisitAsked } from './visit.ts'

/** Where the decision is asked for. */
export const deskPath = '/v1/filing-decisions'

const longestBody = 16 * 1024

/** The app; expects ports, a log, the shared check of tokens and, where calls are counted, the limiter. */
export function deskApp(ports: DeskPorts & { log: Log }, authenticate: Authenticate, limiter?: Limiter): Hono {
  const app = new Hono()
  const authenticateOnce = rememberTokens(authenticate, ports.clock)
  app.post(deskPath, (c) => answerTo({ ports, authenticate: authenticateOnce, limiter }, c))
  app.notFound(() => problemResponse(notFound()))
  app.onError((error) => {
    ports.log.error('desk failed', faultOf(error))
    return problemResponse(failure(error))
  })
  return app
}

interface Desk {
  ports: DeskPorts
  authenticate: Authenticate
  limiter: Limiter | undefined
}

async function answerTo({ ports, authenticate, limiter }: Desk, c: Context): Promise<Response> {
  const subject = await authenticate(c.req.header('authorization'))
  if (!subject) return problemResponse(problem(401, 'unauthorized', '请先登录，或者登录已经过期，请重新登录。'))
  const retryAfter = limiter?.(subject)
  if (retryAfter !== undefined) return problemResponse(tooMany(retryAfter))
  if (subject.role !== 'institution') return problemResponse(problem(403, 'forbidden', '您的身份不能使用这个功能。'))
  const raw = await c.req.text()
  if (raw.length > longestBody) return problemResponse(problem(413, 'too-large', '提交的内容太长。'))
  const read = readVisit(parsed(raw))
  if (!read.ok) return problemResponse(badRequest(read.errors))
  // An institution asks about its own visits; another's is as good as not there.
  if (read.visit.fixmedins_code !== subject.fixmedins_code) return problemResponse(notFound())
  const key = c.req.header('idempotency-key')
  return key === undefined
    ? responseOf(await answer(ports, read.visit))
    : responseOf(await answerOnce(ports, read.visit, { subject: subject.id, key, content: `post ${deskPath}\n${raw}` }))
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}

async function answer(ports: DeskPorts, visit: VisitAsked): Promise<object | Problem> {
  const decision = await decideAtDesk(ports, visit)
  if (decision !== 'person-unknown') return decision
  return problem(404, 'person-unknown', '没有查到此人的医保信息，请核对人员编号或证件号码。')
}

async function answerOnce(
  { table, keys, clock, policies }: DeskPorts,
  visit: VisitAsked,
  request: Parameters<typeof once>[1],
): Promise<object | Problem> {
  if (!/^[\x21-\x7e]{1,128}$/.test(request.key)) {
    return badRequest([{ field: 'Idempotency-Key', message: '请求编号应为 1 至 128 个可见字符' }])
  }
  // Of the ports it needs these three.
  const kept = await once({ table, keys, clock } as Ports, request, async () => {
    const body = await answer({ table, keys, clock, policies }, visit)
    return { status: isProblem(body) ? body.status : 200, body }
  })
  return isProblem(kept) ? kept : (kept.body as object | Problem)
}

function responseOf(body: object | Problem): Response {
  if (isProblem(body)) return problemResponse(body)
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }
  return new Response(JSON.stringify(body), { status: 200, headers })
}
