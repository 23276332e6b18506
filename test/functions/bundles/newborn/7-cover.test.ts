/** RULES.md 7: from when covered, every row and boundary day, and what must always hold. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cardlessUntil,
  coverFor,
  coverHolding,
  offeredYears,
  unbroken,
} from '../../../../functions/bundles/newborn/rules/cover.ts'
import { addDays, day, yearOf } from '../../../../shared/calendar/index.ts'

const days = fc.integer({ min: 0, max: 3 * 365 }).map((n) => addDays(day('2024-01-01'), n))

const later = (most: number) => fc.integer({ min: 0, max: most })

describe('from when covered', () => {
  test.each([
    // year of birth, paid within 90 days
    [2026, '2026-03-10', '2026-03-10', '2026-03-10'],
    [2026, '2026-03-10', '2026-06-08', '2026-03-10'],
    [2025, '2025-11-20', '2026-02-18', '2025-11-20'],
    // year of birth, paid later
    [2026, '2026-03-10', '2026-06-09', '2026-07-01'],
    [2026, '2026-03-10', '2026-06-30', '2026-07-01'],
    [2026, '2026-03-10', '2026-07-01', '2026-08-01'],
    [2026, '2026-03-10', '2026-11-30', '2026-12-01'],
    // year after birth, paid within 90 days
    [2026, '2025-11-20', '2025-12-31', '2026-01-01'],
    [2026, '2025-11-20', '2026-02-18', '2026-01-01'],
    // year after birth, paid otherwise
    [2026, '2025-11-20', '2026-02-19', '2026-03-01'],
    [2026, '2025-03-10', '2025-12-05', '2026-01-01'],
    [2026, '2025-11-20', '2026-11-30', '2026-12-01'],
  ])('%i, born %s, paid %s: from %s to the end of that year', (year, born, paidOn, from) => {
    expect(coverFor(year, day(born), day(paidOn))).toEqual({ from, to: `${year}-12-31` })
  })

  test.each([
    [2026, '2026-03-10', '2026-12-01'],
    [2026, '2026-03-10', '2027-01-01'],
    [2025, '2025-11-20', '2026-02-19'],
    [2026, '2025-11-20', '2026-12-01'],
    [2025, '2026-03-10', '2026-03-12'],
  ])('%i, born %s, paid %s: that cover is already over', (year, born, paidOn) => {
    expect(coverFor(year, day(born), day(paidOn))).toBeUndefined()
  })

  test('cover never begins before birth nor before its year, and ends with its year', () => {
    fc.assert(
      fc.property(days, later(800), (born, after) => {
        for (const year of offeredYears(born)) {
          const cover = coverFor(year, born, addDays(born, after))
          if (!cover) continue
          expect(cover.from >= born).toBe(true)
          expect(yearOf(cover.from)).toBe(year)
          expect(cover.to).toBe(`${year}-12-31`)
        }
      }),
    )
  })

  test('paying later never covers from an earlier day', () => {
    fc.assert(
      fc.property(days, later(800), later(100), (born, after, more) => {
        for (const year of offeredYears(born)) {
          const early = coverFor(year, born, addDays(born, after))
          const late = coverFor(year, born, addDays(born, after + more))
          if (late) expect(early && early.from <= late.from).toBe(true)
        }
      }),
    )
  })

  test('the covers of two years never overlap', () => {
    fc.assert(
      fc.property(days, later(800), later(800), (born, one, two) => {
        const [first, second] = offeredYears(born).map((year, i) => coverFor(year, born, addDays(born, i ? two : one)))
        if (first && second) expect(first.to < second.from).toBe(true)
      }),
    )
  })

  test('whoever can pay on some day could have paid on every day before it', () => {
    fc.assert(
      fc.property(days, later(800), (born, after) => {
        for (const year of offeredYears(born)) {
          if (!coverFor(year, born, addDays(born, after + 1))) continue
          expect(coverFor(year, born, addDays(born, after))).toBeDefined()
        }
      }),
    )
  })
})

describe('unbroken cover', () => {
  const two = [
    { from: day('2026-01-01'), to: day('2026-12-31') },
    { from: day('2025-11-20'), to: day('2025-12-31') },
  ]

  test('two years that touch are one', () => {
    expect(unbroken(two)).toEqual([{ from: '2025-11-20', to: '2026-12-31' }])
  })

  test('a gap parts them', () => {
    const late = [two[1]!, { from: day('2026-03-01'), to: day('2026-12-31') }]
    expect(unbroken(late)).toHaveLength(2)
    expect(coverHolding(late, day('2026-02-28'))).toBeUndefined()
    expect(coverHolding(late, day('2026-03-01'))?.from).toBe('2026-03-01')
  })

  test('no card until 180 days after birth, or until the cover ends', () => {
    expect(cardlessUntil(day('2025-11-20'), two)).toBe('2026-05-19')
    expect(cardlessUntil(day('2025-11-20'), [two[1]!])).toBe('2025-12-31')
    expect(cardlessUntil(day('2025-11-20'), [])).toBeUndefined()
    expect(cardlessUntil(day('2026-03-10'), [{ from: day('2026-09-07'), to: day('2026-12-31') }])).toBeUndefined()
    expect(cardlessUntil(day('2026-03-10'), [{ from: day('2026-09-06'), to: day('2026-12-31') }])).toBe('2026-09-06')
  })
})
