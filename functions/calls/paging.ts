/** Lists page with `limit` and an opaque `cursor`. */
import * as z from 'zod'
import { type Keys, open, seal } from '../../shared/identity/index.ts'
import type { Subject } from './access.ts'
import { badRequest, type Problem } from './problem.ts'

const limitError = { error: 'limit 应为 1 至 100 的整数' }

/** Query fields of a list: `limit` (default 20, at most 100) and `cursor`. */
export const paging = {
  limit: z.coerce.number(limitError).int(limitError).min(1, limitError).max(100, limitError).default(20),
  cursor: z.string().max(2000).optional(),
}

/** A page of what is all in memory, by a key that orders it and tells one from another: newest first. */
export function pageOf<T>(all: readonly T[], keyOf: (one: T) => string, limit: number, cursor: string | undefined) {
  const sorted = [...all].sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1))
  const rest = cursor === undefined ? sorted : sorted.filter((one) => keyOf(one) < cursor)
  const items = rest.slice(0, limit)
  const last = items.at(-1)
  const more = last !== undefined && rest.length > items.length
  return { items, ...(more ? { cursor: keyOf(last) } : {}) }
}

/** What a cursor belongs to: the call, its filters, and who reads. */
export interface CursorOf {
  route: string
  params: Record<string, string>
  query: Record<string, unknown>
  subject: Subject | undefined
}

function contextOf({
  route,
  params,
  query: { limit: _limit, cursor: _cursor, ...filters },
  subject,
}: CursorOf): string {
  const sorted = (record: Record<string, unknown>) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([route, sorted(params), sorted(filters), subject?.role, subject?.id])
}

/**
 * A place in a list as callers see it: sealed, for it holds keys of the table, and bound to what it belongs to. Lists
 * themselves know plain places only.
 */
export function giveCursor(keys: Keys, place: string, of: CursorOf): string {
  return Buffer.from(seal(keys, place, contextOf(of))).toString('base64url')
}

/** The place that a caller's cursor stands for; a cursor that is not ours, or of another list, is bad input. */
export function takeCursor(keys: Keys, cursor: string, of: CursorOf): { place: string } | Problem {
  try {
    return { place: open(keys, Buffer.from(cursor, 'base64url'), contextOf(of)) }
  } catch {
    return badRequest([{ field: 'cursor', message: 'cursor 应为上一页回答里给出的' }])
  }
}
