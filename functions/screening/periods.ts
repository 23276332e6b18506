/** Periods of the calendar in which figures are shown (screening/RULES.md 3). Pure. */
import {
  addDays,
  addMonths,
  type Day,
  day,
  daysBetween,
  firstDay,
  lastDay,
  monthOf,
  parseDay,
} from '../../shared/calendar/index.ts'

/** Kinds of periods, and what each is called. */
export const periodNames = { day: '日', week: '周', month: '月', year: '年' } as const
/** One of them. */
export type Period = keyof typeof periodNames

/** From the first day to the last. */
export interface Days {
  readonly from: Day
  readonly to: Day
}

/** The period that holds a day: weeks begin on Monday. */
export function periodOf(period: Period, on: Day): Days {
  switch (period) {
    case 'day':
      return { from: on, to: on }
    case 'week': {
      const from = mondayBefore(on)
      return { from, to: addDays(from, 6) }
    }
    case 'month':
      return { from: firstDay(monthOf(on)), to: lastDay(monthOf(on)) }
    case 'year':
      return { from: day(`${on.slice(0, 4)}-01-01`), to: day(`${on.slice(0, 4)}-12-31`) }
  }
}

/** The one before. */
export const previousOf = (period: Period, { from }: Days): Days => periodOf(period, addDays(from, -1))

/** The same date a year earlier; of 29 February the day before. */
export function yearBefore(on: Day): Day {
  const month = addMonths(monthOf(on), -12)
  return parseDay(`${Number(on.slice(0, 4)) - 1}${on.slice(4)}`) ?? lastDay(month)
}

const mondays = day('1970-01-05')

/** The Monday on or before a day. */
function mondayBefore(on: Day): Day {
  const since = daysBetween(mondays, on)
  return addDays(on, -(((since % 7) + 7) % 7))
}
