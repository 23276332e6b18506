/** Time limits in working days. A year whose holidays are not published is noticed, never silently wrong. */
import {
  addDays,
  addWorkingDays,
  compareInstants,
  type Day,
  endOfDay,
  type HolidayCalendar,
  holidayYearKnown,
  type Instant,
  publishedHolidays,
} from '../calendar/index.ts'
import type { Admdvs } from '../codes/index.ts'
import type { TaskRow } from '../registers/rows.ts'
import type { Due, TaskDraft } from './chain.ts'

/** The end of the `n`th working day after `from`; provisional if it runs into a year that is not published. */
export function dueInWorkingDays(from: Day, n: number, calendar: HolidayCalendar = publishedHolidays): Due {
  const { day, provisional } = addWorkingDays(from, n, calendar)
  return provisional ? { at: endOfDay(day), provisional: true } : { at: endOfDay(day) }
}

/** The end of a day as a time limit. */
export const dueOn = (day: Day): Due => ({ at: endOfDay(day) })

/**
 * Tells an operator, once a case and year, that a time limit runs into a year without published holidays; nothing for
 * a limit that is not provisional, or whose year has been published since it was reckoned.
 */
export function calendarTasks(due: Due, admdvs: Admdvs): TaskDraft[] {
  const year = Number(due.at.slice(0, 4))
  if (!due.provisional || holidayYearKnown(year)) return []
  const text = `${year}年的放假安排还没有公布，期限暂按周一至周五推算，公布后请更新系统`
  const owner = { role: 'operator' as const }
  return [{ kind: 'calendar-missing', key: String(year), owner, admdvs, due, facts: { year, text }, standing: true }]
}

/** A task on a year whose holidays are known by now: nobody has anything left to do about it. */
export const isCalendarMet = ({ kind, facts }: Pick<TaskRow, 'kind' | 'facts'>): boolean =>
  kind === 'calendar-missing' && holidayYearKnown(Number(facts.year))

/** The end of the first day, so many days after `from` or a multiple of it, that is still to come. */
export function rolling(from: Day, days: number, now: Instant): Instant {
  let day = addDays(from, days)
  while (compareInstants(endOfDay(day), now) <= 0) day = addDays(day, days)
  return endOfDay(day)
}
