/** The pooling areas of the country, as front ends offer them (`GET /v1/areas`). */
import { prefectureNames, provinceNames } from './area-names.ts'
import { type Admdvs, areaName, NATION, provinceArea } from './areas.ts'
import { pooledAreas, poolingGrounds } from './pooling-areas.ts'
import type { ReleaseStanding } from './standing.ts'

/** A pooling area with what it is called, its province's code, and how far it can be trusted that it pools by itself. */
export interface PoolingArea {
  readonly admdvs: Admdvs
  readonly name: string
  readonly province: Admdvs
  readonly standing: ReleaseStanding
}

/** Provinces in which nobody is insured here: Taiwan, Hong Kong, Macao (bundles/RULES.md 6.3). */
const elsewhere: readonly string[] = ['71', '81', '82']
/** What is in these prefectures by name alone pools by itself, place by place (pooling-areas.ts). */
const empty: readonly string[] = ['419000', '429000']

const standings: ReadonlyMap<string, PoolingArea['standing']> = new Map(
  pooledAreas.map(({ admdvs, ground }) => [admdvs, poolingGrounds[ground].standing] as const),
)

/** All pooling areas in the order of their codes: prefectures, provincial levels, and those that are neither. */
export const poolingAreas: readonly PoolingArea[] = [
  ...pooledAreas.map(({ admdvs }) => admdvs),
  ...Object.keys(provinceNames).flatMap(inProvince),
]
  .sort()
  .map((code) => {
    const admdvs = code as Admdvs
    return {
      admdvs,
      name: areaName(admdvs),
      province: provinceArea(admdvs),
      standing: standings.get(admdvs) ?? 'published',
    }
  })

/** The provinces that have pooling areas, with what they are called: a filing may be for a whole one. */
export const provinces: readonly { readonly admdvs: Admdvs; readonly name: string }[] = [
  ...new Set(poolingAreas.map(({ province }) => province)),
].map((admdvs) => ({ admdvs, name: areaName(admdvs) }))

/** The pooling area itself, or all areas of a province or of the nation, in the order of their codes; none of a code that is none of these. */
export const areasWithin = (admdvs: Admdvs): Admdvs[] =>
  poolingAreas.filter((area) => [area.admdvs, area.province, NATION].includes(admdvs)).map((area) => area.admdvs)

/** Codes of a province that is not one pooling area as a whole: its prefectures and its provincial level. */
function inProvince(province: string): string[] {
  const prefectures = prefectureNames[province]?.split(' ').map((pair) => `${province}${pair.slice(0, 2)}00`)
  if (prefectures) return [...prefectures.filter((code) => !empty.includes(code)), `${province}9900`]
  const whole = provinceArea(province)
  return elsewhere.includes(province) || pooledAreas.some(({ admdvs }) => admdvs === whole) ? [] : [whole]
}
