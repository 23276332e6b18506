/** What an answer that says no looks like in the OpenAPI document, and which route may answer with which code. */
import { seen } from '../../calls/access.ts'
import { type CodeMeaning, commonProblems, type Problems } from '../../calls/problem-codes.ts'
import type { Route } from '../../calls/route.ts'

type Json = Record<string, unknown>

/**
 * Every code that one of these routes may answer with; the status is the call's own. Throws if two routes mean different
 * things by one: a bug.
 */
export function problemsOf(routes: readonly Route[]): Problems {
  const found = new Map<string, CodeMeaning>(Object.entries(commonProblems))
  for (const [code, meaning] of routes.flatMap(({ problems }) => Object.entries(problems))) {
    const { name } = found.get(code) ?? meaning
    if (name !== meaning.name) throw new Error(`problems: two are called ${code}`)
    found.set(code, meaning)
  }
  return Object.fromEntries(found)
}

/** What this route may answer when it says no, by code. */
export function ownProblems(route: Route): Problems {
  const codes: (keyof typeof commonProblems)[] = []
  if (route.access !== 'none') codes.push('unauthorized', 'forbidden', 'too-many-requests', 'unavailable')
  if (seen(route.access).some(([role]) => role === 'agent')) codes.push('not-active', 'training-due')
  if (route.body || route.query) codes.push('bad-request')
  if (route.body) codes.push('too-large')
  if (route.idempotent) codes.push('key-in-progress', 'key-reused', 'bad-request')
  if (hasOwner(route)) codes.push('not-found')
  const common = Object.fromEntries(codes.map((code) => [code, commonProblems[code]]))
  return { ...common, ...route.problems, internal: commonProblems.internal }
}

/** What may be somebody else's, or nobody's. */
function hasOwner(route: Route): boolean {
  if (route.path.includes('{')) return true
  return seen(route.access).some(([, scope]) => scope !== 'everyone' && scope !== 'all')
}

/** Responses that say no, by status. */
export function problemResponses(route: Route): Json {
  const byStatus = Map.groupBy(Object.entries(ownProblems(route)), ([, { status }]) => status)
  return Object.fromEntries([...byStatus].map(([status, several]) => [status, response(several)]))
}

/** The response of each code by itself, for routes to refer to. */
export function singleProblems(routes: readonly Route[]): Json {
  return Object.fromEntries(Object.entries(problemsOf(routes)).map((one) => [one[0], described([one])]))
}

type Coded = readonly [string, CodeMeaning]

function response(several: readonly Coded[]): Json {
  const [only, ...others] = several
  return only && others.length === 0 ? { $ref: `#/components/responses/${only[0]}` } : described(several)
}

function described(several: readonly Coded[]): Json {
  const codes = several.map(([code]) => code)
  const again = codes.some((code) => comesAgain.includes(code))
  return {
    description: several.map(([code, { when }]) => `\`${code}\`：${when}`).join('；'),
    ...(again ? { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } } : {}),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    'x-codes': codes,
  }
}

/** Codes that come with `Retry-After`. */
const comesAgain: readonly string[] = ['key-in-progress', 'too-many-requests', 'internal', 'unavailable']

/** Problem details as a schema. */
export function problemSchema(routes: readonly Route[]): Json {
  const text = { type: 'string' }
  return {
    type: 'object',
    description: 'RFC 9457 problem details；code 是稳定的，title 和 detail 可以直接给参保人看',
    required: ['type', 'title', 'status', 'code', 'detail'],
    properties: {
      type: text,
      title: text,
      status: { type: 'integer' },
      code: { type: 'string', enum: Object.keys(problemsOf(routes)) },
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
