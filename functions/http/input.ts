/** Reads and checks what came with a call; every fault is named with its field, in plain Chinese. */
import * as z from 'zod'
import { isWritable } from '../../events/canonical.ts'
import { errorsOf, type FieldError, withoutBlanks } from '../../events/parse.ts'
import { badRequest, isProblem, type Problem, problem, unknownParameters } from '../calls/problem.ts'
import type { Route } from '../calls/route.ts'
import type { RequestContext } from './headers.ts'

// Fields say in their own words what is wrong; where none does, this is said instead of the library's words.
z.config({ localeError: ({ input }) => (input === undefined ? '缺少这一项' : '这一项填写得不对') })

/** Bytes of a body at most. */
export const maxBodyBytes = 256 * 1024
/** Of a call that takes a hundred events; a function takes six megabytes. */
export const maxBytesAsItCame = 4 * 1024 * 1024

/** Query and body, checked; `given` is the body as it came. */
export interface ReadInput {
  query: unknown
  body: unknown
  given: unknown
}

/** Reads a call's input, or says everything that is wrong with it. */
export async function readInput(
  route: Pick<Route, 'body' | 'query' | 'asItCame'>,
  c: RequestContext,
): Promise<ReadInput | Problem> {
  const unknown = Object.keys(c.req.query()).filter((name) => !parametersOf(route).includes(name))
  if (unknown.length > 0) return unknownParameters(unknown)
  const query = route.query ? check(route.query, withoutBlanks(c.req.query())) : { value: undefined }
  if (isProblem(query)) return query
  if (!route.body) return { query: query.value, body: undefined, given: undefined }
  const raw = await c.req.text()
  const most = route.asItCame ? maxBytesAsItCame : maxBodyBytes
  if (Buffer.byteLength(raw) > most) return problem(413, 'too-large', '提交的内容太长。')
  if (route.asItCame) return readAsItCame(route.body, raw, query.value)
  const parsed = parseBody(raw)
  if (parsed === undefined) return badRequest([{ field: 'body', message: '内容应为一个 JSON 对象' }])
  // Many programs write null or "" for what they don't have: both are read as not given, as in events.
  const body = check(route.body, withoutBlanks(parsed))
  return isProblem(body) ? body : { query: query.value, body: body.value, given: parsed }
}

function readAsItCame(schema: z.ZodType, raw: string, query: unknown): ReadInput | Problem {
  let given: unknown
  try {
    given = JSON.parse(raw)
  } catch {
    return badRequest([{ field: 'body', message: '内容不是合格的 JSON' }])
  }
  if (!isShallow(given, deepestAsItCame)) return badRequest([{ field: 'body', message: '内容嵌套得太深' }])
  const body = check(schema, given)
  return isProblem(body) ? body : { query, body: given, given }
}

/** Nobody writes what nests deeper; it could not even be written out again. */
const deepestAsItCame = 500

/** Whether a JSON value nests no deeper. */
export const isShallow = (value: unknown, deepest: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (deepest > 0 && Object.values(value).every((one) => isShallow(one, deepest - 1)))

/** The query parameters that a route takes. */
const parametersOf = ({ query }: Pick<Route, 'query'>): readonly string[] =>
  query instanceof z.ZodObject ? Object.keys(query.shape) : []

function parseBody(raw: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = raw === '' ? {} : JSON.parse(raw)
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    return isObject && isWritable(parsed) ? (parsed as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function check(schema: z.ZodType, value: unknown): { value: unknown } | Problem {
  const result = schema.safeParse(value)
  return result.success ? { value: result.data } : badRequest(errorsOf(result.error).map(ofBody))
}

/** A fault of the whole is the body's. */
const ofBody = (error: FieldError): FieldError => (error.field === 'event' ? { ...error, field: 'body' } : error)

/**
 * The fields of all these shapes: one that is not in each of them is optional, and one that several write differently
 * takes what any of them does.
 */
export function eitherOf(shapes: readonly z.ZodRawShape[]): Record<string, z.ZodType> {
  const names = new Set(shapes.flatMap((shape) => Object.keys(shape)))
  return Object.fromEntries(
    [...names].map((name) => {
      const written = shapes.flatMap((shape) => (shape[name] ? [shape[name] as z.ZodType] : []))
      const bare = new Set(
        written.map((field) => (field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType) : field)),
      )
      const [only, ...others] = [...bare] as [z.ZodType, ...z.ZodType[]]
      const field = others.length === 0 ? only : z.union([only, ...others])
      const isNeeded = written.length === shapes.length && !written.some((one) => one instanceof z.ZodOptional)
      return [name, isNeeded ? field : field.optional()]
    }),
  )
}

/** The fields of all these shapes, each optional. */
export const anyOf = (shapes: readonly z.ZodRawShape[]): Record<string, z.ZodType> => eitherOf([...shapes, {}])
