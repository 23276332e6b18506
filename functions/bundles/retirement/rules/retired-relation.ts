/** A relation that becomes a retiree's, and how it is taken back. Pure. */
import { addDays, type Day, type Instant } from '../../../../shared/calendar/index.ts'
import { type Admdvs, Insutype, PsnType } from '../../../../shared/codes/index.ts'
import type { Ref } from '../../../../shared/registers/ids.ts'
import { standingOn } from '../../../../shared/registers/relation.ts'
import type { EnrolmentFact, Relation } from '../../../../shared/registers/rows.ts'
import type { EntitlementKind } from '../../../../shared/tasks/notice.ts'
import { withEnrolment } from '../../../acts/enrolment.ts'
import type { Right } from '../../../acts/entitlement.ts'

/** Insured for life, without paying. */
export const retiree: EntitlementKind = { kind: 'retiree', title: '退休人员医保待遇' }

/** Retirement of a relation. */
export interface Retirement {
  from: Day
  by: Ref
  /** `time` of the pension's report. */
  time: Instant
  /** Last day on which a pause can still be the end of service and not of the retiree's insurance. */
  until: Day
}

/**
 * The relation as a retiree's from a day on: `psn_type` 12, and insured again where service had ended before. That is a
 * fact like others, so a pause at the end of service that is reported later leaves the same relation (RULES.md 4.2).
 */
export function retiredRelation(relation: Relation, retirement: Retirement): Relation {
  const { from, by } = retirement
  const types = [...relation.types.filter((t) => t.by !== by), { from, psn_type: PsnType.retired, by }]
  const retired = insuredFrom({ ...relation, types }, from, retirement)
  return insuredAgain(retired, retirement) ?? retired
}

/** The same relation insured again after a pause at the end of service; undefined if nothing is to be changed. */
export function insuredAgain(relation: Relation, retirement: Retirement): Relation | undefined {
  const { from, until } = retirement
  const next = relation.pauses
    .filter((pause) => pause.last >= from && pause.last <= until)
    .map((pause) => addDays(pause.last, 1))
    .sort()
    .at(-1)
  if (next === undefined || standingOn(relation, next)?.psn_insu_stas !== '2') return undefined
  return insuredFrom(relation, next, retirement)
}

const insuredFrom = (relation: Relation, day: Day, { time }: Retirement): Relation =>
  withEnrolment(relation, { psn_insu_date: day, psn_type: PsnType.retired, time })

/** What a retiree is entitled to, without end. */
export const retireeRight = (area: Admdvs, from: Day): Right => ({
  area,
  insutype: Insutype.employee,
  kind: retiree,
  from,
})

/**
 * The relation as if the retirement had not been: somebody who died before it took effect never retired. Each report of it
 * left its own `time`: it may have been retired by an earlier one.
 */
export function unretired(
  relation: Relation,
  { from, by, times }: { from: Day; by: Ref; times: readonly Instant[] },
): Relation {
  const ours = (e: EnrolmentFact) =>
    e.psn_insu_date >= from && e.psn_type === PsnType.retired && times.some((time) => time === e.time)
  return {
    ...relation,
    types: relation.types.filter((t) => t.by !== by),
    enrolments: relation.enrolments.filter((e) => !ours(e)),
  }
}
