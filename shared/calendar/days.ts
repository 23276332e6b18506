import { civilFromDays, daysFromCivil, daysInMonth, four, two } from './civil.ts'

/** A calendar date `YYYY-MM-DD` of business time. Sorts and compares as a string. */
export type Day = string & { readonly __brand: 'Day' }

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/** Reads a date. Undefined unless it is `YYYY-MM-DD` and exists. */
export function parseDay(text: unknown): Day | undefined {
  const match = typeof text === 'string' ? DAY.exec(text) : null
  if (!match) return undefined
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1 || month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) return undefined
  return match[0] as Day
}

/** Makes a date written in the code or in checked data. Throws a RangeError if it doesn't exist. */
export function day(text: string): Day {
  const parsed = parseDay(text)
  if (!parsed) throw new RangeError(`not a date: ${text}`)
  return parsed
}

/** Days from 1970-01-01. */
export function dayNumber(d: Day): number {
  return daysFromCivil(Number(d.slice(0, 4)), Number(d.slice(5, 7)), Number(d.slice(8, 10)))
}

/** The date so many days from 1970-01-01. Throws beyond the years 1–9999. */
export function dayFromNumber(n: number): Day {
  const { year, month, day: date } = civilFromDays(n)
  return `${four(year)}-${two(month)}-${two(date)}` as Day
}

/** The date so many days later (earlier if negative). */
export function addDays(d: Day, days: number): Day {
  return dayFromNumber(dayNumber(d) + days)
}

/** Days from a to b: the difference of the dates (bundles/RULES.md 2.2), negative if b is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return dayNumber(b) - dayNumber(a)
}

/** All dates from the first through the last; none if the last is earlier. */
export function daysFrom(first: Day, last: Day): Day[] {
  const start = dayNumber(first)
  return Array.from({ length: Math.max(0, daysBetween(first, last) + 1) }, (_, i) => dayFromNumber(start + i))
}

/** Order of two dates, two months or two instants, for sorting: negative if a is earlier. */
export function compare<T extends string>(a: T, b: T): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** The earliest of some dates. */
export function minDay(first: Day, ...rest: readonly Day[]): Day {
  return rest.reduce((least, d) => (d < least ? d : least), first)
}

/** The latest of some dates. */
export function maxDay(first: Day, ...rest: readonly Day[]): Day {
  return rest.reduce((greatest, d) => (d > greatest ? d : greatest), first)
}

/** Whether a date is Monday to Friday, whatever the holidays. */
export function isWeekday(d: Day): boolean {
  // 1970-01-01 was a Thursday: counted from Monday, day 3 of its week.
  const fromMonday = (((dayNumber(d) + 3) % 7) + 7) % 7
  return fromMonday < 5
}

/** 2026-03-10 → 2026年3月10日. */
export const dayInWords = (day: Day): string =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
