/** Values that fit a schema, generated from the schema itself by way of JSON Schema, so that no list of fields can lag. */
import fc from 'fast-check'
import type * as z from 'zod'
import { inputSchema } from '../../functions/api/docs/json-schema.ts'

/** Values that mean something for fields of these names. */
export type Pools = Readonly<Record<string, readonly unknown[] | fc.Arbitrary<unknown>>>

interface JsonSchema {
  type?: string
  format?: string
  pattern?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  $ref?: string
  $defs?: Record<string, JsonSchema>
}

/** A value the schema takes, as far as a schema can say it. */
export function fitting(schema: z.ZodType, pools: Pools = {}): fc.Arbitrary<unknown> {
  const root = inputSchema(schema) as JsonSchema
  return arbitraryOf(root, { pools, root }, '')
}

interface Making {
  pools: Pools
  root: JsonSchema
}

function arbitraryOf(schema: JsonSchema, making: Making, name: string): fc.Arbitrary<unknown> {
  const generic = plain(schema, making, name)
  const pool = making.pools[name]
  if (pool === undefined) return generic
  const pooled = Array.isArray(pool) ? fc.constantFrom(...(pool as unknown[])) : (pool as fc.Arbitrary<unknown>)
  return fc.oneof({ weight: 9, arbitrary: pooled }, { weight: 1, arbitrary: generic })
}

function plain(schema: JsonSchema, making: Making, name: string): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return arbitraryOf(resolve(schema.$ref, making.root), making, name)
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const either = schema.anyOf ?? schema.oneOf
  if (either) return fc.oneof(...either.map((one) => arbitraryOf(one, making, name)))
  if (schema.allOf) return allOf(schema.allOf, making, name)
  switch (schema.type) {
    case 'object':
      return objectOf(schema, making)
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}, making, name), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, (schema.minItems ?? 0) + 3),
      })
    case 'string':
      return textOf(schema)
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1000 })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue({ maxDepth: 1 })
  }
}

function resolve(ref: string, root: JsonSchema): JsonSchema {
  const found = ref === '#' ? root : root.$defs?.[ref.replace('#/$defs/', '')]
  if (!found) throw new Error(`no ${ref} in the schema`)
  return found
}

function allOf(parts: readonly JsonSchema[], making: Making, name: string): fc.Arbitrary<unknown> {
  return fc.tuple(...parts.map((part) => arbitraryOf(part, making, name))).map((values) => Object.assign({}, ...values))
}

function objectOf({ properties = {}, required = [] }: JsonSchema, making: Making): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, arbitraryOf(schema, making, name)]),
  )
  return fc.record(fields, { requiredKeys: required.filter((name) => name in fields), noNullPrototype: true })
}

function textOf({ format, pattern, minLength = 0, maxLength = 60 }: JsonSchema): fc.Arbitrary<string> {
  if (format === 'date') return someDay
  if (format === 'date-time') return someTime
  if (pattern !== undefined) return matching(pattern)
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 60) })
}

/** What draws text of a pattern: taking one apart costs more than drawing by it, and all schemas together have few. */
const known = new Map<string, fc.Arbitrary<string>>()

function matching(pattern: string): fc.Arbitrary<string> {
  const drawn = known.get(pattern) ?? drawnBy(pattern)
  known.set(pattern, drawn)
  return drawn
}

/** Text that a pattern describes; what a pattern looks ahead for is checked afterwards. */
function drawnBy(pattern: string): fc.Arbitrary<string> {
  const bare = pattern.replace(/\(\?[!=][^)]*\)/g, '')
  const drawn = fc.stringMatching(new RegExp(bare))
  return bare === pattern ? drawn : drawn.filter((text) => new RegExp(pattern).test(text))
}

const two = (n: number) => String(n).padStart(2, '0')

/** Any date of four digits' years; most of them in a lifetime. */
export const someDay: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1930, max: 2035 }) }, fc.integer({ min: 1, max: 9999 })),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, month, date]) => `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`)

/** Any moment, with any offset. */
export const someTime: fc.Arbitrary<string> = fc
  .tuple(someDay, fc.integer({ min: 0, max: 86_399 }), fc.constantFrom('+08:00', 'Z', '-11:00', '+00:00'))
  .map(([date, second, offset]) => {
    const clock = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60].map(two).join(':')
    return `${date}T${clock}${offset}`
  })
