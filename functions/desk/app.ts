/**
 * The desk's app: `POST /v1/filing-decisions`, and nothing else. It is a Lambda of its own, small and quick to start,
 * because somebody waits for it at a hospital's desk: plain calls and answers, no framework, nothing of the web's own
 * that takes long to load. Token, role, input, idempotency key, decision; in this order, as for every route of the API.
 */
import { faultOf, type Log } from '../../shared/log.ts'
import type { SubjectOf } from '../calls/access.ts'
import {
  badRequest,
  failure,
  isProblem,
  notFound,
  type Problem,
  problem,
  problemReply,
  tooMany,
  unknownParameters,
} from '../calls/problem.ts'
import type { Reply } from '../calls/reply.ts'
import { makeCrowd } from '../http/crowd.ts'
import type { Answering, Incoming } from '../http/gateway.ts'
import { type Entrance, leaveFor, requestIdFor, toldBefore } from '../http/headers.ts'
import { contentOf, once } from '../http/idempotency.ts'
import { rememberTokens } from '../http/known-tokens.ts'
import { rateHeaders } from '../http/limits.ts'
import { logWith } from '../metered-log.ts'
import { answerAtDesk, isPassing } from './answer.ts'
import { deskCall } from './call.ts'
import type { DeskPorts } from './decide.ts'
import { readVisit, type VisitAsked } from './visit.ts'

const [deskMethod, deskPath = ''] = deskCall.split(' ')

const longestBody = 16 * 1024

/** The app; expects ports and a log, and how it is entered. */
export function deskApp(ports: DeskPorts & { log: Log }, door: Entrance): Answering {
  const entrance = { ...door, authenticate: rememberTokens(door.authenticate, ports.clock) }
  const crowd = makeCrowd()
  return async (call) => {
    const requestId = requestIdFor(call.header('x-request-id'))
    const log = logWith(ports.log, { request_id: requestId })
    const leave = leaveFor(call.header('origin'), door.allowOrigin)
    const rate: Told = {}
    const reply =
      leave && call.method === 'OPTIONS'
        ? toldBefore
        : replyTo(
            await crowd(() => answerTo(ports, entrance, call, rate)).catch((error: Error) => {
              log.error('desk failed', faultOf(error))
              return failure(error)
            }),
          )
    log.info('answered', { method: call.method, status: reply.status })
    return { ...reply, headers: { ...reply.headers, ...leave, ...rate, 'x-request-id': requestId } }
  }
}

/** What the caller may still ask, as headers: an answer bears them whatever it says. */
type Told = Record<string, string>

async function answerTo(
  ports: DeskPorts,
  { authenticate, limiter }: Entrance,
  call: Incoming,
  rate: Told,
): Promise<object | Problem> {
  if (call.path !== deskPath || call.method !== deskMethod) return notFound()
  const subject = await authenticate(call.header('authorization'))
  if (!subject) return problem(401, 'unauthorized', '请先登录，或者登录已经过期，请重新登录。')
  const allowance = limiter?.(subject)
  if (allowance) Object.assign(rate, rateHeaders(allowance))
  if (allowance?.retryAfter !== undefined) return tooMany(allowance.retryAfter)
  if (subject.role !== 'institution') return problem(403, 'forbidden', '您的身份不能使用这个功能。')
  if (call.query?.length) return unknownParameters(call.query)
  if (call.body.length > longestBody) return problem(413, 'too-large', '提交的内容太长。')
  const body = parsed(call.body)
  const read = readVisit(body)
  if (!read.ok) return badRequest(read.errors)
  const key = call.header('idempotency-key')
  return key === undefined
    ? answerAtDesk(ports, subject, read.visit)
    : answerOnce(ports, subject, read.visit, { key, content: contentOf(`post ${deskPath}`, body) })
}

/** Some programs put a byte order mark before their JSON, which is none of it. */
function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw.startsWith('\ufeff') ? raw.slice(1) : raw)
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

const json = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }

const replyTo = (answer: object | Problem): Reply =>
  isProblem(answer) ? problemReply(answer) : { status: 200, headers: json, body: JSON.stringify(answer) }
