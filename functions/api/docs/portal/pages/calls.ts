/** The calls of the API, from the OpenAPI document. */
import { html } from 'hono/html'
import { madeOnce } from '../../../../../shared/made-once.ts'
import { nameOf, type Route } from '../../../../calls/route.ts'
import { openApi, operationId } from '../../openapi.ts'
import { type Block, drawn, type Entry, h2, p, ul } from '../blocks.ts'
import { callInEnglish, tagInEnglish } from '../english.ts'
import { fieldTable, type Schema } from '../fields.ts'
import type { Language } from '../language.ts'
import type { Page } from '../page.ts'
import { type Both, both, chinese, type Html, inLanguage } from '../words.ts'

interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: Schema
}
interface Media {
  schema: Schema
  example?: unknown
}
interface Operation {
  description?: string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { content?: Record<string, Media>; $ref?: string; 'x-codes'?: string[] }>
}

const words = {
  path: both('路径', 'path'),
  query: both('查询', 'query'),
  header: both('请求头', 'header'),
  open: both('不用令牌', 'No token needed'),
  asked: both('请求内容', 'Body'),
  answer: both('回答', 'Answer'),
  itself: both('见文件本身。', 'See the document itself.'),
  alike: both('字段同', 'Fields as in'),
  codes: both('可能的错误编号：', 'Error codes: '),
  parameters: both('参数', 'Parameters'),
  parameter: both('参数', 'Parameter'),
  place: both('位置', 'Where'),
  needed: both('必填', 'Required'),
  yes: both('必填', 'required'),
  about: both('说明', 'About'),
} as const

/** What a call is, in a line. */
export const summaryOf = (route: Route): Both => both(route.summary, callInEnglish(route))

export const callsPage: Page = {
  slug: 'calls',
  part: 'reference',
  title: both('接口', 'Calls'),
  about: both(
    '全部接口：参数、内容、回答、错误编号和示例。',
    'Every call: parameters, body, answer, error codes and an example.',
  ),
  blocks: (routes) => [
    h2('conventions', '共同的约定', 'What holds for all'),
    ul(
      [
        '金额是两位小数的文本（元），比例也是文本；日期写作 `YYYY-MM-DD`，月份 `YYYYMM`，时间是带时区的 RFC 3339，业务时区是北京时间。',
        'Money is text with two decimals (yuan), ratios are text too; dates `YYYY-MM-DD`, months `YYYYMM`, times RFC 3339 with offset; the business time zone is China’s.',
      ],
      [
        '令牌放在 `Authorization: Bearer`，见[令牌](/docs/tokens)。不是您的和不存在的，一律回答 404。',
        'The token goes into `Authorization: Bearer`, see [tokens](/docs/tokens). What is not yours is answered 404, as what does not exist.',
      ],
      [
        '列表用 `limit`（默认 20，最多 100）和 `cursor` 翻页：回答里有 `cursor` 就还有下一页。游标只对原来的列表有效。',
        'Lists page by `limit` (20, at most 100) and `cursor`: as long as an answer has a `cursor` there is more. A cursor is good for its own list alone.',
      ],
      [
        '能新建内容的 `POST` 可以带 `Idempotency-Key`：24 小时内同一编号和内容得到同一个回答，放心重试。',
        '`POST`s that create take an `Idempotency-Key`: for 24 hours the same key and body get the same answer, so retry freely.',
      ],
      [
        '替家人办：带 `On-Behalf-Of`，写对方的人员编号。须有对方有效的授权，否则回答 404；每办一件都马上告诉本人。同一个 `Idempotency-Key` 用于两个人，是两个请求。',
        'To act for a member of the family send `On-Behalf-Of` with their `psn_no`. Without a mandate in force it is 404; they are told of each act. One `Idempotency-Key` for two persons is two requests.',
      ],
      [
        '请求里的 null 和空文本按没有填处理，没有列出的字段不影响办理；查询参数写错了名字回答 400。',
        'null and empty text count as not given, fields not listed do no harm; a query parameter that does not exist is 400.',
      ],
      [
        '每个回答都带 `X-Request-Id`；请求里带了（1 至 64 个字母、数字、连字符）就用它。报障时请附上。',
        'Every answer bears `X-Request-Id`, the one that came (1 to 64 letters, digits, hyphens) or a new one. Tell it when you report a fault.',
      ],
      [
        '字段的名称按国家医保信息平台接口规范，字段说明只有中文。',
        'Fields bear the names of the national interface specification; what is said of each field is in Chinese.',
      ],
    ),
    p(
      '调用太快怎么办、提交多大、怎样翻页，见[环境和限额](/docs/limits)；出错怎么办，见[错误编号](/docs/errors)。',
      'How fast, how large, how many a page: [environments and limits](/docs/limits). What to do about errors: [error codes](/docs/errors).',
    ),
    ...tagsOf(routes).flatMap((tag, i): Block[] => [
      h2(`tag-${i + 1}`, tag, tagInEnglish(tag)),
      drawn((language) => callsOf(routes, tag, language), routes.filter((route) => route.tag === tag).map(entryOf)),
    ]),
  ],
}

const documentOf = madeOnce(openApi)

const tagsOf = (routes: readonly Route[]) => [...new Set(routes.map(({ tag }) => tag))]

const entryOf = (route: Route): Entry => {
  const name = nameOf(route)
  return { id: operationId(route), name: both(name, name), about: summaryOf(route) }
}

/** Where a call is described. */
export const addressOfCall = (route: Route): string => `/docs/calls#${operationId(route)}`

function callsOf(routes: readonly Route[], tag: string, language: Language): Html {
  const api = documentOf(routes)
  const { schemas } = api.components as { schemas: Record<string, Schema> }
  const resolve = (ref: string) => schemas[ref.split('/').at(-1) as string] ?? {}
  const paths = api.paths as Record<string, Record<string, Operation>>
  const drawing: Drawing = { resolve, language, first: firstAnswered(routes) }
  return html`${routes
    .filter((route) => route.tag === tag)
    .map((route) => callSection(route, paths[route.path]?.[route.method] as Operation, drawing))}`
}

interface Drawing {
  resolve(ref: string): Schema
  language: Language
  /** Which call is the first with an answer, by the answer's name: it is drawn there, and nowhere else on the page. */
  first: ReadonlyMap<string, Route>
}

const firstAnswered = madeOnce((routes: readonly Route[]): ReadonlyMap<string, Route> => {
  const paths = documentOf(routes).paths as Record<string, Record<string, Operation>>
  const inOrder = tagsOf(routes).flatMap((tag) => routes.filter((route) => route.tag === tag))
  return new Map(
    inOrder.reverse().flatMap((route): [string, Route][] => {
      const name = answerOf(paths[route.path]?.[route.method] as Operation).answer?.schema.$ref
      return name === undefined ? [] : [[name, route]]
    }),
  )
})

/** What is answered where all went well. */
function answerOf({ responses }: Operation): { status: string; answer?: Media } {
  const [status, success] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? ['', {}]
  const answer = success.content?.['application/json']
  return answer ? { status, answer } : { status }
}

function callSection(route: Route, operation: Operation, drawing: Drawing): Html {
  const { resolve, language } = drawing
  const body = operation.requestBody?.content['application/json']
  const { status, answer } = answerOf(operation)
  const is = (text: Both) => text[language]
  return html`<details id="${operationId(route)}"><summary><span class="method">${route.method.toUpperCase()}</span><code>${route.path}</code> ${is(summaryOf(route))}</summary>
<p class="quiet">${operation.description === undefined ? is(words.open) : chinese(operation.description, language)}</p>
${parameterTable(operation.parameters ?? [], language)}
${body ? html`<p>${is(words.asked)}</p>${fieldTable(body.schema, resolve, language)}${example(body.example)}` : ''}
<p>${is(words.answer)} ${status}</p>
${answer ? html`${answerFields(route, answer, drawing)}${example(answer.example)}` : html`<p>${is(words.itself)}</p>`}
<p class="quiet">${is(words.codes)}${codesIn(operation).map(
    (code, i) => html`${i > 0 ? ' · ' : ''}<a href="${inLanguage(`/docs/errors#code-${code}`, language)}">${code}</a>`,
  )}</p>
</details>
`
}

/** The fields of an answer, or where the same are drawn. */
function answerFields(route: Route, { schema }: Media, { resolve, language, first: ofAnswers }: Drawing): Html {
  const first = schema.$ref === undefined ? undefined : ofAnswers.get(schema.$ref)
  if (first && first !== route)
    return html`<p>${words.alike[language]} <a href="#${operationId(first)}">${nameOf(first)}</a></p>`
  return fieldTable(schema, resolve, language)
}

function codesIn({ responses }: Operation): string[] {
  return Object.values(responses).flatMap(({ $ref, 'x-codes': codes = [] }) =>
    $ref === undefined ? codes : [$ref.split('/').at(-1) as string],
  )
}

function parameterTable(parameters: readonly Parameter[], language: Language): Html {
  if (parameters.length === 0) return html``
  const is = (text: Both) => text[language]
  const heads = [words.parameter, words.place, words.needed, words.about]
  return html`<table class="stacks"><caption>${is(words.parameters)}</caption><thead><tr>${heads.map(
    (head) => html`<th scope="col">${is(head)}</th>`,
  )}</tr></thead><tbody>
${parameters.map(({ name, in: place, required, description, schema }) => {
  const about = description ?? schema.enum?.join('、') ?? ''
  return html`<tr><td><code>${name}</code></td><td data-head="${is(words.place)}">${is(
    words[place],
  )}</td><td data-head="${is(words.needed)}">${required ? is(words.yes) : ''}</td><td data-head="${is(words.about)}">${
    about === '' ? '' : chinese(about, language)
  }</td></tr>
`
})}</tbody></table>`
}

/** An example as JSON. */
export function example(value: unknown): Html {
  return value === undefined ? html`` : html`<pre tabindex="0"><code>${JSON.stringify(value, null, 2)}</code></pre>`
}
