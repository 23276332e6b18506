/** What the child's case writes into registers: the 390 relation and the entitlements (RULES.md 3.1, 5.1). */
import type { Day, Instant } from '../../../shared/calendar/index.ts'
import type { Send } from '../../../shared/chain/chain.ts'
import { type Admdvs, Insutype, PsnType } from '../../../shared/codes/index.ts'
import { relationIn } from '../../../shared/registers/apply/relation.ts'
import { type Change, drop, type PersonFile, put } from '../../../shared/registers/file.ts'
import type { Ref } from '../../../shared/registers/ids.ts'
import { type EnrolmentFact, keyOf, type PauseFact, type Relation } from '../../../shared/registers/rows.ts'
import { type Cover, unbroken } from './cover.ts'
import type { Enrolled, NewbornState, PaidYear } from './state.ts'

/** Kind of the entitlement a paid premium gives. */
const residentBasic = 'resident-basic'

/** What this case wrote into the relation, taken out again; reports of others stay. */
function withoutOurs(relation: Relation, facts: NewbornState['facts']): Relation {
  if (!facts) return relation
  return {
    ...relation,
    enrolments: relation.enrolments.filter((e) => !facts.enrolments.includes(e.psn_insu_date)),
    pauses: relation.pauses.filter((p) => !facts.pauses.includes(p.last)),
  }
}

const isEmpty = (relation: Relation) =>
  relation.enrolments.length + relation.pauses.length + relation.revocations.length === 0

/** Takes what this case wrote out of the relation of an area the child is no longer enrolled in. */
export function leaveArea(file: PersonFile, area: Admdvs, facts: NewbornState['facts']): Change[] {
  const relation = withoutOurs(relationIn(file, area, Insutype.resident), facts)
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
): { change: Change[]; facts: NonNullable<NewbornState['facts']> } {
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
  return { change: [put('relation', next)], facts: days }
}

/** Entitlements of this case as they follow from what is paid: one a year. */
export function writeEntitlements(file: PersonFile, case_id: Ref, area: Admdvs, paid: readonly PaidYear[]): Change[] {
  const rows = paid.map(({ cover }) => ({
    insu_admdvs: area,
    insutype: Insutype.resident,
    kind: residentBasic,
    ...cover,
    case_id,
  }))
  const wanted = new Set(rows.map((row) => keyOf.entitlement(row)))
  const gone = file
    .all('entitlement')
    .filter((row) => row.case_id === case_id && !wanted.has(keyOf.entitlement(row)))
    .map((row) => drop('entitlement', keyOf.entitlement(row)))
  return [...gone, ...rows.map((row) => put('entitlement', row))]
}

/** What the insurance register is told of the relation. */
export function enrolmentChanged(
  change: { psn_no: string; area: Admdvs; from: Day; reason: string; case_id: Ref },
  psn_insu_stas: '0' | '1' | '4',
): Send {
  const { psn_no, area: insu_admdvs, from, reason, case_id } = change
  const relation = { psn_no, insu_admdvs, insutype: Insutype.resident, psn_type: PsnType.residentMinor }
  return { type: 'enrolment.changed', data: { ...relation, psn_insu_stas, from, reason, case_id } }
}

/** What the insurance register is told of a year's right. */
export function entitlementGranted(psn_no: string, area: Admdvs, cover: Cover, case_id: Ref): Send {
  const data = { psn_no, insu_admdvs: area, insutype: Insutype.resident, kind: residentBasic, ...cover, case_id }
  return { type: 'entitlement.granted', data }
}
