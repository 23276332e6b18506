/** Who is due the allowance (RULES.md 1, 3.3): the relation on the day of discharge, and who pays for it. */
import { type Day, type Month, monthOf } from '../../../../shared/calendar/index.ts'
import { isTakenBack } from '../../../../shared/registers/apply/taken-back.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { Look } from '../../../../shared/registers/look.ts'
import { paidMonths } from '../../../../shared/registers/months.ts'
import { normalOn, periodsOf, type StandingRelation } from '../../../../shared/registers/relation.ts'
import type { Delivery } from '../../../../shared/registers/rows.ts'
import { sameDeliveryDays } from '../limits.ts'
import { allowanceFlexible } from '../parameters.ts'

/** The mother's 310 relation in normal state on the day of discharge in the area that settled; none: no allowance. */
function relationAtDischarge(file: PersonFile, delivery: Delivery): StandingRelation | undefined {
  return normalOn(file, delivery.dscg_date, '310').find((s) => s.relation.insu_admdvs === delivery.insu_admdvs)
}

/** Why a delivery brings no allowance. */
export type Lacked = 'revoked' | 'not-insured' | 'pays-alone'

/**
 * Why a delivery brings no allowance: its settlement was taken back, she is not insured by employment there, or pays alone
 * where that brings none (RULES.md 1.1, 1.4, 1.6). Undefined: it brings one.
 */
export function lackedGround(file: PersonFile, look: Look, delivery: Delivery): Lacked | undefined {
  if (isTakenBack(delivery)) return 'revoked'
  if (!relationAtDischarge(file, delivery)) return 'not-insured'
  if (employerAtDischarge(file, delivery) !== undefined) return undefined
  const flexible = look.policy(allowanceFlexible, delivery.insu_admdvs, delivery.dscg_date)
  return flexible.found && flexible.value ? undefined : 'pays-alone'
}

/**
 * The employer on the day of discharge: of the latest enrolment report of that period that names one, else of the
 * latest contribution in the area up to then, of who was paused there before since she began anew. Undefined for somebody who pays alone (RULES.md 3.3).
 */
export function employerAtDischarge(file: PersonFile, delivery: Delivery): string | undefined {
  const { relation, period } = relationAtDischarge(file, delivery) ?? {}
  if (!relation || !period) return undefined
  const enrolled = period.facts.filter((f) => f.psn_insu_date <= delivery.dscg_date && f.emp_no !== undefined).at(-1)
  const isFirst = periodsOf(relation)[0]?.from === period.from
  return enrolled?.emp_no ?? contributingEmployer(file, delivery, isFirst ? undefined : monthOf(period.from))
}

function contributingEmployer(
  file: PersonFile,
  { insu_admdvs, dscg_date }: Delivery,
  since?: Month,
): string | undefined {
  return paidMonths(file)
    .filter((one) => one.insutype === '310' && one.insu_admdvs === insu_admdvs)
    .flatMap(({ months }) => [...months])
    .filter(([month]) => month <= monthOf(dscg_date) && (since === undefined || month >= since))
    .findLast(([, { emp_no }]) => emp_no !== undefined)?.[1].emp_no
}

/** Settlements of the mother that may be the same delivery as this one. */
export function otherSettlements(
  file: PersonFile,
  delivery: Delivery,
  daysApart: (a: Day, b: Day) => number,
): Delivery[] {
  return file
    .all('delivery')
    .filter((other) => other.setl_id !== delivery.setl_id && !isTakenBack(other))
    .filter((other) => Math.abs(daysApart(other.dscg_date, delivery.dscg_date)) <= sameDeliveryDays)
}
