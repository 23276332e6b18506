/** Time limits that need no calendar: the end of a day, reckoned in days. */
import { addDays, type Day } from './days.ts'
import { compareInstants, endOfDay, type Instant } from './instants.ts'

/** The end of a day as a time limit. */
export const dueOn = (day: Day): { at: Instant } => ({ at: endOfDay(day) })

/** The end of the first day, so many days after `from` or a multiple of it, that is still to come. */
export function rolling(from: Day, days: number, now: Instant): Instant {
  let day = addDays(from, days)
  while (compareInstants(endOfDay(day), now) <= 0) day = addDays(day, days)
  return endOfDay(day)
}
