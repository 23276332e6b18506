import { daysInMonth, four, two } from './civil.ts'
import type { Day } from './days.ts'

/** A month `YYYYMM`. Sorts and compares as a string. */
export type Month = string & { readonly __brand: 'Month' }

const MONTH = /^(?!0000)\d{4}(0[1-9]|1[0-2])$/

/** Reads a month. Undefined unless it is `YYYYMM`. */
export function parseMonth(text: unknown): Month | undefined {
  return typeof text === 'string' && MONTH.test(text) ? (text as Month) : undefined
}

/** Makes a month written in the code. Throws a RangeError if malformed. */
export function month(text: string): Month {
  const parsed = parseMonth(text)
  if (!parsed) throw new RangeError(`not a month: ${text}`)
  return parsed
}

/** The month a date lies in. */
export function monthOf(d: Day): Month {
  return `${d.slice(0, 4)}${d.slice(5, 7)}` as Month
}

/** The calendar year of a date or a month. */
export function yearOf(of: Day | Month): number {
  return Number(of.slice(0, 4))
}

/** The first date of a year. */
export function newYear(year: number): Day {
  return `${four(year)}-01-01` as Day
}

/** The first date of a month. */
export function firstDay(m: Month): Day {
  return `${m.slice(0, 4)}-${m.slice(4)}-01` as Day
}

/** The last date of a month. */
export function lastDay(m: Month): Day {
  return `${m.slice(0, 4)}-${m.slice(4)}-${two(daysInMonth(yearOf(m), Number(m.slice(4))))}` as Day
}

/** The month so many months later (earlier if negative). Throws beyond the years 1–9999. */
export function addMonths(m: Month, months: number): Month {
  return monthFromNumber(monthNumber(m) + months)
}

/** Months from a to b: 1 from a month to the next, negative if b is earlier. */
export function monthsBetween(a: Month, b: Month): number {
  return monthNumber(b) - monthNumber(a)
}

/** All months from the first through the last; none if the last is earlier. */
export function monthsFrom(first: Month, last: Month): Month[] {
  const start = monthNumber(first)
  return Array.from({ length: Math.max(0, monthNumber(last) - start + 1) }, (_, i) => monthFromNumber(start + i))
}

/** The first date of the month after the one a date lies in. */
export function firstOfNextMonth(d: Day): Day {
  return firstDay(addMonths(monthOf(d), 1))
}

/** The same day so many months on; in a month that is too short for it, its last day. */
export function sameDayAfter(d: Day, months: number): Day {
  const m = addMonths(monthOf(d), months)
  const same = `${m.slice(0, 4)}-${m.slice(4)}-${d.slice(8)}` as Day
  return same < lastDay(m) ? same : lastDay(m)
}

function monthNumber(m: Month): number {
  return yearOf(m) * 12 + Number(m.slice(4)) - 1
}

/** Months as text, by their number: a working life is some four hundred of them, the same ones for everybody. */
const written = new Map<number, Month>()

function monthFromNumber(n: number): Month {
  const held = written.get(n) ?? (`${four(Math.floor(n / 12))}${two((n % 12) + 1)}` as Month)
  written.set(n, held)
  return held
}
