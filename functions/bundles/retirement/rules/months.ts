/** Counting months (RULES.md 3): paid, deemed, required, and from when retirement takes effect. Pure. */
import { addMonths, type Day, firstDay, type Month, monthOf } from '../../../../shared/calendar/index.ts'
import { type Admdvs, Gend } from '../../../../shared/codes/index.ts'
import type { PolicyMissing } from '../../../../shared/policy/index.ts'
import type { Look } from '../../../../shared/registers/look.ts'
import { retirePaidMonths, retireTotalMonths } from '../parameters.ts'

/** Months that retirement needs, in all and really paid. */
export interface Requirement {
  total: number
  paid: number
}

/** What the person has and needs, in months. */
export interface Count {
  paid: number
  deemed: number
  required_total: number
  required_paid: number
  shortfall: number
}

/**
 * The required months in an area for somebody who retires in `retired`: dated parameters, never guessed (RULES.md 3.2).
 */
export function requirementIn(look: Look, area: Admdvs, gend: Gend, retired: Month): Requirement | PolicyMissing {
  const total = look.policy(retireTotalMonths, area, firstDay(retired))
  if (!total.found) return total
  const paid = look.policy(retirePaidMonths, area, firstDay(retired))
  if (!paid.found) return paid
  return { total: gend === Gend.male ? total.value.male : total.value.female, paid: paid.value }
}

/** Months that must really have been paid to have no shortfall, given the deemed ones. */
export function neededMonths(required: Requirement, deemed: number): number {
  return Math.max(0, required.total - deemed, required.paid)
}

/** Has and needs: shortfall = max(0, required total − total, required paid − paid) (RULES.md 3.1, 3.3). */
export function count(paid: number, deemed: number, required: Requirement): Count {
  const shortfall = Math.max(0, neededMonths(required, deemed) - paid)
  return { paid, deemed, required_total: required.total, required_paid: required.paid, shortfall }
}

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

/**
 * Months that count: those before E, and the later ones too once the person has chosen to go on paying or to buy
 * (RULES.md 3.4).
 */
export function countedMonths(months: readonly Month[], e: Month, goesOn: boolean): readonly Month[] {
  return goesOn ? months : monthsBefore(months, e)
}

/**
 * The month from which somebody whose paid months suffice is retired: the one after the last month needed, at the
 * earliest E (RULES.md 5.7). `counted` in the order of time; undefined while they do not suffice.
 */
export function retiredFrom(counted: readonly Month[], needed: number, e: Month): Month | undefined {
  if (counted.length < needed) return undefined
  const last = needed === 0 ? undefined : counted[needed - 1]
  const after = last === undefined ? e : addMonths(last, 1)
  return after > e ? after : e
}
