/** Where holder and user are insured, and whether that is near enough (RULES.md 1.2, 1.3). Pure. */
import type { Day } from '../../../../shared/calendar/index.ts'
import { type Admdvs, sameProvince } from '../../../../shared/codes/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { Look } from '../../../../shared/registers/look.ts'
import { employeeRelation, mainRelationOn, standings } from '../../../../shared/registers/relation.ts'
import { shareScope, valueIn } from '../parameters.ts'

/** A: the area whose account is shared. */
export const holderArea = (holder: PersonFile, on: Day): Admdvs | undefined =>
  employeeRelation(holder, on)?.relation.insu_admdvs

/** B: where the user is insured on a day. */
export const userArea = (user: PersonFile, on: Day): Admdvs | undefined =>
  mainRelationOn(user, on)?.relation.insu_admdvs

/** B for what comes before the cover: a relation that is not paid yet will do, as a newborn's. */
export function userAreaToBe(user: PersonFile, on: Day): Admdvs | undefined {
  const unpaid = standings(user, on).filter(({ psn_insu_stas }) => psn_insu_stas === '0')
  const toBe = ['310', '390'].flatMap((type) => unpaid.find(({ relation }) => relation.insutype === type) ?? [])[0]
  return userArea(user, on) ?? toBe?.relation.insu_admdvs
}

/** Whether both are near enough by the rules of the holder's area; never over the border of a province. */
export function isWithinScope(look: Pick<Look, 'policy'>, holder: Admdvs, user: Admdvs, on: Day): boolean {
  return valueIn(look, shareScope, holder, on) === 'province' ? sameProvince(holder, user) : holder === user
}
