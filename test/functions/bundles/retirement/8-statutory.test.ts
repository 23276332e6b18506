/** RULES.md 8.2: the statutory age. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { originalAge, raisedMonths, statutoryMonth } from '../../../../functions/bundles/retirement/rules/statutory.ts'
import { day, month, monthsBetween, monthsFrom } from '../../../../shared/calendar/index.ts'

const groups = {
  men: { age: 60, first: [1965, 1], size: 4, most: 36 },
  'women of original age 55': { age: 55, first: [1970, 1], size: 4, most: 36 },
  'women of original age 50': { age: 50, first: [1975, 1], size: 2, most: 60 },
} as const

type Group = (typeof groups)[keyof typeof groups]

/** Counts as a clerk would with a wall calendar: walk from the first month, begin a new group every so many months. */
function walked({ age, first, size, most }: Group, birthYear: number, birthMonth: number): string {
  let addition = 0
  let left = 0
  let [year, month]: [number, number] = [first[0], first[1]]
  while (year < birthYear || (year === birthYear && month <= birthMonth)) {
    if (left === 0) {
      if (addition < most) addition += 1
      left = size
    }
    left -= 1
    month += 1
    if (month > 12) {
      month = 1
      year += 1
    }
  }
  let [y, m] = [birthYear + age, birthMonth]
  for (let i = 0; i < addition; i += 1) {
    m += 1
    if (m > 12) {
      m = 1
      y += 1
    }
  }
  return `${y}${String(m).padStart(2, '0')}`
}

describe.each(Object.entries(groups))('statutory month of %s', (_name, group) => {
  it('is as counted by hand for every month of birth from 1960 to 1990', () => {
    for (const born of monthsFrom(month('196001'), month('199012'))) {
      const [year, birthMonth] = [Number(born.slice(0, 4)), Number(born.slice(4))]
      for (const date of ['01', '15', '28']) {
        const brdy = day(`${born.slice(0, 4)}-${born.slice(4)}-${date}`)
        expect([born, statutoryMonth(brdy, group.age)]).toEqual([born, walked(group, year, birthMonth)])
      }
    }
  })
})

describe('the published examples', () => {
  it.each([
    ['1964-12-31', 60, '202412'],
    ['1965-01-01', 60, '202502'],
    ['1965-04-30', 60, '202505'],
    ['1965-05-01', 60, '202507'],
    ['1965-08-31', 60, '202510'],
    ['1965-09-12', 60, '202512'],
    ['1976-08-31', 60, '203907'],
    ['1976-09-01', 60, '203909'],
    ['1990-01-31', 60, '205301'],
    ['1969-12-31', 55, '202412'],
    ['1970-01-01', 55, '202502'],
    ['1981-09-15', 55, '203909'],
    ['1974-12-31', 50, '202412'],
    ['1975-01-01', 50, '202502'],
    ['1975-02-28', 50, '202503'],
    ['1975-03-01', 50, '202505'],
    ['1984-11-01', 50, '203911'],
    ['1990-06-15', 50, '204506'],
  ] as const)('born %s, original age %i: %s', (brdy, age, expected) => {
    expect(statutoryMonth(day(brdy), age)).toBe(expected)
  })

  it.each([
    ['196412', 60, 0],
    ['196501', 60, 1],
    ['196504', 60, 1],
    ['196505', 60, 2],
    ['196508', 60, 2],
    ['196509', 60, 3],
    ['197608', 60, 35],
    ['197609', 60, 36],
    ['199012', 60, 36],
    ['198409', 50, 59],
    ['198411', 50, 60],
    ['199012', 50, 60],
  ] as const)('born %s of age %i: raised by %i months', (born, age, raised) => {
    expect(raisedMonths(month(born), age)).toBe(raised)
  })
})

describe('the original age', () => {
  it('is 60 for a man whatever is reported', () => {
    expect(originalAge('1', undefined)).toBe(60)
    expect(originalAge('1', 50)).toBe(60)
  })
  it('is as reported for a woman, and 50 if it is not', () => {
    expect(originalAge('2', 55)).toBe(55)
    expect(originalAge('2', 50)).toBe(50)
    expect(originalAge('2', undefined)).toBe(50)
  })
})

describe('always', () => {
  const born = fc.integer({ min: 0, max: 600 }).map((n) => monthsFrom(month('194501'), month('199512'))[n]!)
  const age = fc.constantFrom(50, 55, 60) as fc.Arbitrary<50 | 55 | 60>

  it('who is born later never retires earlier', () => {
    fc.assert(
      fc.property(born, born, age, (a, b, years) => {
        const [early, late] = [a, b].sort() as [typeof a, typeof b]
        expect(monthsBetween(retired(early, years), retired(late, years))).toBeGreaterThanOrEqual(0)
      }),
    )
  })
  it('nobody retires at more than 63, 58 or 55', () => {
    fc.assert(
      fc.property(born, age, (month, years) => {
        const most = { 60: 63, 55: 58, 50: 55 }[years] * 12
        expect(monthsBetween(month, retired(month, years))).toBeLessThanOrEqual(most)
      }),
    )
  })

  const retired = (born: string, years: 50 | 55 | 60) =>
    statutoryMonth(day(`${born.slice(0, 4)}-${born.slice(4)}-01`), years)
})
