/** From when a newborn is covered (RULES.md 4.1, 7), and which years the package offers. */
import { addDays, type Day, day, firstOfNextMonth, maxDay, yearOf } from '../../../../shared/calendar/index.ts'
import type { LateFrom } from '../parameters.ts'

/** Days after birth within which paying covers in retrospect; the 90th counts. */
export const retrospectDays = 90
/** Days after birth for which care is settled without card; the 180th counts. */
export const cardlessDays = 180

/** Covered days, both ends included. */
export interface Cover {
  from: Day
  to: Day
}

/** The last day on which paying covers in retrospect: the 90th after birth. */
export const lastRetrospectDay = (birth: Day): Day => addDays(birth, retrospectDays)

/** 1 January of a year. */
const firstDayOf = (year: number): Day => day(`${year}-01-01`)

/** 31 December of a year. */
const lastDayOfYear = (year: number): Day => day(`${year}-12-31`)

/** 31 December of the year after birth: whoever has not paid by then is not insured by the package (RULES.md 6.2). */
export const lastDayToPay = (birth: Day): Day => lastDayOfYear(yearOf(birth) + 1)

/** Years offered (RULES.md 4.1): the year of birth, and the next if the 90th day after birth lies in it. */
export function offeredYears(birth: Day): number[] {
  const year = yearOf(birth)
  return yearOf(lastRetrospectDay(birth)) > year ? [year, year + 1] : [year]
}

/** Whether paying on a day covers in retrospect (RULES.md 7.1). */
export const isInTime = (birth: Day, paid: Day): boolean => paid <= lastRetrospectDay(birth)

/** The cover of a year that is paid in time, or that needs no payment: from birth, or from 1 January (RULES.md 7.1, 4.5). */
export const coverInTime = (year: number, birth: Day): Cover => ({
  from: maxDay(birth, firstDayOf(year)),
  to: lastDayOfYear(year),
})

/**
 * The cover of a year that is paid later, without a waiting time (RULES.md 7.2, 7.3). Undefined if the year is over by the
 * time cover would begin: the payment is refused and refunded.
 */
export function coverLate(year: number, paid: Day, lateFrom: LateFrom): Cover | undefined {
  const begins = lateFrom === 'payment-day' ? paid : firstOfNextMonth(paid)
  const from = maxDay(begins, firstDayOf(year))
  const to = lastDayOfYear(year)
  return from <= to ? { from, to } : undefined
}

/** Days on which it may turn out that a year can be covered no more: nobody need wait for its premium from then on. */
export function daysOver(year: number, birth: Day): Day[] {
  const late = addDays(lastRetrospectDay(birth), 1)
  return [maxDay(late, day(`${year}-12-01`)), maxDay(late, firstDayOf(year + 1))]
}

/** Covers that touch, joined: unbroken spans, oldest first. */
export function unbroken(covers: readonly Cover[]): Cover[] {
  const spans: Cover[] = []
  for (const cover of [...covers].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = spans.at(-1)
    if (last && addDays(last.to, 1) >= cover.from) last.to = maxDay(last.to, cover.to)
    else spans.push({ ...cover })
  }
  return spans
}

/** The unbroken cover that holds a day. */
export function coverHolding(covers: readonly Cover[], on: Day): Cover | undefined {
  return unbroken(covers).find((span) => span.from <= on && on <= span.to)
}

/**
 * The last day on which care is settled without card; undefined if no covered day lies so near to birth (RULES.md 8.1).
 */
export function cardlessUntil(birth: Day, covers: readonly Cover[]): Day | undefined {
  const limit = addDays(birth, cardlessDays)
  const span = unbroken(covers)
    .filter(({ from }) => from <= limit)
    .at(-1)
  if (!span) return undefined
  return span.to < limit ? span.to : limit
}
