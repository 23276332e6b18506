import { addDays, type Day, dayFromNumber, dayNumber, daysFrom, isWeekday } from './days.ts'
import { yearOf } from './months.ts'

/** What was published of a year: the days that are not what their weekday says (weekdays off, weekend days worked). */
export type YearDays = ReadonlySet<Day>

/** The published years of a place; undefined for one that is not published there. */
export type HolidayCalendar = (year: number) => YearDays | undefined

/** Where a count of working days ends, and which years on the way were counted Monday to Friday for want of a calendar. */
export interface WorkingDayResult {
  readonly day: Day
  readonly missingYears: readonly number[]
}

/** A year that is not published: every day is what its weekday says. */
const weekdaysAlone: YearDays = new Set()

/**
 * The n-th working day after a date (the date itself for 0): what is due "10 working days after" it
 * (bundles/RULES.md 2.3). Says which years on the way are not published. Throws a RangeError unless n is whole and not
 * negative.
 */
export function addWorkingDays(from: Day, n: number, calendar: HolidayCalendar): WorkingDayResult {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`not a number of working days: ${n}`)
  const missingYears: number[] = []
  let reached: Reached = { day: from, left: n }
  while (reached.left > 0) {
    const year = yearOf(reached.day) + (reached.day.endsWith('-12-31') ? 1 : 0)
    const exceptions = calendar(year)
    if (!exceptions) missingYears.push(year)
    reached = countedIn(exceptions ?? weekdaysAlone, reached)
  }
  return { day: reached.day, missingYears }
}

/** Working days after `from` up to `to`: so many lead there by {@link addWorkingDays}, if it is one. */
export const workingDaysBetween = (from: Day, to: Day, calendar: HolidayCalendar): number =>
  daysFrom(addDays(from, 1), to).filter((day) => isWorking(day, calendar(yearOf(day)) ?? weekdaysAlone)).length

const isWorking = (day: Day, exceptions: YearDays): boolean => isWeekday(day) !== exceptions.has(day)

/** A day that a count has come to, and how many working days are left to count. */
interface Reached {
  readonly day: Day
  readonly left: number
}

/** Counts that are kept of a year: whatever is due today is due for everybody on the same day. */
const mostKept = 1_000
const counts = new WeakMap<YearDays, Map<string, Reached>>()

/** Goes on to the end of the count, or of the year that the next day lies in. */
function countedIn(exceptions: YearDays, from: Reached): Reached {
  const kept = counts.get(exceptions) ?? new Map<string, Reached>()
  counts.set(exceptions, kept)
  const asked = `${from.day} ${from.left}`
  const known = kept.get(asked)
  if (known) return known
  const counted = count(exceptions, from)
  if (kept.size >= mostKept) kept.clear()
  kept.set(asked, counted)
  return counted
}

function count(exceptions: YearDays, { day, left }: Reached): Reached {
  let at = dayNumber(day)
  let reached: Reached = { day, left }
  do {
    at += 1
    const next = dayFromNumber(at)
    reached = { day: next, left: reached.left - (isWorking(next, exceptions) ? 1 : 0) }
  } while (reached.left > 0 && !reached.day.endsWith('-12-31'))
  return reached
}
