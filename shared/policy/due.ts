/** Time limits in working days, by the calendar of the area in charge (bundles/RULES.md 2.3). */
import {
  addWorkingDays,
  compareInstants,
  type Day,
  dayOf,
  endOfDay,
  type HolidayCalendar,
  type Instant,
  minDay,
  newYear,
  workingDaysBetween,
  yearOf,
} from '../calendar/index.ts'
import type { Admdvs } from '../codes/index.ts'
import { same } from '../same.ts'
import type { PolicyLookup } from './lookup.ts'
import type { Parameter } from './parameter.ts'
import { exceptionsIn, workingDays } from './working-days.ts'

/** What a time limit was reckoned from: so many working days after a day, by the calendar of an area. */
export interface Reckoned {
  from: Day
  days: number
  area: Admdvs
}

/** A time limit. */
export interface Due {
  at: Instant
  /** It runs into a year whose working days are not published in the area: Monday to Friday are counted. */
  provisional?: true
  /** Of one that is provisional, or was: with every calendar that comes it is reckoned anew. */
  reckoned?: Reckoned
}

/** A limit as rows of cases and tasks hold it. */
export interface DueFields {
  due_at: Instant
  due_provisional?: true
  due_reckoned?: Reckoned
}

/** Where calendars are looked up. */
interface Calendars {
  policy<Value>(parameter: Parameter<string, Value>, area: Admdvs, on: Day): PolicyLookup<Value>
}

/** The calendar of an area: the nearest row of a year holds, whole. */
export const calendarIn =
  (look: Calendars, area: Admdvs): HolidayCalendar =>
  (year) => {
    const found = look.policy(workingDays, area, newYear(year))
    return found.found ? exceptionsIn(found.row) : undefined
  }

/** Whether the working days of a year are known in an area. */
export const isYearKnown = (look: Calendars, area: Admdvs, year: number): boolean =>
  calendarIn(look, area)(year) !== undefined

/** The end of so many working days after `from`, today if left out, by the calendar of the area in charge. */
export function dueIn(
  { look, today }: { look: Calendars; today: Day },
  area: Admdvs,
  days: number,
  from: Day = today,
): Due {
  const reckoned = { from, days, area }
  const { at, missingYears } = reckon(look, reckoned)
  return missingYears.length === 0 ? { at } : { at, provisional: true, reckoned }
}

function reckon(look: Calendars, { from, days, area }: Reckoned): { at: Instant; missingYears: readonly number[] } {
  const { day, missingYears } = addWorkingDays(from, days, calendarIn(look, area))
  return { at: endOfDay(day), missingYears }
}

/** The years without a calendar through which it was reckoned, as of now. */
export const missingYears = (look: Calendars, reckoned: Reckoned): readonly number[] =>
  reckon(look, reckoned).missingYears

/** Where a limit was set: what an older release stored of one that is provisional does not say from what it was reckoned. */
export interface SetIn {
  since: Instant
  area: Admdvs
}

/** A limit that is provisional, or was, by the calendars of now; the same object if it stays as it is. */
export function anew(look: Calendars, due: Due, set: SetIn): Due {
  const reckoned = due.reckoned ?? surmised(look, due, set)
  const { at, missingYears } = reckon(look, reckoned)
  const next: Due = missingYears.length === 0 ? { at, reckoned } : { at, provisional: true, reckoned }
  return same(due, next) ? due : next
}

/** As many working days after it was set as it has, the years to come counted Monday to Friday as they were then. */
function surmised(look: Calendars, { at }: Due, { since, area }: SetIn): Reckoned {
  const from = minDay(dayOf(since), dayOf(at))
  const known = calendarIn(look, area)
  const then: HolidayCalendar = (year) => (year > yearOf(from) ? undefined : known(year))
  return { from, days: workingDaysBetween(from, dayOf(at), then), area }
}

/** A time that is known, or a limit, as a limit. */
export const asDue = (limit: Instant | Due): Due => (typeof limit === 'string' ? { at: limit } : limit)

/** The sooner first. */
export const compareLimits = (a: Instant | Due, b: Instant | Due): number => compareInstants(asDue(a).at, asDue(b).at)

/** A limit as rows of cases and tasks hold it. */
export const dueFields = ({ at, provisional, reckoned }: Due): DueFields => ({
  due_at: at,
  ...(provisional ? { due_provisional: provisional } : {}),
  ...(reckoned ? { due_reckoned: reckoned } : {}),
})

/** The limit that a row holds. */
export const dueOf = ({ due_at: at, due_provisional: provisional, due_reckoned: reckoned }: DueFields): Due => ({
  at,
  ...(provisional ? { provisional } : {}),
  ...(reckoned ? { reckoned } : {}),
})

/** A row without its limit. */
export function withoutDue<Row extends Partial<DueFields>>(row: Row): Omit<Row, keyof DueFields> {
  const { due_at: _at, due_provisional: _provisional, due_reckoned: _reckoned, ...kept } = row
  return kept
}
