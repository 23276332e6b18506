/** Counting months (RULES.md 3): paid, deemed, required, and from when retirement takes effect. Pure. */
import { addMonths, type Day, type Month, monthOf } from '../../../../shared/calendar/index.ts'
import { type Admdvs, Gend, provinceOf } from '../../../../shared/codes/index.ts'
import type { PolicyMissing } from '../../../../shared/policy/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { Look } from '../../../../shared/registers/look.ts'
import { monthsInArea, monthsInProvince } from '../../../../shared/registers/months.ts'
import { retirePaidMonths, retirePaidWhere, retireTotalMonths } from '../parameters.ts'

/** What retirement needs (RULES.md 3.2). */
export interface Requirement {
  /** Months in all. */
  total: number
  /** Months that must really have been paid. */
  paid: number
  /** Where these must have been paid: anywhere in the province, or in the pooling area of the relation itself. */
  where: 'province' | 'area'
}

/** What is known of what is required: all of it, or not yet while parameters are missing. */
export type Requirements =
  | { known: Requirement; missing?: never }
  | { known: Partial<Requirement>; missing: readonly PolicyMissing[] }

/** Months with a contribution, in the order of time. */
export interface Contributed {
  /** All in the province, each once. */
  all: readonly Month[]
  /** Those of them that count towards what must really have been paid. */
  towardsPaid: readonly Month[]
}

/** How many months the person has. */
export interface Has {
  paid: number
  towardsPaid: number
  deemed: number
}

/** What the person has and needs, in months. */
export interface Count {
  paid: number
  deemed: number
  required_total: number
  required_paid: number
  shortfall: number
}

/** What an area requires of somebody who retires on a day: dated parameters, never guessed (RULES.md 3.2). */
export function requirementsIn(look: Look, area: Admdvs, gend: Gend, on: Day): Requirements {
  const total = look.policy(retireTotalMonths, area, on)
  const paid = look.policy(retirePaidMonths, area, on)
  const where = look.policy(retirePaidWhere, area, on)
  const known = {
    ...(total.found ? { total: gend === Gend.male ? total.value.male : total.value.female } : {}),
    ...(paid.found ? { paid: paid.value } : {}),
    ...(where.found ? { where: where.value } : {}),
  }
  if (isWhole(known)) return { known }
  return { known, missing: [total, paid, where].filter((one) => !one.found) }
}

const isWhole = (known: Partial<Requirement>): known is Requirement =>
  known.total !== undefined && known.paid !== undefined && known.where !== undefined

/** Months of contributions, for somebody whose relation is in `area` (RULES.md 3.1, 3.2). */
export function contributedIn(file: PersonFile, area: Admdvs, where: Requirement['where']): Contributed {
  const all = monthsInProvince(file, provinceOf(area))
  return { all, towardsPaid: where === 'area' ? monthsInArea(file, area) : all }
}

/**
 * Months that are missing (RULES.md 3.3): max(0, required total − total, required paid − those that count towards it).
 */
export const shortfallOf = (has: Has, required: Requirement): number => Math.max(0, lackOf(has, required))

/** The same where more than enough is below zero. */
export const lackOf = ({ paid, towardsPaid, deemed }: Has, required: Pick<Requirement, 'total' | 'paid'>): number =>
  Math.max(required.total - paid - deemed, required.paid - towardsPaid)

/** Has and needs. */
export function count(has: Has, required: Requirement): Count {
  const { paid, deemed } = has
  const shortfall = shortfallOf(has, required)
  return { paid, deemed, required_total: required.total, required_paid: required.paid, shortfall }
}

/** What of the requirements is known, as outcome and forecast tell it. */
export const requiredSoFar = ({ total, paid }: Partial<Requirement>): Partial<Count> => ({
  ...(total === undefined ? {} : { required_total: total }),
  ...(paid === undefined ? {} : { required_paid: paid }),
})

/** E, the month after the month of `retr_date`. */
export function effectiveMonth(retrDate: Day): Month {
  return addMonths(monthOf(retrDate), 1)
}

/** Months before `end`, of some in the order of time: looked for from the latest, for hardly any lie after it. */
export function monthsBefore(months: readonly Month[], end: Month): readonly Month[] {
  return months.slice(0, months.findLastIndex((month) => month < end) + 1)
}

/** The month `begin` and those after it, of some in the order of time. */
export function monthsSince(months: readonly Month[], begin: Month): readonly Month[] {
  return months.slice(months.findLastIndex((month) => month < begin) + 1)
}

/** Of these the months before `end`. */
export const contributedBefore = ({ all, towardsPaid }: Contributed, end: Month): Contributed => ({
  all: monthsBefore(all, end),
  towardsPaid: monthsBefore(towardsPaid, end),
})

/** How many months these are, with the deemed ones. */
export const hasOf = ({ all, towardsPaid }: Contributed, deemed: number): Has => ({
  paid: all.length,
  towardsPaid: towardsPaid.length,
  deemed,
})

/**
 * Months that count: those before E, and the later ones too once the person has chosen to go on paying or to buy
 * (RULES.md 3.4).
 */
export function countedMonths(contributed: Contributed, e: Month, goesOn: boolean): Contributed {
  return goesOn ? contributed : contributedBefore(contributed, e)
}

/**
 * The month from which somebody whose months suffice is retired: the one after the last month needed, at the earliest E
 * (RULES.md 5.7). Undefined while they do not suffice.
 */
export function retiredFrom(counted: Contributed, deemed: number, required: Requirement, e: Month): Month | undefined {
  const inAll = monthAfter(counted.all, required.total - deemed)
  const reallyPaid = monthAfter(counted.towardsPaid, required.paid)
  if (inAll === 'never' || reallyPaid === 'never') return undefined
  return [inAll, reallyPaid].reduce<Month>((latest, month) => (month && month > latest ? month : latest), e)
}

/** The month after the `needed`-th; undefined if none is needed, `never` while there are not so many. */
function monthAfter(months: readonly Month[], needed: number): Month | 'never' | undefined {
  if (needed <= 0) return undefined
  const last = months[needed - 1]
  return last === undefined ? 'never' : addMonths(last, 1)
}
