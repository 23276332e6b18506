import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { type Day, day, dayFromNumber, dayNumber, isWeekday } from './days.ts'
import { yearOf } from './months.ts'

/**
 * What the State Council published for a year: the days that are not what their weekday says (weekdays off, weekend days
 * worked). Undefined for a year that is not published, or not in this release.
 */
export type HolidayCalendar = (year: number) => ReadonlySet<Day> | undefined

/** Where a count of working days ends, and whether a year without a published calendar was counted Monday to Friday. */
export type WorkingDayResult = {
  readonly day: Day
  readonly provisional: boolean
  readonly missingYears: readonly number[]
}

let loaded: ReadonlyMap<number, ReadonlySet<Day>> | undefined

/** The calendars of the package in use (chinese-days: 2004 to 2026 in this release). */
export const publishedHolidays: HolidayCalendar = (year) => {
  loaded ??= readPublished()
  return loaded.get(year)
}

/** Whether the published holidays and make-up days of a year are known. */
export function holidayYearKnown(year: number, calendar: HolidayCalendar = publishedHolidays): boolean {
  return calendar(year) !== undefined
}

/** Whether a date is a working day; provisional where its year is not published and Monday to Friday counts. */
export function isWorkingDay(
  d: Day,
  calendar: HolidayCalendar = publishedHolidays,
): { working: boolean; provisional: boolean } {
  const exceptions = calendar(yearOf(d))
  if (!exceptions) return { working: isWeekday(d), provisional: true }
  return { working: isWeekday(d) !== exceptions.has(d), provisional: false }
}

/**
 * The n-th working day after a date (the date itself for 0): what is due "10 working days after" it
 * (bundles/RULES.md 2.3). Says which years on the way are not published. Throws a RangeError unless n is whole and not
 * negative.
 */
export function addWorkingDays(from: Day, n: number, calendar: HolidayCalendar = publishedHolidays): WorkingDayResult {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`not a number of working days: ${n}`)
  const kept = counts.get(calendar) ?? new Map<string, WorkingDayResult>()
  counts.set(calendar, kept)
  const asked = `${from} ${n}`
  const result = kept.get(asked) ?? count(from, n, calendar)
  if (kept.size >= mostKept) kept.clear()
  kept.set(asked, result)
  return result
}

/** Counts that are kept: whatever is due today is due for everybody on the same day. */
const mostKept = 1_000
const counts = new WeakMap<HolidayCalendar, Map<string, WorkingDayResult>>()

function count(from: Day, n: number, calendar: HolidayCalendar): WorkingDayResult {
  const missing = new Set<number>()
  let at = dayNumber(from)
  let result = from
  for (let left = n; left > 0; ) {
    at += 1
    result = dayFromNumber(at)
    const { working, provisional } = isWorkingDay(result, calendar)
    if (provisional) missing.add(yearOf(result))
    if (working) left -= 1
  }
  return { day: result, provisional: missing.size > 0, missingYears: [...missing] }
}

/**
 * The package's own functions answer Monday to Friday for a year it doesn't hold, and are a day off on a machine whose zone
 * is west of Greenwich: so its data is read, not asked. A year is published if its National Day is: unlike a stray New Year
 * that an earlier notice brought in, that has the rest of the year with it.
 */
function readPublished(): ReadonlyMap<number, ReadonlySet<Day>> {
  const years = new Map<number, Set<Day>>()
  for (const key of Object.keys(published.holidays)) {
    if (key.endsWith('-10-01')) years.set(yearOf(day(key)), new Set())
  }
  for (const key of Object.keys(published.holidays)) addException(years, day(key), isWeekday(day(key)))
  for (const key of Object.keys(published.workdays)) addException(years, day(key), !isWeekday(day(key)))
  return years
}

function addException(years: ReadonlyMap<number, Set<Day>>, d: Day, differs: boolean): void {
  if (differs) years.get(yearOf(d))?.add(d)
}
