/** The scope `area`: what a clerk sees, by the pooling areas it concerns. */
import { areasWithin } from '../../shared/codes/area-list.ts'
import type { Admdvs } from '../../shared/codes/index.ts'

/** Whether a clerk's area is a whole province of several pooling areas: they see what each sees, and decide nothing. */
export const isProvince = (area: Admdvs): boolean => !areasWithin(area).includes(area) && areasWithin(area).length > 0

/** The pooling areas that a clerk of this area sees. What concerns the province itself stands under its own code. */
export const areasSeen = (area: Admdvs): readonly Admdvs[] => [...new Set([area, ...areasWithin(area)])]

/** Whether a clerk of this area sees what concerns those. */
export function reaches(area: Admdvs, concerned: readonly Admdvs[]): boolean {
  const seen = areasSeen(area)
  return concerned.some((one) => seen.includes(one))
}
