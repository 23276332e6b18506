/** `GET /v1/me/retirement-forecast` (RULES.md 8.1): when, and with how many months. Pure. */
import { addMonths, compare, type Day, type Month, monthOf, monthsFrom } from '../../../../shared/calendar/index.ts'
import { PsnType, provinceOf } from '../../../../shared/codes/index.ts'
import type { PolicyMissing } from '../../../../shared/policy/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { Look } from '../../../../shared/registers/look.ts'
import { monthsInProvince } from '../../../../shared/registers/months.ts'
import { employeeRelation } from '../../../../shared/registers/relation.ts'
import type { Relation } from '../../../../shared/registers/rows.ts'
import { pensionOf } from './assess.ts'
import { count, monthsBefore, requirementIn } from './months.ts'
import { originalAge, statutoryMonth } from './statutory.ts'

/** The forecast, as the contract has it; months as integers. */
export interface Forecast {
  statutory_month: Month
  months: { paid: number; required_total: number; required_paid: number; shortfall_at_statutory_month: number }
}

/** The forecast, or why there is none. */
export type ForecastResult =
  | { ok: Forecast }
  | { none: 'no-relation' | 'already-retired' }
  | { none: 'policy-missing'; missing: PolicyMissing }

/**
 * When the person reaches the statutory age, and the shortfall then, reckoned as if a contribution came for every month
 * from the one after the latest through the statutory month. Deemed months count once a pension says them.
 */
export function forecast(file: PersonFile, today: Day, look: Look): ForecastResult {
  const standing = employeeRelation(file, today)
  if (!file.person || !standing) return { none: 'no-relation' }
  if (standing.psn_type === PsnType.retired) return { none: 'already-retired' }
  const { gend, brdy } = file.person
  const statutory_month = statutoryMonth(brdy, originalAge(gend, reportedAge(standing.relation)))
  const area = standing.relation.insu_admdvs
  const required = requirementIn(look, area, gend, statutory_month)
  if ('found' in required) return { none: 'policy-missing', missing: required }
  const posted = monthsInProvince(file, provinceOf(area))
  const by = monthsBefore(posted, addMonths(statutory_month, 1)).length + monthsToCome(posted, statutory_month, today)
  const then = count(by, pensionOf(file)?.deemed_months ?? 0, required)
  const { required_total, required_paid, shortfall } = then
  return {
    ok: {
      statutory_month,
      months: { paid: posted.length, required_total, required_paid, shortfall_at_statutory_month: shortfall },
    },
  }
}

/** Months after the latest one posted (none posted: from this month on) through the statutory month. */
function monthsToCome(posted: readonly Month[], statutory: Month, today: Day): number {
  const latest = posted.at(-1) ?? addMonths(monthOf(today), -1)
  return monthsFrom(addMonths(latest, 1), statutory).length
}

/** `orig_retire_age` as reported with the latest enrolment that says it. */
function reportedAge({ enrolments, revocations }: Relation): number | undefined {
  return enrolments
    .filter((e) => !revocations.some((r) => r.psn_insu_date === e.psn_insu_date && r.time >= e.time))
    .sort((a, b) => compare(a.psn_insu_date, b.psn_insu_date))
    .findLast((e) => e.orig_retire_age !== undefined)?.orig_retire_age
}
