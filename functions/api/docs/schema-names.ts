/** The schemas that the OpenAPI document calls by a name: those of bodies and answers, and what lies in answers. */
import * as z from 'zod'
import { nameOfSchema } from '../../calls/called.ts'
import { nameOf, type Route } from '../../calls/route.ts'

/** The schemas right within this one: its fields, its variants, what it only wraps. */
export function partsOf(schema: z.ZodType): readonly z.ZodType[] {
  if (schema instanceof z.ZodObject) return Object.values(schema.shape as Readonly<Record<string, z.ZodType>>)
  if (schema instanceof z.ZodUnion) return schema.options as z.ZodType[]
  if (schema instanceof z.ZodArray) return [schema.element as z.ZodType]
  if (schema instanceof z.ZodRecord) return [schema.valueType as z.ZodType]
  if (schema instanceof z.ZodPipe) return [schema.in as z.ZodType]
  return 'unwrap' in schema ? [(schema.unwrap as () => z.ZodType)()] : []
}

/** The schemas of answers that have a name, what lies within another before it. Throws if two have one name: a bug. */
export function answerSchemas(routes: readonly Route[]): ReadonlyMap<string, z.ZodType> {
  const found = new Map<string, z.ZodType>()
  const seen = new Set<z.ZodType>()
  const visit = (schema: z.ZodType): void => {
    if (seen.has(schema)) return
    seen.add(schema)
    for (const part of partsOf(schema)) visit(part)
    const name = nameOfSchema(schema)
    if (name === undefined) return
    if (found.has(name)) throw new Error(`openapi: two schemas are called ${name}`)
    found.set(name, schema)
  }
  for (const { answer } of routes) visit(answer)
  return found
}

/** The name of a route's body. Throws for a body without one: the document would not be complete. */
export function bodyName(route: Route): string {
  const name = route.body && nameOfSchema(route.body)
  if (name === undefined) throw new Error(`openapi: the body of ${nameOf(route)} is not called anything`)
  return name
}

/** The name of a route's answer; undefined for documents, whose shape is somebody else's standard. */
export const answerName = ({ answer }: Route): string | undefined => nameOfSchema(answer)
