/** Time limits: the end of a day, reckoned in days or in working days. */
import { addDays, type Day } from './days.ts'
import { compareInstants, endOfDay, type Instant } from './instants.ts'
import { addWorkingDays, type HolidayCalendar, publishedHolidays } from './working-days.ts'

/** A time limit; provisional when it runs through a year whose holidays are not published. */
export interface Due {
  at: Instant
  provisional?: true
}

/** The end of the `n`th working day after `from`; provisional if it runs into a year that is not published. */
export function dueInWorkingDays(from: Day, n: number, calendar: HolidayCalendar = publishedHolidays): Due {
  const { day, provisional } = addWorkingDays(from, n, calendar)
  return provisional ? { at: endOfDay(day), provisional: true } : { at: endOfDay(day) }
}

/** The end of a day as a time limit. */
export const dueOn = (day: Day): Due => ({ at: endOfDay(day) })

/** The end of the first day, so many days after `from` or a multiple of it, that is still to come. */
export function rolling(from: Day, days: number, now: Instant): Instant {
  let day = addDays(from, days)
  while (compareInstants(endOfDay(day), now) <= 0) day = addDays(day, days)
  return endOfDay(day)
}
