/**
 * Dates as the models reckon them: texts `YYYY-MM-DD` and `YYYYMM`, by the calendar alone and by nobody else's code.
 */

/** Days since 1970-01-01. */
export const numberOf = (day: string): number => Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8)) / 864e5

const two = (n: number) => String(n).padStart(2, '0')

/** The day so many days after 1970-01-01. */
export function dayOfNumber(n: number): string {
  const date = new Date(n * 864e5)
  return `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`
}

/** So many days later. */
export const plus = (day: string, days: number): string => dayOfNumber(numberOf(day) + days)
/** Difference of two calendar dates. */
export const between = (from: string, to: string): number => numberOf(to) - numberOf(from)

/** Days of a month. */
export const lengthOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** Months counted from the year 0. */
const ordinal = (month: string): number => +month.slice(0, 4) * 12 + +month.slice(4) - 1

/** The month (`YYYYMM`) of a day. */
export const monthOf = (day: string): string => day.slice(0, 4) + day.slice(5, 7)
/** So many months later. */
export function monthPlus(month: string, months: number): string {
  const n = ordinal(month) + months
  return `${Math.floor(n / 12)}${two((n % 12) + 1)}`
}
/** Months from one to another: 1 from 202601 to 202602. */
export const monthsFrom = (from: string, to: string): number => ordinal(to) - ordinal(from)
/** First day of a month. */
export const firstOf = (month: string): string => `${month.slice(0, 4)}-${month.slice(4)}-01`
/** Last day of a month. */
export const lastOf = (month: string): string =>
  `${month.slice(0, 4)}-${month.slice(4)}-${two(lengthOf(+month.slice(0, 4), +month.slice(4)))}`
/** The same day so many months on; the last day of a shorter month counts as the same day. */
export function sameDayAfter(day: string, months: number): string {
  const month = monthPlus(monthOf(day), months)
  const last = lastOf(month)
  const same = `${last.slice(0, 8)}${day.slice(8)}`
  return same < last ? same : last
}
/** All months from one to another, both included; none if the last is before the first. */
export const monthsIn = (first: string, last: string): string[] =>
  Array.from({ length: Math.max(0, monthsFrom(first, last) + 1) }, (_, i) => monthPlus(first, i))

/** The later of two. */
export const later = (a: string, b: string): string => (a > b ? a : b)
/** The earlier of two. */
export const earlier = (a: string, b: string): string => (a < b ? a : b)
