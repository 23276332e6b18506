/** What a case counts for in figures: reports of a month, facts for analysts, lines of the log. Pure. */
import { compareInstants, epochMs, type Instant } from '../../calendar/index.ts'
import { addFen, type Fen, parseYuan, ZERO } from '../../money/index.ts'
import { type CaseRow, endOf } from './cases.ts'

const hundredthMs = 36_000

/** Hundredths of an hour between two moments, rounded half up; none if the second is before the first: clocks differ a little. */
export const hundredthsBetween = (from: Instant, to: Instant): number =>
  Math.round(Math.max(0, epochMs(to) - epochMs(from)) / hundredthMs)

/** From its opening to its end, in hundredths of an hour; undefined while it goes on. */
export function hundredthsOf(row: CaseRow): number | undefined {
  const end = endOf(row)
  return end && hundredthsBetween(row.started_at, end)
}

/** Hundredths of an hour as hours with two decimals. */
export const formatHours = (hundredths: number): string => (hundredths / 100).toFixed(2)

/** Whether it is open past its limit, or ended after it; a provisional limit counts like a firm one. */
export function isOverdue(row: CaseRow, now: Instant): boolean {
  return row.due_at !== undefined && compareInstants(endOf(row) ?? now, row.due_at) > 0
}

/** The sum of every `amt` in an outcome, at any depth (contract-operations.md 3), in fen. */
export function amountIn(outcome: unknown): Fen {
  if (typeof outcome !== 'object' || outcome === null) return ZERO
  return Object.entries(outcome).reduce(
    (sum, [name, value]) => addFen(sum, (name === 'amt' ? parseYuan(value) : undefined) ?? amountIn(value)),
    ZERO,
  )
}
