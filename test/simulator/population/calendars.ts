/** Working days that operators set: of years that no release brings, wrong ones corrected, and years of one area's own. */
import {
  addDays,
  addMs,
  type Day,
  dayOf,
  daysFrom,
  isWeekday,
  maxDay,
  minDay,
  startOfDay,
} from '../../../shared/calendar/index.ts'
import { Random } from '../random.ts'
import type { Script } from './people.ts'

/** In some seeds the run begins shortly before the first year that no release brings: limits run into it. */
export const aroundNewYear = (seed: string): Day | undefined => {
  const random = new Random('new year', seed)
  return random.chance(0.06) ? addDays('2026-11-20' as Day, random.int(0, 30)) : undefined
}

/** From a chance of its own: who lives what is the same with it and without. */
export function setCalendars(script: Script): void {
  const random = new Random('calendars', script.seed)
  for (const year of [2027, 2028]) {
    // Published some weeks before the year begins, or late.
    const first = maxDay(dayOf(script.start), `${year - 1}-11-05` as Day)
    const last = minDay(addDays(dayOf(script.end), -1), `${year}-01-31` as Day)
    if (first > last || random.chance(0.3)) continue
    const days = daysFrom(first, last)
    const set = (admdvs: string) => {
      const value = someYear(random, year)
      const at = addMs(startOfDay(random.pick(days)), random.int(0, 86_399_999))
      const policy = { name: 'working_days', admdvs, from: `${year}-01-01`, value }
      script.happenings.push({ at, person: -1, policy })
    }
    set('000000')
    if (random.chance(0.3)) set('000000')
    if (random.chance(0.3)) set(random.pick(['130000', '130100', '130200', '330100']))
  }
}

/** Some weekdays off and some weekend days worked, most of them around the new year, where limits run. */
function someYear(random: Random, year: number): { off: string[]; worked: string[] } {
  const winter = daysFrom(`${year}-01-01` as Day, `${year}-03-10` as Day)
  const some = (isOdd: (day: Day) => boolean, most: number) =>
    random
      .shuffled(winter.filter(isOdd))
      .slice(0, random.int(0, most))
      .map((day) => day.slice(5))
  return {
    off: [...new Set(['01-01', ...some(isWeekday, 14)])].filter((date) => isWeekday(`${year}-${date}` as Day)),
    worked: some((day) => !isWeekday(day), 6),
  }
}
