/** Serves routes with Hono: token, role, input, idempotency, handler, answer; in this order, for every route alike. */
import { type Context, Hono } from 'hono'
import type * as z from 'zod'
import { errorsOf } from '../../events/parse.ts'
import type { Authenticate, Role } from './auth.ts'
import { once } from './idempotency.ts'
import { badRequest, isProblem, notFound, type Problem, problem, problemResponse } from './problem.ts'
import type { Answer, Api, Call, Route } from './route.ts'

const maxBodyBytes = 256 * 1024

/** An app that serves these routes. */
export function serveRoutes(api: Api, routes: readonly Route[], authenticate: Authenticate): Hono {
  const app = new Hono()
  for (const route of routes) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1')
    app.on(route.method.toUpperCase(), path, (c) => answerTo(api, route, authenticate, c))
  }
  app.notFound(() => problemResponse(notFound()))
  app.onError((error) => {
    api.ports.log.error('request failed', { error: error.name, text: error.message })
    return problemResponse(problem(500, 'internal', '系统出错了，请稍后再试；您的信息没有丢失。', { retryAfter: 5 }))
  })
  return app
}

async function answerTo(api: Api, route: Route, authenticate: Authenticate, c: Context): Promise<Response> {
  const subject = route.roles === 'none' ? undefined : await authenticate(c.req.header('authorization'))
  if (route.roles !== 'none') {
    if (!subject) return problemResponse(problem(401, 'unauthorized', '请先登录，或者登录已经过期，请重新登录。'))
    if (!route.roles.includes(subject.role))
      return problemResponse(problem(403, 'forbidden', '您的身份不能使用这个功能。'))
  }
  const input = await readInput(route, c)
  if (isProblem(input)) return problemResponse(input)
  const params = c.req.param() as Record<string, string>
  const call = { ...api, subject, params, query: input.query, body: input.body } as Call<Role, unknown, unknown>
  const run = async () => kept(await route.handler(call), route)
  const key = route.idempotent ? c.req.header('idempotency-key') : undefined
  if (key !== undefined && !/^[\x21-\x7e]{1,128}$/.test(key)) {
    return problemResponse(badRequest([{ field: 'Idempotency-Key', message: '请求编号应为 1 至 128 个可见字符' }]))
  }
  const content = `${route.method} ${c.req.path}\n${input.raw}`
  const answer = key && subject ? await once(api.ports, { subject: subject.id, key, content }, run) : await run()
  return isProblem(answer) ? problemResponse(answer) : answered(answer, route)
}

/** What is kept under an idempotency key: the answer or the problem, with its status. */
async function kept(answer: Answer | Problem, route: Route): Promise<{ status: number; body: unknown }> {
  return isProblem(answer)
    ? { status: answer.status, body: answer }
    : { status: answer.status ?? route.status, body: answer.body }
}

function answered({ status, body }: { status: number; body: unknown }, route: Route): Response {
  if (isProblem(body)) return problemResponse(body)
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': route.cacheable ? 'public, max-age=300' : 'no-store',
  }
  return new Response(JSON.stringify(body), { status, headers })
}

interface ReadInput {
  query: unknown
  body: unknown
  raw: string
}

/** Reads and checks query and body; every fault is named with its field. */
async function readInput(route: Route, c: Context): Promise<ReadInput | Problem> {
  let raw = ''
  let body: unknown
  if (route.body) {
    raw = await c.req.text()
    if (Buffer.byteLength(raw) > maxBodyBytes) return problem(413, 'too-large', '提交的内容太长。')
    const parsed = parseBody(raw)
    if (parsed === undefined) return badRequest([{ field: 'body', message: '内容应为一个 JSON 对象' }])
    const checked = check(route.body, parsed)
    if (isProblem(checked)) return checked
    body = checked.value
  }
  const query = route.query ? check(route.query, c.req.query()) : { value: undefined }
  return isProblem(query) ? query : { query: query.value, body, raw }
}

function parseBody(raw: string): object | undefined {
  try {
    const parsed: unknown = raw === '' ? {} : JSON.parse(raw)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

function check(schema: z.ZodType, value: unknown): { value: unknown } | Problem {
  const result = schema.safeParse(value)
  return result.success ? { value: result.data } : badRequest(errorsOf(result.error))
}
