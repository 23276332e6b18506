/**
 * Every code that an answer may hold or a call may take, with its name: gathered from the schemas of all routes, whose
 * fields name their codes (shared/codes/coded.ts). Made when it is asked for.
 */
import * as z from 'zod'
import { type Named, type Names, namedFields } from '../../../shared/codes/coded.ts'
import type { Route } from '../../calls/route.ts'
import { problemsOf } from './openapi-problems.ts'
import { partsOf } from './schema-names.ts'

/** A code and what it is called. */
export interface CodeName {
  code: string
  name: string
}

/** A field somewhere in a schema: what holds it is called `member`. */
export interface Field {
  member: string
  schema: z.ZodType
  named?: Named
}

/** What no route's schema holds: the codes of problems. */
const others = (routes: readonly Route[]): Readonly<Record<string, Names>> => ({
  code: Object.fromEntries(Object.entries(problemsOf(routes)).map(([code, { name }]) => [code, name])),
})

/** All tables. Throws if a code has two names in one of them: a bug. */
export function codeTables(routes: readonly Route[]): Record<string, CodeName[]> {
  const tables: Record<string, Map<string, string>> = {}
  const add = (table: string, names: Names) => {
    const held = tables[table] ?? new Map<string, string>()
    tables[table] = held
    for (const [code, name] of Object.entries(names)) {
      const before = held.get(code) ?? name
      if (before !== name) throw new Error(`codes: ${table} ${code} is called ${before} and ${name}`)
      held.set(code, name)
    }
  }
  for (const { member, named } of fieldsOf(routes)) if (named) add(named.table ?? member, named.names)
  for (const [table, names] of Object.entries(others(routes))) add(table, names)
  return Object.fromEntries(
    Object.entries(tables).map(([table, held]) => [table, [...held].map(([code, name]) => ({ code, name }))]),
  )
}

/** Every field of what these routes answer and take. */
export function fieldsOf(routes: readonly Route[]): Field[] {
  const schemas = routes.flatMap(({ answer, query, body }) => [
    answer,
    ...(query ? [query] : []),
    ...(body ? [body] : []),
  ])
  return [...new Set(schemas)].flatMap((schema) => fieldsIn(schema, ''))
}

/** The field itself, once what only wraps others is taken off, and all that lie in it. */
function fieldsIn(schema: z.ZodType, member: string): Field[] {
  const named = namedFields.get(schema)
  if (named) return [{ member, schema, named }]
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Readonly<Record<string, z.ZodType>>
    return Object.entries(shape).flatMap(([name, field]) => fieldsIn(field, name))
  }
  const inner = partsOf(schema)
  return inner.length > 0 ? inner.flatMap((one) => fieldsIn(one, member)) : [{ member, schema }]
}
