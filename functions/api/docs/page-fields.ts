/** Fields of a JSON Schema as rows of a table: nested fields by their path. */
import { html } from 'hono/html'

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
  type: string
  required: boolean
  about: string
}

const deepest = 4

/** The fields of a schema as a table, or one for each of its variants; nothing if it has none. */
export function fieldTable(given: Schema, resolve: Resolve) {
  const schema = given.$ref === undefined ? given : resolve(given.$ref)
  const variants = schema.oneOf ?? schema.anyOf ?? []
  if (variants.length < 2) return oneTable(schema, resolve)
  return html`${variants.map(
    (variant) => html`<p>${variantName(variant)}</p>
${oneTable(variant, resolve)}`,
  )}`
}

/** What tells a variant from the others: `action` 为 `choose`. */
function variantName({ properties = {} }: Schema) {
  const [name, field] = Object.entries(properties).find(([, { const: only }]) => only !== undefined) ?? ['']
  return html`<code>${name}</code> 为 <code>${field?.const}</code>：`
}

function oneTable(schema: Schema, resolve: Resolve) {
  const rows = rowsOf(schema, resolve, '', 0)
  if (rows.length === 0) return ''
  return html`<table><thead><tr><th>字段</th><th>类型</th><th>必填</th><th>说明</th></tr></thead><tbody>
${rows.map(
  ({ field, type, required, about }) =>
    html`<tr><td><code>${field}</code></td><td>${type}</td><td>${required ? '是' : ''}</td><td>${about}</td></tr>
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

const typeNames: Readonly<Record<string, string>> = {
  string: '文本',
  integer: '整数',
  number: '数',
  boolean: '是否',
  array: '列表',
  object: '对象',
}

function typeOf({ type, $ref, const: only, enum: several }: Schema): string {
  if (only !== undefined || several) return '固定值'
  if ($ref) return $ref.split('/').at(-1) as string
  return typeNames[type ?? ''] ?? '任意'
}

function aboutOf({ description, enum: several, const: only, format, pattern }: Schema): string {
  const values = only === undefined ? several : [only]
  const written = values ? `取值：${values.join('、')}` : (format ?? (description ? '' : (pattern ?? '')))
  return [description, description?.includes('应为') ? '' : written].filter(Boolean).join('；')
}
