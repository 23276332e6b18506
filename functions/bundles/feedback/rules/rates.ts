/** The rates of an area (RULES.md 3), as fractions: what counts, of how much. Pure. */
import { compareInstants, type Instant } from '../../../../shared/calendar/index.ts'
import type { FeedbackFigures } from './figures.ts'

type Fraction = readonly [part: number, whole: number]

const isBy = (moment: string | undefined, limit: string) =>
  moment !== undefined && compareInstants(moment as Instant, limit as Instant) <= 0
const share = <T>(all: readonly T[], is: (one: T) => boolean): Fraction => [all.filter(is).length, all.length]

/** Of cases as they stand now: what follows `opened` leaves those out that were withdrawn (RULES.md 3.2). */
export function ratesOf(cases: readonly FeedbackFigures[], now: Instant) {
  const kept = cases.filter(({ end }) => end !== 'withdrawn')
  const isOver = (limit: string) => compareInstants(now, limit as Instant) > 0
  const heard = kept.filter(({ responded_at, respond_by }) => responded_at !== undefined || isOver(respond_by))
  const due = kept.filter(({ answered_at, answer_by }) => answered_at !== undefined || isOver(answer_by))
  const confirmed = kept.filter(({ solved }) => solved !== undefined)
  return {
    opened: cases.length,
    response: share(heard, ({ responded_at, respond_by }) => isBy(responded_at, respond_by)),
    in_time: share(due, ({ answered_at, answer_by }) => isBy(answered_at, answer_by)),
    solved: share(confirmed, ({ solved }) => solved === true),
    satisfied: share(confirmed, ({ satisfied }) => satisfied === true),
    silent: kept.filter(({ end }) => end === 'silent').length,
  }
}

/** Ratings of 3 to 5 of all (RULES.md 3.3). */
export const goodRate = (scores: readonly number[]): Fraction => share(scores, (score) => score >= 3)
