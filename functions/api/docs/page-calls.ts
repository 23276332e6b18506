/** The calls of the API on the docs page, from the OpenAPI document. */
import { html } from 'hono/html'
import { type Role, roleNames, roles, type Scope, scopes, seen } from '../../calls/access.ts'
import { nameOf, type Route } from '../../calls/route.ts'
import { problemsOf } from './openapi-problems.ts'
import { fieldTable, type Schema } from './page-fields.ts'

type Json = Record<string, unknown>

interface Parameter {
  name: string
  in: string
  required: boolean
  description?: string
  schema: Schema
}
interface Media {
  schema: Schema
  example?: unknown
}
interface Operation {
  summary: string
  description?: string
  tags: string[]
  parameters?: Parameter[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { content?: Record<string, Media>; $ref?: string; 'x-codes'?: string[] }>
}

const places: Readonly<Record<string, string>> = { path: '路径', query: '查询', header: '请求头' }

/** All calls, tag by tag. */
export function apiReference(api: Json) {
  const { schemas } = api.components as { schemas: Record<string, Schema> }
  const resolve = (ref: string) => schemas[ref.split('/').at(-1) as string] ?? {}
  const calls = Object.entries(api.paths as Record<string, Record<string, Operation>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const { description } = api.info as { description: string }
  const tags = (api.tags as { name: string }[]).map(({ name }) => name)
  return html`${description.split('\n\n').map((line) => html`<p>${line}</p>`)}
${tags.map(
  (tag) => html`<h3>${tag}</h3>
${calls.filter(({ operation }) => operation.tags[0] === tag).map((call) => callSection(call, resolve))}`,
)}`
}

function callSection(
  { path, method, operation }: { path: string; method: string; operation: Operation },
  resolve: (ref: string) => Schema,
) {
  const body = operation.requestBody?.content['application/json']
  const [status, success] = Object.entries(operation.responses).find(([code]) => code.startsWith('2')) ?? ['', {}]
  const answer = success.content?.['application/json']
  return html`<details><summary><span class="method">${method}</span><code>${path}</code> ${operation.summary}</summary>
<p class="quiet">${operation.description ?? '不用令牌'}</p>
${parameterTable(operation.parameters ?? [])}
${body ? html`<p>请求内容</p>${fieldTable(body.schema, resolve)}${example(body.example)}` : ''}
<p>回答（${status}）</p>
${answer ? html`${fieldTable(answer.schema, resolve)}${example(answer.example)}` : html`<p>见文件本身。</p>`}
<p class="quiet">可能的错误编号：${codesIn(operation).join('、')}</p>
</details>
`
}

function codesIn({ responses }: Operation): string[] {
  return Object.values(responses).flatMap(({ $ref, 'x-codes': codes = [] }) =>
    $ref === undefined ? codes : [$ref.split('/').at(-1) as string],
  )
}

function parameterTable(parameters: readonly Parameter[]) {
  if (parameters.length === 0) return ''
  return html`<table><thead><tr><th>参数</th><th>位置</th><th>必填</th><th>说明</th></tr></thead><tbody>
${parameters.map(
  ({ name, in: place, required, description, schema }) => html`<tr><td><code>${name}</code></td><td>${
    places[place] ?? place
  }</td><td>${required ? '是' : ''}</td><td>${description ?? schema.enum?.join('、') ?? ''}</td></tr>
`,
)}</tbody></table>`
}

/** An example as JSON. */
export function example(value: unknown) {
  return value === undefined ? '' : html`<pre>${JSON.stringify(value, null, 2)}</pre>`
}

/** Who may call what, and whose data each of them sees: one table, to be read as a whole. */
export function accessTable(routes: readonly Route[]) {
  const closed = routes.filter(({ access }) => access !== 'none')
  const cell = (sees: ReadonlyMap<Role, Scope>, role: Role) => {
    const scope = sees.get(role)
    return html`<td>${scope === undefined ? '' : scopes[scope]}</td>`
  }
  return html`<p>没有列出的不用令牌；空格表示不能用。</p>
<table><thead><tr><th>接口</th>${roles.map((role) => html`<th>${roleNames[role]}</th>`)}</tr></thead><tbody>
${closed.map((route) => {
  const sees = new Map(seen(route.access))
  return html`<tr><td><code>${nameOf(route)}</code></td>${roles.map((role) => cell(sees, role))}</tr>
`
})}</tbody></table>`
}

/** All codes and when they come. */
export function codesTable(routes: readonly Route[]) {
  return html`<p>出错时回答 <code>application/problem+json</code>（RFC 9457）。<code>code</code> 不会变，程序按它判断；
<code>title</code> 和 <code>detail</code> 可以直接给参保人看。</p>
<table><thead><tr><th>编号</th><th>状态码</th><th>什么时候</th><th>处理办法</th></tr></thead><tbody>
${Object.entries(problemsOf(routes)).map(
  ([
    code,
    { status, when, remedy },
  ]) => html`<tr><td><code>${code}</code></td><td>${status}</td><td>${when}</td><td>${remedy}</td></tr>
`,
)}</tbody></table>`
}
