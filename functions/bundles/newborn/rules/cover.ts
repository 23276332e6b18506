/** From when a newborn is covered (RULES.md 4.1, 7), and which years the package offers. */
import { addDays, type Day, day, firstOfNextMonth, maxDay, yearOf } from '../../../../shared/calendar/index.ts'

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

/** 31 December of a year. */
const lastDayOfYear = (year: number): Day => day(`${year}-12-31`)

/** 31 December of the year after birth: whoever has not paid by then is not insured by the package (RULES.md 6.2). */
export const lastDayToPay = (birth: Day): Day => lastDayOfYear(yearOf(birth) + 1)

/** Years offered (RULES.md 4.1): the year of birth, and the next if the 90th day after birth lies in it. */
export function offeredYears(birth: Day): number[] {
  const year = yearOf(birth)
  return yearOf(lastRetrospectDay(birth)) > year ? [year, year + 1] : [year]
}

/**
 * The cover that paying on `paid` gives for a year, without a waiting time (RULES.md 7.1 to 7.3). Undefined if that year
 * is over by the time cover would begin: the payment is refused and refunded.
 */
export function coverFor(year: number, birth: Day, paid: Day): Cover | undefined {
  if (year < yearOf(birth)) return undefined
  const first = day(`${year}-01-01`)
  const to = lastDayOfYear(year)
  if (paid <= lastRetrospectDay(birth)) return { from: maxDay(birth, first), to }
  const from = maxDay(firstOfNextMonth(paid), first)
  return from <= to ? { from, to } : undefined
}

/** The first day on which paying for a year gives no cover any more: nobody need wait for its premium from then on. */
export function dayOver(year: number, birth: Day): Day {
  return maxDay(addDays(lastRetrospectDay(birth), 1), day(`${year}-12-01`))
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
