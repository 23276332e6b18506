/** The relation a visit is settled under. */
import type { Day } from '../../../../shared/calendar/index.ts'
import { type Admdvs, Insutype, PsnType } from '../../../../shared/codes/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import { normalOn, type StandingRelation } from '../../../../shared/registers/relation.ts'

/** Kinds of person as ratios tell them apart. */
export type PersonKind = 'in_service' | 'retired' | 'resident'

/** What the rules need to know of the relation. */
export interface Insured {
  /** The pooling area. */
  admdvs: Admdvs
  person: PersonKind
  /** A university student insured as a resident. */
  student: boolean
}

/**
 * The relation in normal state on the day: 310 before 390, of several the latest begun; where the institution names
 * the insured place, only relations there count (RULES.md 1.4). Undefined if there is none.
 */
export function insuredOn(file: PersonFile, on: Day, place?: Admdvs): Insured | undefined {
  const normal = normalOn(file, on).filter(({ relation }) => place === undefined || relation.insu_admdvs === place)
  const chosen = ofType(normal, Insutype.employee) ?? ofType(normal, Insutype.resident)
  return chosen && insuredBy(chosen, on)
}

const ofType = (normal: readonly StandingRelation[], insutype: string) =>
  normal.find(({ relation }) => relation.insutype === insutype)

function insuredBy({ relation, psn_type, period }: StandingRelation, on: Day): Insured {
  const resident = relation.insutype === Insutype.resident
  const person = resident ? 'resident' : psn_type === PsnType.retired ? 'retired' : 'in_service'
  const holds = period?.facts.filter((fact) => fact.psn_insu_date <= on).at(-1)
  return { admdvs: relation.insu_admdvs, person, student: resident && holds?.student === true }
}
