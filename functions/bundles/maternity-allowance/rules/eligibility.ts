/** Who is due the allowance (RULES.md 1.1, 2.1): the relation on discharge and the months before it. */
import { addMonths, type Day, monthOf } from '../../../../shared/calendar/index.ts'
import { type Admdvs, provinceOf } from '../../../../shared/codes/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import { monthsInProvince, paidMonths } from '../../../../shared/registers/months.ts'
import { normalOn, type StandingRelation } from '../../../../shared/registers/relation.ts'
import type { Delivery } from '../../../../shared/registers/rows.ts'
import { sameDeliveryDays } from '../limits.ts'

/** The mother's 310 relation in normal state on the day of discharge in the area that settled; none: no allowance. */
export function relationAtDischarge(file: PersonFile, delivery: Delivery): StandingRelation | undefined {
  return normalOn(file, delivery.dscg_date, '310').find((s) => s.relation.insu_admdvs === delivery.insu_admdvs)
}

/** Contribution months without a break up to the month before discharge, over all pooling areas of the province. */
export function monthsWithoutBreak(file: PersonFile, area: Admdvs, discharge: Day): number {
  const paid = new Set(monthsInProvince(file, provinceOf(area)))
  let months = 0
  for (let at = addMonths(monthOf(discharge), -1); paid.has(at); at = addMonths(at, -1)) months += 1
  return months
}

/**
 * The employer on the day of discharge: of the latest enrolment report of that period that names one, else of the
 * latest contribution in the area up to then. Undefined for somebody who pays without an employer (RULES.md 3.3).
 */
export function employerAtDischarge(file: PersonFile, delivery: Delivery): string | undefined {
  const facts = relationAtDischarge(file, delivery)?.period?.facts ?? []
  const enrolled = facts.filter((f) => f.psn_insu_date <= delivery.dscg_date && f.emp_no !== undefined).at(-1)
  return enrolled?.emp_no ?? contributingEmployer(file, delivery)
}

function contributingEmployer(file: PersonFile, delivery: Delivery): string | undefined {
  const limit = monthOf(delivery.dscg_date)
  return paidMonths(file)
    .filter((one) => one.insutype === '310' && one.insu_admdvs === delivery.insu_admdvs)
    .flatMap(({ months }) => [...months])
    .filter(([month, paid]) => month <= limit && paid.emp_no !== undefined)
    .at(-1)?.[1].emp_no
}

/** Settlements of the mother that may be the same delivery as this one. */
export function otherSettlements(
  file: PersonFile,
  delivery: Delivery,
  daysApart: (a: Day, b: Day) => number,
): Delivery[] {
  return file
    .all('delivery')
    .filter((other) => other.setl_id !== delivery.setl_id)
    .filter((other) => Math.abs(daysApart(other.dscg_date, delivery.dscg_date)) <= sameDeliveryDays)
}
