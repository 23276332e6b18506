/** RULES.md 7: from when covered, every row and boundary day, and what must always hold. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cardlessUntil,
  coverHolding,
  daysOver,
  offeredYears,
  unbroken,
} from '../../../../functions/bundles/newborn/rules/cover.ts'
import { addDays, day, yearOf } from '../../../../shared/calendar/index.ts'
import { coverIn } from './scene.ts'

const days = fc.integer({ min: 0, max: 3 * 365 }).map((n) => addDays(day('2024-01-01'), n))

const later = (most: number) => fc.integer({ min: 0, max: most })

/** Covered late from the first of the next month, and from the day of payment. */
const [kunming, fuzhou] = ['530100', '350100']
const anywhere = fc.constantFrom(kunming, fuzhou)

describe('from when covered', () => {
  test.each([
    // year of birth, paid within 90 days
    [kunming, 2026, '2026-03-10', '2026-03-10', '2026-03-10'],
    [kunming, 2026, '2026-03-10', '2026-06-08', '2026-03-10'],
    [kunming, 2025, '2025-11-20', '2026-02-18', '2025-11-20'],
    [fuzhou, 2026, '2026-03-10', '2026-06-08', '2026-03-10'],
    // year of birth, paid later
    [kunming, 2026, '2026-03-10', '2026-06-09', '2026-07-01'],
    [kunming, 2026, '2026-03-10', '2026-06-30', '2026-07-01'],
    [kunming, 2026, '2026-03-10', '2026-07-01', '2026-08-01'],
    [kunming, 2026, '2026-03-10', '2026-11-30', '2026-12-01'],
    [fuzhou, 2026, '2026-03-10', '2026-06-09', '2026-06-09'],
    [fuzhou, 2026, '2026-03-10', '2026-12-31', '2026-12-31'],
    // year after birth, paid within 90 days
    [kunming, 2026, '2025-11-20', '2025-12-31', '2026-01-01'],
    [kunming, 2026, '2025-11-20', '2026-02-18', '2026-01-01'],
    [fuzhou, 2026, '2025-11-20', '2026-02-18', '2026-01-01'],
    // year after birth, paid otherwise
    [kunming, 2026, '2025-11-20', '2026-02-19', '2026-03-01'],
    [kunming, 2026, '2025-03-10', '2025-12-05', '2026-01-01'],
    [kunming, 2026, '2025-11-20', '2026-11-30', '2026-12-01'],
    [fuzhou, 2026, '2025-11-20', '2026-02-19', '2026-02-19'],
    [fuzhou, 2026, '2025-03-10', '2025-12-05', '2026-01-01'],
    [fuzhou, 2026, '2025-11-20', '2026-12-31', '2026-12-31'],
  ])('%s, %i, born %s, paid %s: from %s to the end of that year', (area, year, born, paidOn, from) => {
    expect(coverIn(area, year, born, paidOn)).toEqual({ from, to: `${year}-12-31` })
  })

  test.each([
    [kunming, 2026, '2026-03-10', '2026-12-01'],
    [kunming, 2026, '2026-03-10', '2027-01-01'],
    [kunming, 2025, '2025-11-20', '2026-02-19'],
    [kunming, 2026, '2025-11-20', '2026-12-01'],
    [kunming, 2025, '2026-03-10', '2026-03-12'],
    [fuzhou, 2026, '2026-03-10', '2027-01-01'],
    [fuzhou, 2025, '2025-11-20', '2026-02-19'],
    [fuzhou, 2025, '2026-03-10', '2026-03-12'],
  ])('%s, %i, born %s, paid %s: that cover is already over', (area, year, born, paidOn) => {
    expect(coverIn(area, year, born, paidOn)).toBeUndefined()
  })

  test('cover never begins before birth nor before its year, and ends with its year', () => {
    fc.assert(
      fc.property(anywhere, days, later(800), (area, born, after) => {
        for (const year of offeredYears(born)) {
          const cover = coverIn(area, year, born, addDays(born, after))
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
      fc.property(anywhere, days, later(800), later(100), (area, born, after, more) => {
        for (const year of offeredYears(born)) {
          const early = coverIn(area, year, born, addDays(born, after))
          const late = coverIn(area, year, born, addDays(born, after + more))
          if (late) expect(early && early.from <= late.from).toBe(true)
        }
      }),
    )
  })

  test('the covers of two years never overlap', () => {
    fc.assert(
      fc.property(anywhere, days, later(800), later(800), (area, born, one, two) => {
        const [first, second] = offeredYears(born).map((year, i) =>
          coverIn(area, year, born, addDays(born, i ? two : one)),
        )
        if (first && second) expect(first.to < second.from).toBe(true)
      }),
    )
  })

  test('whoever can pay on some day could have paid on every day before it', () => {
    fc.assert(
      fc.property(anywhere, days, later(800), (area, born, after) => {
        for (const year of offeredYears(born)) {
          if (!coverIn(area, year, born, addDays(born, after + 1))) continue
          expect(coverIn(area, year, born, addDays(born, after))).toBeDefined()
        }
      }),
    )
  })

  test('the day from which a year can be covered no more is one of those on which the case looks', () => {
    fc.assert(
      fc.property(anywhere, days, later(800), (area, born, after) => {
        for (const year of offeredYears(born)) {
          const [on, next] = [addDays(born, after), addDays(born, after + 1)]
          if (coverIn(area, year, born, on) && !coverIn(area, year, born, next)) {
            expect(daysOver(year, born)).toContain(next)
          }
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
