/** Changes that a case makes to a relation: its facts in the register, and what the insurance register is told. */
import type { Day } from '../../shared/calendar/index.ts'
import type { Ctx, Send } from '../../shared/chain/chain.ts'
import type { InsuState, PsnType } from '../../shared/codes/index.ts'
import { put } from '../../shared/registers/file.ts'
import type { EnrolmentFact, Relation } from '../../shared/registers/rows.ts'
import { personOf } from './person.ts'
import type { Done } from './together.ts'

/** What a relation is from a day on, and why. */
export interface Changed {
  psn_type: PsnType
  psn_insu_stas: InsuState
  from: Day
  reason: string
}

/** Tells of the change alone. */
export function tellChange(
  ctx: Pick<Ctx<unknown>, 'file' | 'case'>,
  { insu_admdvs, insutype }: Pick<Relation, 'insu_admdvs' | 'insutype'>,
  { psn_type, psn_insu_stas, from, reason }: Changed,
): Send {
  const { psn_no } = personOf(ctx)
  const { case_id } = ctx.case
  const data = { psn_no, insu_admdvs, insutype, psn_type, psn_insu_stas, from, reason, case_id }
  return { type: 'enrolment.changed', data }
}

/** Writes the relation as it is by the change, and tells of it. */
export const changeEnrolment = (
  ctx: Pick<Ctx<unknown>, 'file' | 'case'>,
  relation: Relation,
  changed: Changed,
): Done => ({ change: [put('relation', relation)], send: [tellChange(ctx, relation, changed)] })

/** The relation with an enrolment; as it is, if one of that day is known. */
export function withEnrolment(relation: Relation, fact: EnrolmentFact): Relation {
  const isKnown = relation.enrolments.some(({ psn_insu_date }) => psn_insu_date === fact.psn_insu_date)
  return isKnown ? relation : { ...relation, enrolments: [...relation.enrolments, fact] }
}

/** The relation ended (4) by a case from a day on, for the period that began on `period`. */
export const withEnd = (relation: Relation, end: Relation['terminations'][number]): Relation => ({
  ...relation,
  terminations: [...relation.terminations, end],
})
