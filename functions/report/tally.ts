/** Figures of a month, bundle by bundle, as cases are told of one by one (contract-operations.md 3, `GET /v1/report`). */
import type { Instant } from '../../shared/calendar/index.ts'
import { addFen, type Fen, formatYuan, ZERO } from '../../shared/money/index.ts'
import { amountIn, formatHours, hundredthsOf, isOverdue } from '../../shared/registers/rows/figures.ts'
import type { CaseRow, CaseStatus } from '../../shared/registers/rows.ts'

/** What the cases of a bundle came to. */
export interface Figures {
  opened: number
  done: number
  rejected: number
  withdrawn: number
  by_result: Record<string, number>
  without_application: number
  p50_hours: string | null
  p95_hours: string | null
  overdue: number
  amt: string
}

/** Counts cases. Of how long they took it keeps how many took how long, so that a million of them take no more room. */
export class Tally {
  readonly #now: Instant
  readonly #statuses = new Map<CaseStatus, number>()
  readonly #results = new Map<string, number>()
  readonly #hours = new Map<number, number>()
  #opened = 0
  #withoutApplication = 0
  #overdue = 0
  #amt: Fen = ZERO

  /** `now`: as of when open cases are late. */
  constructor(now: Instant) {
    this.#now = now
  }

  /** Counts a case as it stands. */
  add(row: CaseRow): void {
    const hundredths = hundredthsOf(row)
    const result = row.outcome?.result
    this.#opened++
    countIn(this.#statuses, row.status)
    if (typeof result === 'string') countIn(this.#results, result)
    if (hundredths !== undefined) countIn(this.#hours, hundredths)
    if (!row.applied) this.#withoutApplication++
    if (isOverdue(row, this.#now)) this.#overdue++
    this.#amt = addFen(this.#amt, amountIn(row.outcome))
  }

  /** What was counted. */
  get figures(): Figures {
    const ended = (status: CaseStatus) => this.#statuses.get(status) ?? 0
    const hours = [...this.#hours].sort(([a], [b]) => a - b)
    return {
      opened: this.#opened,
      done: ended('done'),
      rejected: ended('rejected'),
      withdrawn: ended('withdrawn'),
      by_result: Object.fromEntries([...this.#results].sort(([a], [b]) => (a < b ? -1 : 1))),
      without_application: this.#withoutApplication,
      p50_hours: percentile(hours, 50),
      p95_hours: percentile(hours, 95),
      overdue: this.#overdue,
      amt: formatYuan(this.#amt),
    }
  }
}

function countIn<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** Nearest rank: the least value that so many in a hundred do not exceed; null of none. */
function percentile(counts: readonly [value: number, count: number][], percent: number): string | null {
  const all = counts.reduce((sum, [, count]) => sum + count, 0)
  let left = Math.ceil((all * percent) / 100)
  for (const [value, count] of counts) {
    left -= count
    if (left <= 0) return formatHours(value)
  }
  return null
}
