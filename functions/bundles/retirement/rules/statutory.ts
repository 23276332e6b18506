/**
 * The statutory retirement month (RULES.md 8.2), by the decision on raising the statutory retirement
 * age from 2025-01-01. Pure.
 */
import { addMonths, type Day, type Month, month, monthOf, monthsBetween } from '../../../../shared/calendar/index.ts'
import { Gend } from '../../../../shared/codes/index.ts'

/** Age at which a person would have retired before 2025, in years. */
export type OriginalAge = 50 | 55 | 60

/**
 * How one group's age is raised: one month for each begun group of birth months, counted from the first, up to a most.
 */
interface Raise {
  firstBirthMonth: Month
  groupMonths: number
  mostMonths: number
}

const raises: Readonly<Record<OriginalAge, Raise>> = {
  60: { firstBirthMonth: month('196501'), groupMonths: 4, mostMonths: 36 },
  55: { firstBirthMonth: month('197001'), groupMonths: 4, mostMonths: 36 },
  50: { firstBirthMonth: month('197501'), groupMonths: 2, mostMonths: 60 },
}

/** The original age: 60 for men; for women as the relation says (`orig_retire_age`), 50 if it does not. */
export function originalAge(gend: Gend, reported: number | undefined): OriginalAge {
  if (gend === Gend.male) return 60
  return reported === 55 || reported === 60 ? reported : 50
}

/** Months by which the original age is raised for somebody born in this month. */
export function raisedMonths(birthMonth: Month, age: OriginalAge): number {
  const { firstBirthMonth, groupMonths, mostMonths } = raises[age]
  const since = monthsBetween(firstBirthMonth, birthMonth)
  return since < 0 ? 0 : Math.min(mostMonths, Math.floor(since / groupMonths) + 1)
}

/** The month in which the statutory age is reached. Born 1965-09-12, a man: 60 years and 3 months, `202512`. */
export function statutoryMonth(brdy: Day, age: OriginalAge): Month {
  const birthMonth = monthOf(brdy)
  return addMonths(birthMonth, age * 12 + raisedMonths(birthMonth, age))
}
