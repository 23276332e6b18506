/** RULES.md 4.1: the years that are offered. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { offeredYears } from '../../../../functions/bundles/newborn/rules/cover.ts'
import { addDays, day, yearOf } from '../../../../shared/calendar/index.ts'

const days = fc.integer({ min: 0, max: 3 * 365 }).map((n) => addDays(day('2024-01-01'), n))

describe('the years offered', () => {
  test.each([
    ['2026-10-02', [2026]],
    ['2026-10-03', [2026, 2027]],
    ['2026-12-31', [2026, 2027]],
    ['2026-01-01', [2026]],
    ['2024-10-02', [2024]],
    ['2024-10-03', [2024, 2025]],
  ])('born %s: %j, for the 90th day decides', (born, years) => {
    expect(offeredYears(day(born))).toEqual(years)
  })

  test('the next year is offered exactly when the 90th day lies in it', () => {
    fc.assert(
      fc.property(days, (born) => {
        expect(offeredYears(born).length === 2).toBe(yearOf(addDays(born, 90)) === yearOf(born) + 1)
      }),
    )
  })
})
