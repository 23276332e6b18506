/** Schemas put together from what the bundles declare. */
import * as z from 'zod'

/** The fields of all these shapes, each optional; one that several write differently takes what any of them does. */
export function anyOf(shapes: readonly z.ZodRawShape[]): Record<string, z.ZodOptional> {
  const fields = new Map<string, Set<z.core.$ZodType>>()
  for (const shape of shapes) {
    for (const [name, field] of Object.entries(shape)) {
      const bare = field instanceof z.ZodOptional ? field.unwrap() : field
      fields.set(name, (fields.get(name) ?? new Set()).add(bare))
    }
  }
  return Object.fromEntries(
    [...fields].map(([name, found]) => {
      const [only, ...others] = [...found] as [z.ZodType, ...z.ZodType[]]
      return [name, (others.length === 0 ? only : z.union([only, ...others])).optional()]
    }),
  )
}
