/** When a point is open: by its hours, and by the days off and worked that the State Council publishes (decision 0099). */
import { addDays, type Day, dayOf, type Instant, isWeekday, newYear, yearOf } from '../calendar/index.ts'
import type { Admdvs } from '../codes/index.ts'
import type { PolicyLookup } from '../policy/index.ts'
import type { Parameter } from '../policy/parameter.ts'
import { exceptionsIn, workingDays } from '../policy/working-days.ts'
import type { Point } from './point.ts'

/** Where the published days are looked up. */
interface Published {
  policy<Value>(parameter: Parameter<string, Value>, area: Admdvs, on: Day): PolicyLookup<Value>
}

const saturday = 6

/** The number of a day, 1 Monday to 7 Sunday. */
const numberOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/**
 * The number of the day whose hours hold on this one: Monday's on a weekend day that is worked; undefined on a day off by
 * the notice. The notice's days off are kept as the weekdays among them: a weekend that touches one of these belongs to it.
 * In a year that is not published every day is what its weekday says.
 */
function hoursDay(look: Published, area: Admdvs, day: Day): number | undefined {
  const isOdd = (date: Day) => {
    const found = look.policy(workingDays, area, newYear(yearOf(date)))
    return found.found && exceptionsIn(found.row).has(date)
  }
  if (isWeekday(day)) return isOdd(day) ? undefined : numberOf(day)
  if (isOdd(day)) return 1
  const number = numberOf(day)
  const other = addDays(day, number === saturday ? 1 : -1)
  const near = addDays(day, number === saturday ? -1 : 1)
  const far = addDays(day, number === saturday ? 2 : -2)
  return isOdd(near) || (isOdd(far) && !isOdd(other)) ? undefined : number
}

/** Whether a point is open at a moment. */
export function isOpenAt(look: Published, { admdvs, hours }: Pick<Point, 'admdvs' | 'hours'>, now: Instant): boolean {
  const number = hoursDay(look, admdvs, dayOf(now))
  const time = now.slice(11, 16)
  return number !== undefined && hours.some(({ days, from, to }) => days.includes(number) && from <= time && time < to)
}
