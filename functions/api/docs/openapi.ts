/** The API as an OpenAPI 3.1 document, made from the routes that are served. Loaded when it is asked for. */
import * as z from 'zod'
import { type MandateScope, mandateScopeNames } from '../../../shared/registers/rows/mandates.ts'
import { scopeNeeded } from '../../behalf/scopes.ts'
import { type Access, type Role, roleNames, scopes, seen } from '../../calls/access.ts'
import { nameOf, type Route } from '../../calls/route.ts'
import { type Rate, standardLimits } from '../../http/limits.ts'
import { changes } from './changes.ts'
import { answerExamples, parameterExamples } from './examples.ts'
import { inputSchema } from './json-schema.ts'
import { problemResponses, problemSchema, singleProblems } from './openapi-problems.ts'
import { answerName, answerSchemas, bodyName } from './schema-names.ts'

type Json = Record<string, unknown>

const description = () =>
  [
    '医保“免申即享”：条件具备时系统自动办，人只在必须由人决定的地方被问到。',
    '金额是两位小数的文本（元），日期写作 YYYY-MM-DD，月份写作 YYYYMM，时间是带时区的 RFC 3339，业务时区是北京时间。',
    '令牌放在 `Authorization: Bearer`。不是您的和不存在的，一律回答 404。',
    '列表用 `limit`（默认 20，最多 100）和 `cursor` 翻页：回答里有 `cursor` 就还有下一页。',
    limitsInWords(),
    '请求里的 null 和空文本按没有填处理，没有列出的字段不影响办理。',
  ].join('\n\n')

function limitsInWords(): string {
  const rates = (Object.entries(standardLimits) as [Role, Rate][]).map(
    ([role, { perSecond, burst }]) => `${roleNames[role]}每秒 ${perSecond} 次、一次最多连着 ${burst} 次`,
  )
  return `每个带令牌的调用，回答都写明还能调用多少：\`RateLimit-Policy\` 是规定（q 次在 w 秒内），\`RateLimit\` 是现在还剩的次数（r）和恢复到满额的秒数（t）。调用太快会得到 429 和 \`Retry-After\`：${rates.join('，')}。同一医药机构的人、同一合作方的程序合在一起算。次数按单个服务实例各算各的，是防止出错的程序占住系统，不是配额。`
}

/** The document of these routes, of the contract's newest version. A new object at every call. */
export function openApi(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: '免申即享：接口', version: changes[0]?.version ?? '1.0.0', description: description() },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...answers(routes), ...bodySchemas(routes), ActToCheck: actToCheck, Problem: problemSchema(routes) },
      responses: singleProblems(routes),
      headers: {
        RetryAfter: { description: '过多少秒再试', schema: { type: 'integer' } },
        ETag: { description: '内容的标签；带着它再问（If-None-Match），没变就回答 304', schema: { type: 'string' } },
      },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: '按 JWKS 核对的 JWT' },
      },
    },
  }
}

function operation(route: Route): Json {
  const isOpen = route.access === 'none'
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [route.tag],
    ...(isOpen ? {} : { description: whoSees(route.access) }),
    'x-roles': seen(route.access).map(([role]) => role),
    ...(isOpen ? {} : { 'x-access': route.access }),
    security: isOpen ? [] : [{ token: [] }],
    ...listed('parameters', parameters(route)),
    ...(route.body ? { requestBody: requestBody(route) } : {}),
    responses: { ...success(route), ...putOff(route), ...problemResponses(route) },
  }
}

/** What an operation is called: `GET /v1/cases/{case_id}` → getCasesCaseId */
export function operationId({ method, path }: Pick<Route, 'method' | 'path'>): string {
  const words = path.split(/\W+/).filter((word) => word !== '' && word !== 'v1')
  const camel = words.flatMap((word) => word.split('_')).map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return method + camel.join('')
}

const whoSees = (access: Access): string =>
  seen(access)
    .map(([role, scope]) => `${roleNames[role]}：${scopes[scope]}`)
    .join('；')

const listed = (name: string, list: unknown[]) => (list.length > 0 ? { [name]: list } : {})

function parameters(route: Route): Json[] {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
    example: parameterExamples[name],
  }))
  return [...inPath, ...queryParameters(route), ...headerParameters(route)]
}

function queryParameters({ query }: Route): Json[] {
  if (!query) return []
  const { properties = {}, required = [] } = inputSchema(query) as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => {
    const { description: text, ...rest } = name === 'limit' ? limitSchema : schema
    return {
      name,
      in: 'query',
      required: required.includes(name),
      ...(text === undefined ? {} : { description: text }),
      schema: rest,
    }
  })
}

/** Read as text, and a number: the library has no way to say so. */
const limitSchema: Json = { type: 'integer', minimum: 1, maximum: 100, default: 20, description: '每页多少条' }

const optionalHeader = (name: string, description: string, schema: Json): Json => ({
  ...{ name, in: 'header', required: false },
  ...{ description, schema },
})

const idempotencyKey = optionalHeader('Idempotency-Key', '请求编号，24 小时内同一编号和内容得到同一个回答，放心重试', {
  type: 'string',
  pattern: '^[\\x21-\\x7e]{1,128}$',
})

/** What it takes to call for somebody else: a mandate of this scope, or an errand. */
const onBehalfOf = (scope: MandateScope) =>
  optionalHeader(
    'On-Behalf-Of',
    `替谁办，写对方的人员编号：须有对方有效的授权（${mandateScopeNames[scope]}），或者在办的委托；都没有的，回答 404`,
    { type: 'string' },
  )

function headerParameters(route: Route): Json[] {
  const needed = route.access !== 'none' && 'citizen' in route.access ? scopeNeeded(route) : 'never'
  return [...(route.idempotent ? [idempotencyKey] : []), ...(needed === 'never' ? [] : [onBehalfOf(needed)])]
}

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` })

function requestBody(route: Route): Json {
  const one = route.example === undefined ? {} : { example: route.example }
  const example = route.examples ? { examples: route.examples } : one
  return { required: true, content: { 'application/json': { schema: reference(bodyName(route)), ...example } } }
}

function success(route: Route): Json {
  const name = answerName(route)
  const example = answerExamples[nameOf(route)]
  const media = {
    schema: route.html ? { type: 'string' } : name === undefined ? { type: 'object' } : reference(name),
    ...(example === undefined ? {} : { example }),
  }
  const content = { [route.html ? 'text/html' : 'application/json']: media }
  if (!route.cacheable) return { [route.status]: { description: '成功', content } }
  const headers = { ETag: { $ref: '#/components/headers/ETag' } }
  return { [route.status]: { description: '成功', content, headers }, 304: { description: '没有变化' } }
}

/** Of an act that an agent makes by an errand, and a clerk checks first (decision 0099). */
const actToCheck: Json = {
  type: 'object',
  properties: { errand_id: { type: 'string' }, task_id: { type: 'string' } },
  required: ['errand_id', 'task_id'],
}

function putOff(route: Route): Json {
  if (!route.errand || route.method === 'get') return {}
  const content = { 'application/json': { schema: reference('ActToCheck') } }
  return { 202: { description: '帮办员代办的，等经办人员核对以后才办', content } }
}

function answers(routes: readonly Route[]): Record<string, Json> {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of answerSchemas(routes)) registry.add(schema, { id })
  const uri = (id: string) => `#/components/schemas/${id}`
  const { schemas } = z.toJSONSchema(registry, { uri, io: 'output', unrepresentable: 'any' })
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, plain(schema) as Json]))
}

function bodySchemas(routes: readonly Route[]): Record<string, Json> {
  const bodies = routes.flatMap((route) => (route.body ? [[bodyName(route), route.body] as const] : []))
  return Object.fromEntries(bodies.map(([id, schema]) => [id, plain(inputSchema(schema)) as Json]))
}

/** More fields may stand beside those listed, and limits that every number has say nothing. */
function plain(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plain)
  if (typeof schema !== 'object' || schema === null) return schema
  const kept = Object.entries(schema).filter(([key, value]) => {
    if (key === '$schema' || key === '$id' || key === 'propertyNames') return false
    if (key === 'additionalProperties') return typeof value === 'object' && Object.keys(value as object).length > 0
    return Math.abs(Number(value)) !== Number.MAX_SAFE_INTEGER
  })
  return Object.fromEntries(kept.map(([key, value]) => [key, plain(value)]))
}
