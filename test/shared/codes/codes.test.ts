import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  areaName,
  areaOfInstitution,
  InsuState,
  Insutype,
  insuStateName,
  insutypeName,
  isMedClass,
  isMedTypeOf,
  medTypeName,
  medTypes,
  NATION,
  PsnType,
  parseAdmdvs,
  parsePsnType,
  poolingAreaOf,
  provinceArea,
  provinceName,
  provinceOf,
  psnTypeName,
  sameProvince,
} from '../../../shared/codes/index.ts'

const provinces = ['11', '12', '13', '14', '31', '32', '33', '35', '41', '42', '44', '46', '50', '53', '54', '65']
/** Places that pool by themselves or with others than their prefecture (bundles/RULES.md 6.1). */
const apart = '130181 130682 130629 130632 130638 133100 419001 429004 429005 429006 429021'.split(' ')
const anywhere = fc
  .tuple(fc.constantFrom(...provinces), fc.integer({ min: 0, max: 9999 }))
  .map(([province, rest]) => `${province}${String(rest).padStart(4, '0')}`)
const area = fc.oneof({ weight: 4, arbitrary: anywhere }, fc.constantFrom(...apart))

describe('the pooling area of a code', () => {
  it.each([
    ['130102', '130100'],
    ['130100', '130100'],
    ['139900', '139900'],
    ['130000', '130000'],
    ['110105', '110000'],
    ['120223', '120000'],
    ['310115', '310000'],
    ['500242', '500000'],
    ['119900', '110000'],
    ['130181', '130181'],
    ['130682', '130682'],
    ['130129', '130100'],
    ['130629', '133100'],
    ['130632', '133100'],
    ['130638', '133100'],
    ['133100', '133100'],
    ['133102', '133100'],
    ['130606', '130600'],
    ['419001', '419001'],
    ['429004', '429004'],
    ['429005', '429005'],
    ['429006', '429006'],
    ['429021', '429021'],
    ['460105', '460000'],
    ['460400', '460000'],
    ['469002', '460000'],
    ['469900', '460000'],
    ['540102', '540000'],
    ['542500', '540000'],
    ['549900', '540000'],
    ['659001', '659000'],
  ])('of %s is %s', (code, pooling) => {
    expect(poolingAreaOf(code)).toBe(pooling)
  })

  it('mapped twice is the same, and lies in the same province', () => {
    fc.assert(
      fc.property(area, (code) => {
        const pooling = poolingAreaOf(code)
        expect(poolingAreaOf(pooling)).toBe(pooling)
        expect(sameProvince(pooling, code)).toBe(true)
        expect(parseAdmdvs(pooling)).toBe(pooling)
      }),
    )
  })

  it('is reckoned in well under a microsecond: every desk and every event asks for it', () => {
    const codes = ['130102', '110105', '130638', '460105', '530102', '429004']
    const rounds = 100_000
    const begun = performance.now()
    for (let n = 0; n < rounds; n++) poolingAreaOf(codes[n % codes.length] as string)
    expect((performance.now() - begun) / rounds).toBeLessThan(0.003)
  })

  it('is not asked of what is no code', () => {
    for (const text of ['', '13010', '1301020', '13010a', ' 130102']) {
      expect(() => poolingAreaOf(text)).toThrow(RangeError)
    }
  })
})

describe('a code that comes in', () => {
  it('is six digits of a province that exists', () => {
    expect(parseAdmdvs('130102')).toBe('130102')
    expect(parseAdmdvs('660000')).toBe('660000')
    for (const wrong of ['990100', '000000', '1301', '１３０１０２', '13010２', 130102, null, undefined]) {
      expect(parseAdmdvs(wrong)).toBeUndefined()
    }
  })

  it('has a province, by digits and by area', () => {
    expect(provinceOf('130102')).toBe('13')
    expect(provinceArea('13')).toBe('130000')
    expect(provinceArea('139900')).toBe('130000')
  })
})

describe('the place of an institution', () => {
  it('is in characters 2 to 7 of its code', () => {
    expect(areaOfInstitution('H13010200123')).toBe('130100')
    expect(areaOfInstitution('P11010500001')).toBe('110000')
    expect(areaOfInstitution('H53010100001')).toBe('530100')
    expect(areaOfInstitution('H13063200001')).toBe('133100')
    expect(areaOfInstitution('H46010500001')).toBe('460000')
  })

  it('is unknown if the code is malformed', () => {
    for (const code of ['', 'H1301', 'H99010200123', 'HH1301020012']) expect(areaOfInstitution(code)).toBeUndefined()
  })
})

describe('names for messages', () => {
  it.each([
    ['130100', '石家庄市'],
    ['130102', '石家庄市'],
    ['139900', '河北省本级'],
    ['110000', '北京市'],
    ['310115', '上海市'],
    ['130000', '河北省'],
    ['530100', '昆明市'],
    ['440100', '广州市'],
    ['350200', '厦门市'],
    ['140100', '太原市'],
    ['330100', '杭州市'],
    ['320100', '南京市'],
    ['820000', '澳门特别行政区'],
    ['130181', '辛集市'],
    ['130682', '定州市'],
    ['130638', '雄安新区'],
    ['133100', '雄安新区'],
    ['419001', '济源市'],
    ['429004', '仙桃市'],
    ['429005', '潜江市'],
    ['429006', '天门市'],
    ['429021', '神农架林区'],
    ['469005', '海南省'],
    ['460100', '海南省'],
    ['540100', '西藏自治区'],
    ['659001', '自治区直辖县级行政区'],
    [NATION, '全国'],
  ])('%s is %s', (code, name) => {
    expect(areaName(code)).toBe(name)
  })

  it('fall back to the province and the code, and to the code alone', () => {
    expect(areaName('138800')).toBe('河北省（138800）')
    expect(areaName('991234')).toBe('991234')
    expect(provinceName('130102')).toBe('河北省')
  })

  it('never are empty for a known province', () => {
    fc.assert(
      fc.property(area, (code) => {
        expect(areaName(code)).toMatch(/[一-龥]/)
      }),
    )
  })

  it('cover every code that is used', () => {
    for (const code of Object.values(Insutype)) expect(insutypeName[code]).toBeTruthy()
    for (const code of Object.values(PsnType)) expect(psnTypeName[code]).toBeTruthy()
    for (const code of Object.values(InsuState)) expect(insuStateName[code]).toBeTruthy()
    for (const code of Object.keys(medTypes)) expect(medTypeName(code)).toMatch(/[一-龥]/)
  })
})

describe('kinds of treatment', () => {
  it('are of the class of the kind they lie beneath, and a kind of it', () => {
    expect(isMedClass('13', 'emergency')).toBe(true)
    expect(isMedClass('2401', 'emergency')).toBe(true)
    expect(isMedClass('2102', 'inpatient')).toBe(true)
    expect(isMedClass('14', 'chronic')).toBe(true)
    expect(isMedTypeOf('2102', ['21'])).toBe(true)
    expect(isMedTypeOf('22', ['21'])).toBe(false)
    expect(medTypeName('2102')).toBe('普通住院')
  })
  it('that no table has are of no class, and have their code as name', () => {
    for (const code of ['99', '9901', '777']) {
      expect(isMedClass(code, 'emergency')).toBe(false)
      expect(medTypeName(code)).toBe(code)
    }
  })
})

describe('kinds of insured person', () => {
  it.each([
    ['11', '11'],
    ['1101', '11'],
    ['1102', '11'],
    ['1203', '12'],
    ['1401', '14'],
    ['1404', '14'],
    ['1501', '15'],
    ['16', '15'],
    ['1601', '15'],
    // Nobody's class: neither in service nor retired.
    ['1300', '1300'],
    ['99', '99'],
  ])('%s is read as %s', (code, kind) => expect(parsePsnType(code)).toBe(kind))
  it.each(['1', '11011', 'ab', ''])('%j is none', (code) => expect(parsePsnType(code)).toBeUndefined())
})
