/** `GET /v1/me/retirement-forecast` (RULES.md 8.1): when, and with how many months. Pure. */
import {
  addMonths,
  compare,
  type Day,
  firstDay,
  type Month,
  monthOf,
  monthsFrom,
} from '../../../../shared/calendar/index.ts'
import { PsnType, provinceOf } from '../../../../shared/codes/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { Look } from '../../../../shared/registers/look.ts'
import { monthsInProvince } from '../../../../shared/registers/months.ts'
import { employeeRelation } from '../../../../shared/registers/relation.ts'
import type { Relation } from '../../../../shared/registers/rows.ts'
import { pensionOf } from './assess.ts'
import { contributedBefore, contributedIn, hasOf, requiredSoFar, requirementsIn, shortfallOf } from './months.ts'
import { originalAge, statutoryMonth } from './statutory.ts'

/** The forecast, as the contract has it; months as integers. What rests on a missing parameter is left out. */
export interface Forecast {
  statutory_month: Month
  months: { paid: number; required_total?: number; required_paid?: number; shortfall_at_statutory_month?: number }
}

/** The forecast, or why there is none. */
export type ForecastResult = { ok: Forecast } | { none: 'no-relation' | 'already-retired' }

/**
 * When the person reaches the statutory age, and the shortfall then, reckoned as if a contribution came, where the
 * relation is, for every month from the one after the latest through the statutory month. Deemed months count once a
 * pension says them.
 */
export function forecast(file: PersonFile, today: Day, look: Look): ForecastResult {
  const standing = employeeRelation(file, today)
  if (!file.person || !standing) return { none: 'no-relation' }
  if (standing.psn_type === PsnType.retired) return { none: 'already-retired' }
  const { gend, brdy } = file.person
  const statutory_month = statutoryMonth(brdy, originalAge(gend, reportedAge(standing.relation)))
  const area = standing.relation.insu_admdvs
  const { known, missing } = requirementsIn(look, area, gend, firstDay(statutory_month))
  const paid = monthsInProvince(file, provinceOf(area))
  const told = { paid: paid.length, ...requiredSoFar(known) }
  if (missing) return { ok: { statutory_month, months: told } }
  const toCome = monthsToCome(paid, statutory_month, today)
  const posted = contributedBefore(contributedIn(file, area, known.where), addMonths(statutory_month, 1))
  const has = hasOf(posted, pensionOf(file)?.deemed_months ?? 0)
  const then = { ...has, paid: has.paid + toCome, towardsPaid: has.towardsPaid + toCome }
  return { ok: { statutory_month, months: { ...told, shortfall_at_statutory_month: shortfallOf(then, known) } } }
}

/** Months after the latest one posted (none posted: from this month on) through the statutory month. */
function monthsToCome(posted: readonly Month[], statutory: Month, today: Day): number {
  const latest = posted.at(-1) ?? addMonths(monthOf(today), -1)
  return monthsFrom(addMonths(latest, 1), statutory).length
}

/** `orig_retire_age` as reported with the latest enrolment that says it. */
export function reportedAge({ enrolments, revocations }: Relation): number | undefined {
  return enrolments
    .filter((e) => !revocations.some((r) => r.psn_insu_date === e.psn_insu_date && r.time >= e.time))
    .sort((a, b) => compare(a.psn_insu_date, b.psn_insu_date))
    .findLast((e) => e.orig_retire_age !== undefined)?.orig_retire_age
}
