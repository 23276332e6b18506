import { describe, expect, it } from 'vitest'
import { poolingAreas } from '../../../shared/codes/area-list.ts'
import { areaName, parseAdmdvs, poolingAreaOf } from '../../../shared/codes/index.ts'
import { pooledAreas, poolingGrounds } from '../../../shared/codes/pooling-areas.ts'

const codes = poolingAreas.map(({ admdvs }): string => admdvs)
const inProvince = (province: string) => codes.filter((code) => code.startsWith(province))

describe('the pooling areas of the country (bundles/RULES.md 6.3)', () => {
  it('are in order, each once, each its own pooling area, named, and in its province', () => {
    expect(codes).toEqual([...new Set(codes)].sort())
    for (const { admdvs, name, province } of poolingAreas) {
      expect(poolingAreaOf(admdvs)).toBe(admdvs)
      expect(name).toMatch(/^[一-龥]+$/)
      expect(province).toBe(`${admdvs.slice(0, 2)}0000`)
    }
  })

  it('are every area that a code of a place with a name leads to', () => {
    const reached = new Set<string>()
    for (let code = 110_000; code < 700_000; code++) {
      if (!parseAdmdvs(String(code))) continue
      const area = poolingAreaOf(String(code))
      const isProvince = area.endsWith('0000') && poolingAreaOf(`${area.slice(0, 2)}0100`) !== area
      if (!isProvince && !areaName(area).includes('（')) reached.add(area)
    }
    // Names of the code table for counties that all pool by themselves; and the corps, named as a whole alone.
    for (const bare of ['419000', '429000', '669900']) reached.delete(bare)
    expect(codes.filter((code) => code !== '660000')).toEqual([...reached].sort())
  })

  it.each([
    ['13', '130100 130181 130200 130300 130400 130500 130600 130682 130700 130800 130900 131000 131100 133100 139900'],
    ['11', '110000'],
    ['46', '460000'],
    ['54', '540000'],
    ['71', ''],
  ])('of province %s are these', (province, expected) => {
    expect(inProvince(province).join(' ')).toBe(expected)
  })

  it('say which are still to be confirmed', () => {
    const open = poolingAreas.filter(({ standing }) => standing === 'to-confirm').map(({ admdvs }) => admdvs)
    expect(open.join(' ')).toBe('130181 130682 133100 419001 429004 429005 429006 429021')
  })
})

describe('the data', () => {
  it('has a source in Chinese for every area, and no source for none', () => {
    for (const { source } of Object.values(poolingGrounds)) expect(source).toMatch(/[一-龥]{6}/)
    expect(new Set(pooledAreas.map(({ ground }) => ground))).toEqual(new Set(Object.keys(poolingGrounds)))
  })

  it('counts an area among what it holds, and nothing twice', () => {
    const held = pooledAreas.flatMap(({ holds }) => holds)
    expect(new Set(held).size).toBe(held.length)
    for (const { admdvs } of pooledAreas) expect(poolingAreaOf(admdvs)).toBe(admdvs)
  })
})
