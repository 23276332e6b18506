/** The pooling areas of the sample day. */
import type { Random } from './random.ts'

/** Pooling areas of Hebei with a weight: how many of a hundred people are insured there, roughly. */
const hebei: readonly (readonly [string, number])[] = [
  ['130100', 19],
  ['130200', 14],
  ['130300', 6],
  ['130400', 12],
  ['130500', 7],
  ['130600', 12],
  ['130700', 6],
  ['130800', 5],
  ['130900', 9],
  ['131000', 8],
  ['139900', 4],
]
/** Hengshui, which takes no accounts on the sample day: balances are refunded to those who move there. */
export const refundingArea = '131100'

/** All pooling areas of Hebei. */
export const hebeiAreas: readonly string[] = [...hebei.map(([area]) => area), refundingArea]

/** Pooling areas of Yunnan where children of the sample day are born. */
export const yunnanAreas: readonly string[] = ['530100', '530300', '530400', '532900']

/** Pooling areas of Zhejiang and Hunan, within which people of the sample day move. */
export const zhejiangAreas: readonly string[] = ['330100', '330200', '330300']
export const hunanAreas: readonly string[] = ['430100', '430200', '430300']

/** Other pooling areas people of the sample day are insured in: Beijing, Tianjin, Taiyuan, Shanghai, Guangzhou. */
export const otherAreas: readonly string[] = ['110000', '120000', '140100', '310000', '440100']

/** Provinces whose pooling areas owe each other what moved with people, by their two digits. */
export const clearedProvinces: readonly string[] = ['13', '33', '43']

/** One or more different pooling areas of Hebei, the populous ones more often. */
export function hebeiPlaces(random: Random, count: number): string[] {
  const found = new Set<string>()
  while (found.size < count) found.add(random.weighted(hebei))
  return [...found]
}

/** An institution in a pooling area; `n` tells them apart. */
export function institutionIn(area: string, n = 1): string {
  const isPrefecture = /00$/.test(area) && !/(00|99)00$/.test(area)
  const county = isPrefecture ? `${area.slice(0, 4)}02` : area
  return `H${county}${String(n).padStart(5, '0')}`
}
