/** Lists page with `limit` and an opaque `cursor`. */
import * as z from 'zod'
import { badRequest, type Problem } from './problem.ts'

const limitError = { error: 'limit 应为 1 至 100 的整数' }

/** Query fields of a list: `limit` (default 20, at most 100) and `cursor`. */
export const paging = {
  limit: z.coerce.number(limitError).int(limitError).min(1, limitError).max(100, limitError).default(20),
  cursor: z.string().max(2000).optional(),
}

/** A page of what is all in memory, by a key that orders it: newest first. */
export function pageOf<T>(all: readonly T[], keyOf: (one: T) => string, limit: number, cursor: string | undefined) {
  const after = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString()
  const sorted = [...all].sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1))
  const rest = after === undefined ? sorted : sorted.filter((one) => keyOf(one) < after)
  const items = rest.slice(0, limit)
  const last = items.at(-1)
  const more = last !== undefined && rest.length > items.length
  return { items, ...(more ? { cursor: Buffer.from(keyOf(last)).toString('base64url') } : {}) }
}

/** What a table says of a cursor that is none of its own, or of another list. */
const cursorFaults = ['SyntaxError', 'TypeError', 'ValidationException', 'SerializationException']

/** Reads from a caller's cursor; one that was not given out here is bad input. */
export async function fromCursor<T>(cursor: string | undefined, read: () => Promise<T>): Promise<T | Problem> {
  try {
    return await read()
  } catch (error) {
    if (cursor === undefined || !cursorFaults.includes((error as Error).name)) throw error
    return badRequest([{ field: 'cursor', message: 'cursor 应为上一页回答里给出的' }])
  }
}
