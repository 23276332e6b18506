/**
 * The proleptic Gregorian calendar in whole numbers. Registers are derived day by day in the hot path, where plain
 * integers are some twenty times faster than Temporal objects; the tests hold them against Temporal.
 */

/** A date as numbers; month and day from 1. */
export type Civil = { readonly year: number; readonly month: number; readonly day: number }

/** Days from 1970-01-01 to a date (negative before). Years are counted from March, so that a leap day ends one. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The date so many days after 1970-01-01. */
export function civilFromDays(days: number): Civil {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

/** Number of days of a month. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Two digits. */
export function two(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}

/** Four digits of a year; throws a RangeError for what four digits can't write. */
export function four(year: number): string {
  if (!(year >= 1 && year <= 9999)) throw new RangeError(`year out of range: ${year}`)
  return String(year).padStart(4, '0')
}
