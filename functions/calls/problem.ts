/** Errors as answers: RFC 9457 problem details with a stable code and words a citizen understands. */
import type { CodeMeaning, Problems } from './problem-codes.ts'
import { type Reply, responseOf } from './reply.ts'

/** A field of the input and what is wrong with it. */
export interface FieldFault {
  field: string
  message: string
}

/** An answer that says no. `errors` for bad input (400). */
export interface Problem {
  status: CodeMeaning['status']
  code: string
  title: string
  detail: string
  errors?: readonly FieldFault[]
  /** Seconds after which to try again. */
  retryAfter?: number
  /** More that helps, for example the id of what stands in the way. */
  more?: Record<string, unknown>
}

const titles: Record<Problem['status'], string> = {
  400: '填写的内容有误',
  401: '请先登录',
  403: '没有权限',
  404: '没有找到',
  405: '不支持这种操作',
  409: '现在不能这样做',
  413: '内容太长',
  415: '格式不支持',
  422: '请求内容前后不一致',
  429: '操作太频繁',
  500: '系统出错了',
  503: '系统繁忙',
}

/** Makes a problem; the title follows from the status. */
export function problem(status: Problem['status'], code: string, detail: string, rest: Partial<Problem> = {}): Problem {
  return { status, code, title: titles[status], detail, ...rest }
}

/** Says no by one of the codes that a call declares; the status follows from it. */
export function problemBy<P extends Problems>(
  problems: P,
  code: keyof P & string,
  detail: string,
  rest: Partial<Problem> = {},
): Problem {
  return problem((problems[code] as CodeMeaning).status, code, detail, rest)
}

/** What is not there and what is not yours look the same. */
export const notFound = () => problem(404, 'not-found', '没有找到，或者不是您的。')

/** Bad input, field by field. */
export function badRequest(errors: readonly FieldFault[]): Problem {
  return problem(400, 'bad-request', '请按提示修改后再试。', { errors })
}

/** Faults told of at most. */
const mostTold = 20
const plainName = /^[A-Za-z][\w.-]{0,63}$/

/**
 * Query parameters that a call does not have, each by its name: a filter that was misspelt must not be read as none. What
 * is no name at all is not repeated.
 */
export const unknownParameters = (names: readonly string[]): Problem =>
  badRequest(
    names
      .slice(0, mostTold)
      .map((name) => ({ field: plainName.test(name) ? name : 'query', message: '没有这个查询参数' })),
  )

/** The caller has called too often; `retryAfter` in seconds. */
export const tooMany = (retryAfter: number) =>
  problem(429, 'too-many-requests', '操作太频繁了，请稍候再试。', { retryAfter })

/** Errors that pass: a table that asks for patience, keys that can't be fetched just now, a release that is not out yet. */
const passing = /Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded|TimeoutError|KeysOutOfReach|OutOfDate/

/** What the caller is told of an error of ours. */
export function failure(error: Error): Problem {
  if (passing.test(error.name)) {
    return problem(503, 'unavailable', '系统现在很忙，请稍后再试；您的信息没有丢失。', { retryAfter: 5 })
  }
  return problem(500, 'internal', '系统出错了，请稍后再试；您的信息没有丢失。', { retryAfter: 5 })
}

/** Tells a problem from any other answer. */
export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'title' in value && 'detail' in value
}

/** The answer that carries the problem. */
export function problemReply({ retryAfter, more, ...body }: Problem): Reply {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' }
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter)
  if (body.status === 401) headers['www-authenticate'] = 'Bearer'
  return { status: body.status, headers, body: JSON.stringify({ type: 'about:blank', ...body, ...more }) }
}

/** The same for an app that wants the web's own. */
export const problemResponse = (problem: Problem): Response => responseOf(problemReply(problem))
