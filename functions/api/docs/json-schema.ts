/** JSON Schema of what callers write. Loaded on demand: no call that is waited for needs it. */
import * as z from 'zod'

const made = new WeakMap<z.ZodType, Record<string, unknown>>()

/** JSON Schema (2020-12) of what may be written, before any mapping of ours. */
export function inputSchema(schema: z.ZodType): Record<string, unknown> {
  const known = made.get(schema)
  if (known) return known
  const fresh = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>
  made.set(schema, fresh)
  return fresh
}
