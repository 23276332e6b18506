/**
 * Places whose pooling area is not their prefecture: data of the release, without dates (bundles/RULES.md 6.1,
 * infra/decisions/0071). Every other place is pooled by its prefecture, as published.
 */
import type { ReleaseStanding } from './standing.ts'

/** A pooling area that is no prefecture. */
interface PooledArea {
  readonly admdvs: string
  /** Left out: area and province in one, and called as the province is. */
  readonly name?: string
  /** What lies in it: whole provinces by two digits, other places by six. */
  readonly holds: readonly string[]
  readonly ground: keyof typeof poolingGrounds
}

/** The pooling areas that are no prefectures, by code. */
export const pooledAreas: readonly PooledArea[] = [
  { admdvs: '110000', holds: ['11'], ground: 'municipality' },
  { admdvs: '120000', holds: ['12'], ground: 'municipality' },
  { admdvs: '130181', name: '辛集市', holds: ['130181'], ground: 'hebeiCounty' },
  { admdvs: '130682', name: '定州市', holds: ['130682'], ground: 'hebeiCounty' },
  { admdvs: '133100', name: '雄安新区', holds: ['130629', '130632', '130638', '133100'], ground: 'xiongan' },
  { admdvs: '310000', holds: ['31'], ground: 'municipality' },
  { admdvs: '419001', name: '济源市', holds: ['419001'], ground: 'directCounty' },
  { admdvs: '429004', name: '仙桃市', holds: ['429004'], ground: 'directCounty' },
  { admdvs: '429005', name: '潜江市', holds: ['429005'], ground: 'directCounty' },
  { admdvs: '429006', name: '天门市', holds: ['429006'], ground: 'directCounty' },
  { admdvs: '429021', name: '神农架林区', holds: ['429021'], ground: 'directCounty' },
  { admdvs: '460000', holds: ['46'], ground: 'hainan' },
  { admdvs: '500000', holds: ['50'], ground: 'municipality' },
  { admdvs: '540000', holds: ['54'], ground: 'tibet' },
]

/** What says that an area pools by itself, and how far that can be trusted. */
export const poolingGrounds = {
  municipality: { standing: 'published', source: '直辖市基本医疗保险全市统筹' },
  hainan: { standing: 'published', source: '海南省自2020年起基本医疗保险基金全省统一，全省为一个统筹区' },
  tibet: { standing: 'published', source: '西藏自治区自2023年起基本医疗保险全区统筹，全区为一个统筹区' },
  hebeiCounty: {
    standing: 'to-confirm',
    source: '河北省直管的县级市（辛集市、定州市），据不完整的公开资料单独统筹，待当地医保部门核实',
  },
  xiongan: {
    standing: 'to-confirm',
    source: '河北雄安新区（容城县、安新县、雄县），据不完整的公开资料单独统筹，待当地医保部门核实',
  },
  directCounty: {
    standing: 'to-confirm',
    source: '省直辖的县级市和林区不属于任何地级市，据不完整的公开资料单独统筹，待当地医保部门核实',
  },
} as const satisfies Record<string, { standing: ReleaseStanding; source: string }>
