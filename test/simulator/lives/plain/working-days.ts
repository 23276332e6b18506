/** Working days by the State Council's notices, copied by hand (国办发明电 of the autumn before each year). */
import { numberOf, plus } from './days.ts'

/** Days off, from and to, and weekend days that are worked, by year. */
export type Calendar = Readonly<Record<string, { off: readonly [string, string][]; worked: readonly string[] }>>

/** What is published. 2027 is not yet. */
const published: Calendar = {
  2022: { off: [], worked: [] },
  2023: {
    off: [
      ['01-01', '01-02'],
      ['01-21', '01-27'],
      ['04-05', '04-05'],
      ['04-29', '05-03'],
      ['06-22', '06-24'],
      ['09-29', '10-06'],
    ],
    worked: ['01-28', '01-29', '04-23', '05-06', '06-25', '10-07', '10-08'],
  },
  2024: {
    off: [
      ['01-01', '01-01'],
      ['02-10', '02-17'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['06-08', '06-10'],
      ['09-15', '09-17'],
      ['10-01', '10-07'],
    ],
    worked: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  },
  2025: {
    off: [
      ['01-01', '01-01'],
      ['01-28', '02-04'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['05-31', '06-02'],
      ['10-01', '10-08'],
    ],
    worked: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  2026: {
    off: [
      ['01-01', '01-03'],
      ['02-15', '02-23'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['06-19', '06-21'],
      ['09-25', '09-27'],
      ['10-01', '10-07'],
    ],
    worked: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
}

function isWorked(day: string, year: Calendar[string] | undefined): boolean {
  const date = day.slice(5)
  if (year?.worked.includes(date)) return true
  // 1970-01-01 was a Thursday.
  const weekday = (numberOf(day) + 4) % 7
  if (weekday === 0 || weekday === 6) return false
  return !year?.off.some(([first, last]) => first <= date && date <= last)
}

/**
 * So many working days after a day, and whether a year was counted whose holidays nobody knows yet: Monday to Friday. `set`:
 * years that a place has beside those that are published, or instead of them.
 */
export function workingDaysAfter(
  day: string,
  count: number,
  set: Calendar = {},
): { due: string; provisional: boolean } {
  let [due, provisional] = [day, false]
  for (let left = count; left > 0; ) {
    due = plus(due, 1)
    const year = set[due.slice(0, 4)] ?? published[due.slice(0, 4)]
    provisional ||= year === undefined
    if (isWorked(due, year)) left -= 1
  }
  return { due, provisional }
}
