/** The parts of the library of schemas that declarations use: named one by one, so that a bundle holds no more of it. */
import * as z from 'zod'

/** Makes schemas. A bundle that uses none of them is without the library. */
export const schemas = /* @__PURE__ */ (() => ({
  array: z.array,
  boolean: z.boolean,
  custom: z.custom,
  discriminatedUnion: z.discriminatedUnion,
  enum: z.enum,
  int: z.int,
  iso: { date: z.iso.date, datetime: z.iso.datetime },
  literal: z.literal,
  object: z.object,
  record: z.record,
  strictObject: z.strictObject,
  string: z.string,
  unknown: z.unknown,
}))()

/** What a declaration is handed to make its schemas with: who only reads the rest of it needs none. */
export type Schemas = typeof schemas
