/**
 * What transfer/RULES.md says, reckoned naively: which relation is A, from when it has ended, what an interruption means,
 * and who looks at a balance before it leaves.
 */
import { addDays, type Day } from '../../../../shared/calendar/index.ts'
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import { fenOf, monthAt, monthIndex } from '../../../simulator/model/reckon.ts'
import type { Stay } from '../../../simulator/model/stays.ts'

/** What a transfer says of itself: B and its enrolment, A and its pause, who decided. */
export interface TransferState {
  to: string
  enrolledOn: string
  openedOn: string
  from?: string
  fromPeriod?: string
  pausedOn?: string
  chosen?: true
  decided?: true
  moved?: readonly { round: number; amt: number; at: string }[]
}

/** The same of a case. */
export const stateOf = (row: CaseRow) => row.state as TransferState

/** Whether this case holds A as ended: it found A, and was not taken back. */
export const endsOrigin = (row: CaseRow) => stateOf(row).from !== undefined && row.status !== 'withdrawn'

/** First day of A's state 4: the later of the day after its pause and the enrolment in B. */
export function endOf(state: TransferState): string {
  const paused = addDays((state.pausedOn ?? addDays(state.enrolledOn as Day, -1)) as Day, 1)
  return paused > state.enrolledOn ? paused : state.enrolledOn
}

/**
 * Of these relations those that a transfer to `to` from the day `on` may be out of, each by its latest period; one that
 * another case has ended is not among them.
 */
export function earlierAmong(
  relations: ReadonlyMap<string, readonly Stay[]>,
  cases: readonly CaseRow[],
  to: string,
  on: string,
): (Stay & { area: string })[] {
  return [...relations].flatMap(([area, stays]) => {
    if (area === to || area.slice(0, 2) !== to.slice(0, 2)) return []
    const stay = stays.at(-1)
    if (!stay || stay.from > on || stay.type === '12') return []
    const taken = cases.some((row) => {
      const { from, fromPeriod, enrolledOn, ...state } = stateOf(row)
      if (!endsOrigin(row) || from !== area || fromPeriod !== stay.from) return false
      // Who was enrolled first goes first, unless somebody has decided; the case itself takes nothing from itself.
      if (state.to === to && enrolledOn === on) return false
      return state.decided || state.chosen || `${enrolledOn} ${state.to}` < `${on} ${to}`
    })
    return taken ? [] : [{ area, ...stay }]
  })
}

/** Of the paused the one paused latest, then the one begun later; undefined where only a clerk can tell, or none is paused. */
export function originAmong(earlier: readonly (Stay & { area: string })[]): string | undefined {
  const paused = earlier.filter((e) => e.to !== undefined)
  const order = (e: Stay) => `${e.to} ${e.from}`
  const best = [...paused].sort((a, b) => (order(a) < order(b) ? 1 : -1))
  return best[0] && (best[1] === undefined || order(best[1]) !== order(best[0])) ? best[0].area : undefined
}

/** What an interruption means for benefits, where one waits `waits` months. */
export function benefitsAfter(
  pausedOn: string,
  enrolledOn: string,
  waits: number,
): { benefit: string; back_payment_months: number; benefit_from?: string } {
  const interrupted = Math.max(0, monthIndex(enrolledOn) - monthIndex(pausedOn) - 1)
  if (interrupted <= 3) return { benefit: 'continuous', back_payment_months: interrupted }
  const then = monthAt(monthIndex(enrolledOn) + waits)
  const benefit_from = `${then.slice(0, 4)}-${then.slice(4)}-01`
  return { benefit: 'waiting', back_payment_months: 0, benefit_from }
}

/** Who looks at a balance first, as the parameter says it. */
export type Approval = 'always' | 'never' | { above: string; days: number }

/** Working days that A's clerks have to look at a sum in fen before it leaves; undefined where nobody need look. */
export function daysToLook(approval: Approval, amt: number): number | undefined {
  if (approval === 'always') return 10
  return approval !== 'never' && amt > fenOf(approval.above) ? approval.days : undefined
}

/** Under which keys a case owes refunds: one for each round. */
export const owes = ({ state }: CaseRow): string[] =>
  Array.from({ length: (state as { round?: number }).round ?? 0 }, (_, index) => String(index + 1))
