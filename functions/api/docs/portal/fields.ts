/** Fields of a JSON Schema as rows of a table: nested fields by their path. */
import { html } from 'hono/html'
import type { Language } from './language.ts'
import { type Both, both, chinese, type Html } from './words.ts'

/** A JSON Schema, as far as ours go. */
export interface Schema {
  $ref?: string
  type?: string
  description?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  enum?: unknown[]
  const?: unknown
  oneOf?: Schema[]
  anyOf?: Schema[]
  allOf?: Schema[]
  additionalProperties?: Schema
  format?: string
  pattern?: string
}

/** Where references lead. */
export type Resolve = (ref: string) => Schema

interface Row {
  field: string
  type: Both
  required: boolean
  about: string
}

const deepest = 4

const heads = {
  of: both('字段', 'Fields'),
  field: both('字段', 'Field'),
  type: both('类型', 'Type'),
  needed: both('必填', 'Required'),
  yes: both('必填', 'required'),
  about: both('说明', 'About'),
} as const

/** The fields of a schema as a table, or one for each of its variants; nothing if it has none. */
export function fieldTable(given: Schema, resolve: Resolve, language: Language): Html {
  const schema = given.$ref === undefined ? given : resolve(given.$ref)
  const variants = schema.oneOf ?? schema.anyOf ?? []
  if (variants.length < 2) return oneTable(schema, resolve, language)
  return html`${variants.map(
    (variant) => html`<p>${variantName(variant, language)}</p>
${oneTable(variant, resolve, language)}`,
  )}`
}

/** What tells a variant from the others: `action` 为 `choose`. */
function variantName({ properties = {} }: Schema, language: Language): Html {
  const [name, field] = Object.entries(properties).find(([, { const: only }]) => only !== undefined) ?? ['']
  return html`<code>${name}</code> ${language === 'zh' ? '为' : 'is'} <code>${field?.const}</code>${language === 'zh' ? '：' : ':'}`
}

function oneTable(schema: Schema, resolve: Resolve, language: Language): Html {
  const rows = rowsOf(schema, resolve, '', 0)
  if (rows.length === 0) return html``
  const { of, field: name, type: kind, needed, yes, about: says } = heads
  const head = (text: Both) => html`<th scope="col">${text[language]}</th>`
  return html`<table class="stacks"><caption>${of[language]}</caption><thead><tr>${[name, kind, needed, says].map(head)}</tr></thead><tbody>
${rows.map(
  ({ field, type, required, about }) =>
    html`<tr><td><code>${field}</code></td><td data-head="${kind[language]}">${type[language]}</td><td data-head="${
      needed[language]
    }">${required ? yes[language] : ''}</td><td data-head="${says[language]}">${about === '' ? '' : chinese(about, language)}</td></tr>
`,
)}</tbody></table>`
}

function rowsOf(given: Schema, resolve: Resolve, path: string, depth: number): Row[] {
  const schema = given.$ref === undefined ? given : resolve(given.$ref)
  if (depth >= deepest) return []
  const parts = (schema.allOf ?? []).flatMap((one) => rowsOf(one, resolve, path, depth))
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, inner]): Row[] => {
    const field = path === '' ? name : `${path}.${name}`
    const row = {
      field,
      type: typeOf(inner),
      required: schema.required?.includes(name) ?? false,
      about: aboutOf(inner),
    }
    const list = inner.items ? rowsOf(inner.items, resolve, `${field}[]`, depth + 1) : []
    return [row, ...rowsOf(inner, resolve, field, depth + 1), ...list]
  })
  return [...parts, ...own]
}

const typeNames: Readonly<Record<string, Both>> = {
  string: both('文本', 'text'),
  integer: both('整数', 'integer'),
  number: both('数', 'number'),
  boolean: both('是否', 'true or false'),
  array: both('列表', 'list'),
  object: both('对象', 'object'),
}

function typeOf({ type, $ref, const: only, enum: several }: Schema): Both {
  if (only !== undefined || several) return both('固定值', 'fixed value')
  const name = $ref?.split('/').at(-1)
  return name === undefined ? (typeNames[type ?? ''] ?? both('任意', 'any')) : both(name, name)
}

function aboutOf({ description, enum: several, const: only, format, pattern }: Schema): string {
  const values = only === undefined ? several : [only]
  const written = values ? `取值：${values.join('、')}` : (format ?? (description ? '' : (pattern ?? '')))
  return [description, description?.includes('应为') ? '' : written].filter(Boolean).join('；')
}
