/** What may be looked at of parameters where no operator has set any, and working days as they are published then. */
import type { Day, HolidayCalendar, Instant } from '../../shared/calendar/index.ts'
import { newYear } from '../../shared/calendar/index.ts'
import { NATION } from '../../shared/codes/index.ts'
import { dueIn } from '../../shared/policy/due.ts'
import { type PolicyRow, policyAt } from '../../shared/policy/index.ts'
import { exceptionsIn, workingDays } from '../../shared/policy/working-days.ts'
import type { Look } from '../../shared/registers/look.ts'

/** Look-ups of parameters with these rows set; of all else none. */
export const lookWith = (set: readonly PolicyRow[] = []) =>
  ({ policy: (parameter, area, on) => policyAt(set, parameter, area, on) }) as Pick<Look, 'policy'> as Look

/** The nation's calendars. */
export const published: HolidayCalendar = (year) => {
  const found = lookWith().policy(workingDays, NATION, newYear(year))
  return found.found ? exceptionsIn(found.row) : undefined
}

/** The end of so many working days of the nation's calendars. */
export const dueAfter = (from: Day, days: number): Instant => dueIn({ look: lookWith(), today: from }, NATION, days).at
