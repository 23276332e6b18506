/** What the child's case writes into registers: the 390 relation and the entitlements (RULES.md 3.1, 5.1). */
import type { Day, Instant } from '../../../../shared/calendar/index.ts'
import type { Send } from '../../../../shared/chain/chain.ts'
import { type Admdvs, type InsuState, Insutype, PsnType } from '../../../../shared/codes/index.ts'
import { type Change, drop, type PersonFile, put } from '../../../../shared/registers/file.ts'
import { relationIn } from '../../../../shared/registers/relation.ts'
import { type EnrolmentFact, keyOf, type PauseFact, type Relation } from '../../../../shared/registers/rows.ts'
import { tellChange } from '../../../acts/enrolment.ts'
import { type Right, residentBasic } from '../../../acts/entitlement.ts'
import type { Enrolled, NewbornCtx, NewbornState, PaidYear } from '../state.ts'
import { type Cover, unbroken } from './cover.ts'

/** What this case wrote into the relation, taken out again; reports of others stay. */
function withoutOurs(relation: Relation, days: NewbornState['facts']): Relation {
  if (!days) return relation
  return {
    ...relation,
    enrolments: relation.enrolments.filter((e) => !days.enrolments.includes(e.psn_insu_date)),
    pauses: relation.pauses.filter((p) => !days.pauses.includes(p.last)),
  }
}

const isEmpty = (relation: Relation) =>
  relation.enrolments.length + relation.pauses.length + relation.revocations.length === 0

/** Takes what this case wrote out of the relation of an area the child is no longer enrolled in. */
export function leaveArea(file: PersonFile, area: Admdvs, days: NewbornState['facts']): Change[] {
  const relation = withoutOurs(relationIn(file, area, Insutype.resident), days)
  return [isEmpty(relation) ? drop('relation', keyOf.relation(relation)) : put('relation', relation)]
}

/**
 * The relation as it follows from what is paid: not yet insured (state 0) from birth while nothing is, else insured
 * for exactly the covered days. `time` orders it among reports of others.
 */
export function writeRelation(
  file: PersonFile,
  enrolled: Enrolled,
  held: NewbornState['facts'],
  covers: readonly Cover[],
  time: Instant,
): { change: Change[]; days: NonNullable<NewbornState['facts']> } {
  const relation = withoutOurs(relationIn(file, enrolled.area, Insutype.resident), held)
  const spans = unbroken(covers)
  const enrolments: EnrolmentFact[] = spans.map(({ from }) => ({
    psn_insu_date: from,
    psn_type: PsnType.residentMinor,
    time,
  }))
  if (enrolments.length === 0) {
    enrolments.push({ psn_insu_date: enrolled.birth, psn_type: PsnType.residentMinor, time, unpaid: true })
  }
  const pauses: PauseFact[] = spans.map(({ to }) => ({ last: to, time, at: time }))
  const days = { enrolments: enrolments.map((e) => e.psn_insu_date), pauses: pauses.map((p) => p.last) }
  const others = withoutOurs(relation, days)
  const next = {
    ...others,
    enrolments: [...others.enrolments, ...enrolments],
    pauses: [...others.pauses, ...pauses],
  }
  return { change: [put('relation', next)], days }
}

/** What the insurance register is told of the child's relation in an area. */
export function tellRelation(
  ctx: NewbornCtx,
  area: Admdvs,
  change: { psn_insu_stas: InsuState; from: Day; reason: string },
): Send {
  const relation = { insu_admdvs: area, insutype: Insutype.resident }
  return tellChange(ctx, relation, { psn_type: PsnType.residentMinor, ...change })
}

/** The right that a paid year gives. */
export const rightOf = ({ area, cover }: PaidYear): Right => ({
  area,
  insutype: Insutype.resident,
  kind: residentBasic,
  ...cover,
})
