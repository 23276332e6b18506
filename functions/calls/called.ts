/**
 * Names of schemas in the OpenAPI document, and with it of the types of the client: said where the schema is declared.
 */
import type * as z from 'zod'

const names = new WeakMap<z.ZodType, string>()

/** The schema, called so: `Filing`. */
export function called<S extends z.ZodType>(name: string, schema: S): S {
  names.set(schema, name)
  return schema
}

/** What a schema is called; undefined where it has no name. */
export const nameOfSchema = (schema: z.ZodType): string | undefined => names.get(schema)
