/** Where a newborn is enrolled (RULES.md 3.1). Household registration does not matter. */
import { type Admdvs, areaOfInstitution } from '../../../shared/codes/index.ts'
import { mainRelationOn } from '../../../shared/registers/relation.ts'
import type { BirthNotice } from '../../../shared/registers/rows.ts'
import { motherOf, type Reads } from './family.ts'

/**
 * The area given; if none, the pooling area of the mother's relation in normal state on the day of birth (310 before
 * 390), else the hospital's.
 */
export function enrolmentArea(notice: BirthNotice, reads: Reads): Admdvs {
  return notice.insu_admdvs ?? motherArea(notice, reads) ?? hospitalArea(notice)
}

function motherArea({ brdy }: BirthNotice, reads: Reads): Admdvs | undefined {
  const mother = motherOf(reads)
  return mother && mainRelationOn(mother, brdy)?.relation.insu_admdvs
}

function hospitalArea(notice: BirthNotice): Admdvs {
  const area = areaOfInstitution(notice.fixmedins_code)
  if (!area) throw new Error('newborn: an institution without a place passed its check')
  return area
}
