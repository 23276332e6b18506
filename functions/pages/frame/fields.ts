/**
 * Forms from what is declared: of a schema its fields, each with its label and how it is written; and of what a browser
 * sent the value that the API takes. What a field is called stands where it is declared (`title`, or shared/codes/labels.ts),
 * what its codes are called beside them (shared/codes/coded.ts).
 */
import * as z from 'zod'
import { namedFields } from '../../../shared/codes/coded.ts'
import { labels } from '../../../shared/codes/labels.ts'
import type { CaseForm } from '../../manifest.ts'

/** A field of a form. */
export interface Field {
  /** Where its value stands: `giver.psn_name`. */
  readonly name: string
  readonly label: string
  /** How it is written. */
  readonly hint?: string
  readonly required: boolean
  /**
   * `long`: a text that wants room; `moment`: a day and a time of ours; `lines`: several texts, one a line; `ticks`: several
   * codes; `radios`: one of a few codes, all in sight; `group`: what its parts are.
   */
  readonly kind: 'text' | 'long' | 'moment' | 'whole' | 'choice' | 'radios' | 'yes-no' | 'lines' | 'ticks' | 'group'
  /** Codes with their names. */
  readonly options?: readonly (readonly [code: string, name: string])[]
  readonly parts?: readonly Field[]
}

/** As much of JSON Schema as our declarations come to. */
interface Shape {
  type?: string
  title?: string
  description?: string
  format?: string
  properties?: Record<string, Shape>
  required?: string[]
  enum?: unknown[]
  const?: unknown
  items?: Shape
  anyOf?: Shape[]
  oneOf?: Shape[]
  names?: Readonly<Record<string, string>>
}

const made = new WeakMap<z.ZodType, readonly Field[]>()

/** The fields of what a schema takes, in the order they are declared. */
export function fieldsOf(schema: z.ZodType): readonly Field[] {
  const known = made.get(schema)
  if (known) return known
  const shape = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
    override({ zodSchema, jsonSchema }) {
      const names = namedFields.get(zodSchema as z.core.$ZodType as z.ZodType)?.names
      if (names) Object.assign(jsonSchema, { names })
    },
  }) as Shape
  const fields = partsOf(shape, '')
  made.set(schema, fields)
  return fields
}

/** Of one of several shapes all that any has; what not all of them must have is not required. */
function partsOf(shape: Shape, prefix: string): Field[] {
  const several = shape.anyOf ?? shape.oneOf
  const shapes = several ? several.filter(({ type }) => type !== 'null') : [shape]
  const names = new Set(shapes.flatMap(({ properties = {} }) => Object.keys(properties)))
  return [...names].flatMap((name) => {
    const found = shapes.flatMap(({ properties = {} }) => properties[name] ?? [])
    const required = shapes.every((one) => one.required?.includes(name))
    return fieldFrom(`${prefix}${name}`, found as [Shape, ...Shape[]], required) ?? []
  })
}

/** None for a list of things with parts of their own that may be left out: lines cannot say it. */
function fieldFrom(name: string, found: readonly [Shape, ...Shape[]], required: boolean): Field | undefined {
  const flat = found.flatMap((one) => one.anyOf ?? one.oneOf ?? [one]).filter(({ type }) => type !== 'null')
  const options = optionsOf([...found, ...flat])
  const [shape = found[0]] = flat
  const said = found[0].description ?? shape.description
  const [before = '', rule] = said?.split(/，(.*)/s) ?? []
  const hint = hintOf(rule, shape)
  const last = name.split('.').at(-1) as string
  const label = found[0].title ?? shape.title ?? (before || labels[last]) ?? last
  const base = { name, label, required, ...(hint ? { hint } : {}) }
  if (options.length > 0) return { name, label, required, kind: 'choice', options }
  if (shape.type === 'boolean') return { ...base, kind: 'yes-no' }
  if (shape.format === 'date-time') return { ...base, kind: 'moment' }
  if (shape.type === 'integer' || shape.type === 'number') return { ...base, kind: 'whole' }
  if (shape.type === 'array') {
    const several = optionsOf([shape.items ?? {}])
    if (several.length > 0) return { name, label, required, kind: 'ticks', options: several }
    return shape.items?.properties && !required ? undefined : { ...base, kind: 'lines' }
  }
  return shape.properties ? { ...base, kind: 'group', parts: partsOf(shape, `${name}.`) } : { ...base, kind: 'text' }
}

/** How it is written, for people: of days, moments and sums an example, of lengths nothing until one is broken. */
function hintOf(rule: string | undefined, { format }: Shape): string | undefined {
  if (format === 'date') return '写作 2026-03-10'
  if (format === 'date-time') return '写作 2026-03-10 08:15'
  if (rule?.startsWith('应为两位小数的文本')) return '写到分，如 2177.04'
  return rule === undefined || /^应为 \d+ 至 \d+ 个字/.test(rule) ? undefined : rule.replace(/^应为/, '')
}

function optionsOf(shapes: readonly Shape[]): [string, string][] {
  const codes = shapes.flatMap((one) => one.enum ?? (one.const === undefined ? [] : [one.const]))
  const names: Record<string, string> = Object.assign({}, ...shapes.map((one) => one.names ?? {}))
  // Codes that a place may add to are told by their names alone.
  if (codes.length === 0) return Object.entries(names)
  const isCode = codes.length > 0 && codes.every((code) => typeof code === 'string')
  return isCode ? [...new Set(codes as string[])].map((code) => [code, names[code] ?? code]) : []
}

/** The field with these codes of it alone, in their order: what is offered in this moment. */
export function offering(field: Field, codes: readonly string[]): Field {
  const names = new Map(field.options)
  return { ...field, options: codes.map((code) => [code, names.get(code) ?? code] as const) }
}

/** Fields of what starts a case, in the form's own words; what a place lists is chosen from. */
export const fieldsAsked = (
  { schema, told = {} }: Pick<CaseForm<unknown>, 'schema' | 'told'>,
  choices: Readonly<Record<string, readonly { readonly code: string; readonly name: string }[]>> = {},
): readonly Field[] =>
  fieldsOf(schema).map((field) => {
    const as = { ...field, ...told[field.name] }
    const listed = choices[field.name]
    if (!listed) return as
    const { hint: _hint, ...named } = as
    return { ...named, kind: 'choice', options: listed.map(({ code, name }) => [code, name] as const) }
  })

/** Fields of what a citizen does in a case; of ways to choose from only those that the case offers now. */
export const fieldsOffered = (
  body: z.ZodType,
  { options }: { readonly options?: readonly string[] },
): readonly Field[] =>
  fieldsOf(body).map((field) => (field.name === 'option' && options ? offering(field, options) : field))

/** What was written in a form, by the fields' names. */
export type Written = Readonly<Record<string, string>>

/** The value of a form: what was left empty is left out. What is not written as it must be stays as it is: the API says so. */
export function sentOf(fields: readonly Field[], written: Written): Record<string, unknown> {
  const entries = fields.flatMap((field): [string, unknown][] => {
    const name = field.name.split('.').at(-1) as string
    if (field.kind === 'group') {
      const value = sentOf(field.parts ?? [], written)
      return Object.keys(value).length > 0 ? [[name, value]] : []
    }
    const text = written[field.name]?.trim() ?? ''
    return text === '' ? [] : [[name, read(field.kind, text)]]
  })
  return Object.fromEntries(entries)
}

function read(kind: Field['kind'], text: string): unknown {
  if (kind === 'yes-no') return text === 'true' ? true : text === 'false' ? false : text
  if (kind === 'moment') return momentIn(text)
  if (kind === 'whole') return /^-?\d{1,15}$/.test(text) ? Number(text) : text
  return kind === 'lines' || kind === 'ticks' ? linesOf(text) : text
}

/** `2026-03-10 8:15` is a moment of ours. What is written otherwise stays: the API says what is wrong. */
function momentIn(text: string): string {
  const [, on, hour = '', minute] = /^(\d{4}-\d\d-\d\d)[ T](\d{1,2})[:：](\d\d)$/.exec(text) ?? []
  return on === undefined ? text : `${on}T${hour.padStart(2, '0')}:${minute}:00+08:00`
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** What is known already, as a form shows it. */
export function writtenOf(value: Readonly<Record<string, unknown>>, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]): [string, string][] => {
      if (one === undefined || one === null) return []
      if (Array.isArray(one))
        return one.some((part) => typeof part === 'object') ? [] : [[prefix + name, one.map(String).join('\n')]]
      if (typeof one === 'object')
        return Object.entries(writtenOf(one as object & Record<string, unknown>, `${prefix}${name}.`))
      return [[prefix + name, String(one)]]
    }),
  )
}
