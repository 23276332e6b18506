/**
 * Fields that hold a code say what each of their codes is called. `GET /v1/codes` is made of nothing else: a field that
 * comes with a bundle brings its names with it.
 */
import * as z from 'zod'

/** Codes with their names, in plain Chinese. */
export type Names<Code extends string = string> = Readonly<Record<Code, string>>

/** The names of a field's codes, and the table they stand in; by itself that of the field's own name. */
export interface Named {
  readonly names: Names
  readonly table?: string
}

/** What is known of the codes of fields, by their schemas. */
export const namedFields = /* @__PURE__ */ z.registry<Named>()

/** The field, its codes named. Last of all that is said of it: what is said afterwards makes another field. */
export function named<Field extends z.ZodType>(field: Field, names: Names, table?: string): Field {
  namedFields.add(field, table === undefined ? { names } : { names, table })
  return field
}

/** A field that holds one of these codes. */
export const codeOf = <Code extends string>(names: Names<Code>, table?: string) =>
  named(z.enum(Object.keys(names) as Code[]), names, table)

/** A field that holds one of these codes, or another: one that a place has added, or that an older release wrote. */
export const openCode = (names: Names, table?: string) => named(z.string(), names, table)

/** Of these codes some alone. */
export const someOf = <Code extends string, Some extends Code>(names: Names<Code>, ...codes: readonly Some[]) =>
  Object.fromEntries(codes.map((code) => [code, names[code]])) as Names<Some>
