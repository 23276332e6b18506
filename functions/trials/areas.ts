/** The pooling areas that a row of a parameter may hold in. */
import { poolingAreas } from '../../shared/codes/area-list.ts'
import { type Admdvs, NATION } from '../../shared/codes/index.ts'

/** The pooling area itself, or all areas of a province or of the nation, in the order of their codes. */
export function areasWithin(admdvs: Admdvs): Admdvs[] {
  return poolingAreas.filter((area) => [area.admdvs, area.province, NATION].includes(admdvs)).map((area) => area.admdvs)
}
