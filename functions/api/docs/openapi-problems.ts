/** What an answer that says no looks like in the OpenAPI document, and which route may answer with which code. */
import { seen } from '../../calls/access.ts'
import { type ProblemCode, problemCodes } from '../../calls/problem-codes.ts'
import type { Route } from '../../calls/route.ts'

type Json = Record<string, unknown>

/** Codes this route may answer with. */
export function codesOf(route: Route): ProblemCode[] {
  const codes: ProblemCode[] = []
  if (route.access !== 'none') codes.push('unauthorized', 'forbidden', 'too-many-requests', 'unavailable')
  if (route.body || route.query) codes.push('bad-request')
  if (route.body) codes.push('too-large')
  if (route.idempotent) codes.push('key-in-progress', 'key-reused', 'bad-request')
  if (hasOwner(route)) codes.push('not-found')
  return [...new Set([...codes, ...route.problems, 'internal' as const])]
}

/** What may be somebody else's, or nobody's. */
function hasOwner(route: Route): boolean {
  if (route.path.includes('{')) return true
  return seen(route.access).some(([, scope]) => scope !== 'everyone' && scope !== 'all')
}

/** Responses that say no, by status. */
export function problemResponses(route: Route): Json {
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of codesOf(route)) {
    const { status } = problemCodes[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, response(codes)]))
}

/** The response of each code by itself, for routes to refer to. */
export function singleProblems(): Json {
  return Object.fromEntries((Object.keys(problemCodes) as ProblemCode[]).map((code) => [code, described([code])]))
}

function response(codes: ProblemCode[]): Json {
  return codes.length === 1 ? { $ref: `#/components/responses/${codes[0]}` } : described(codes)
}

function described(codes: ProblemCode[]): Json {
  const again = codes.some((code) => comesAgain.includes(code))
  return {
    description: codes.map((code) => `\`${code}\`：${problemCodes[code].when}`).join('；'),
    ...(again ? { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } } : {}),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    'x-codes': codes,
  }
}

/** Codes that come with `Retry-After`. */
const comesAgain: readonly ProblemCode[] = ['key-in-progress', 'too-many-requests', 'internal', 'unavailable']

/** Problem details as a schema. */
export function problemSchema(): Json {
  const text = { type: 'string' }
  return {
    type: 'object',
    description: 'RFC 9457 problem details；code 是稳定的，title 和 detail 可以直接给参保人看',
    required: ['type', 'title', 'status', 'code', 'detail'],
    properties: {
      type: text,
      title: text,
      status: { type: 'integer' },
      code: { type: 'string', enum: Object.keys(problemCodes) },
      detail: text,
      errors: {
        type: 'array',
        description: '填写有误时，逐项说明',
        items: { type: 'object', required: ['field', 'message'], properties: { field: text, message: text } },
      },
    },
    example: {
      type: 'about:blank',
      status: 400,
      code: 'bad-request',
      title: '填写的内容有误',
      detail: '请按提示修改后再试。',
      errors: [{ field: 'form.brdy', message: '缺少出生时间' }],
    },
  }
}
