/** Under which relation somebody claims: in normal state on the day the visit ended, 310 before 390 (RULES.md 1.6). Pure. */
import { dayOf } from '../../../../shared/calendar/index.ts'
import { type Admdvs, Insutype, PsnType } from '../../../../shared/codes/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import { mainRelationOn } from '../../../../shared/registers/relation.ts'
import type { VisitTold } from './receipts.ts'

/** The relation that pays. */
export interface Insured {
  readonly admdvs: Admdvs
  readonly insutype: Insutype
  readonly psn_type: PsnType
  /** As `reduced_ratio` tells persons apart. */
  readonly person: 'in_service' | 'retired' | 'resident'
}

/** The relation on the date of `endtime`; undefined if there is none. */
export function insuredAt(file: PersonFile, { endtime }: Pick<VisitTold, 'endtime'>): Insured | undefined {
  const main = mainRelationOn(file, dayOf(endtime))
  if (!main) return undefined
  const { relation, psn_type } = main
  const { insu_admdvs: admdvs, insutype } = relation
  const person = insutype === Insutype.resident ? 'resident' : psn_type === PsnType.retired ? 'retired' : 'in_service'
  return { admdvs, insutype, psn_type, person }
}
