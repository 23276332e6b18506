import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  compare,
  day,
  daysBetween,
  daysFrom,
  firstDay,
  firstOfNextMonth,
  isWeekday,
  lastDay,
  maxDay,
  minDay,
  month,
  monthOf,
  monthsBetween,
  monthsFrom,
  parseDay,
  parseMonth,
  sameDayAfter,
  yearOf,
} from '../../../shared/calendar/index.ts'

const EPOCH = Temporal.PlainDate.from('1970-01-01')
const date = fc.integer({ min: -60_000, max: 60_000 }).map((n) => day(EPOCH.add({ days: n }).toString()))
const anyMonth = fc
  .tuple(fc.integer({ min: 1900, max: 2200 }), fc.integer({ min: 1, max: 12 }))
  .map(([y, m]) => month(`${y}${String(m).padStart(2, '0')}`))

describe('a date', () => {
  it('is read only if it exists', () => {
    expect(parseDay('2024-02-29')).toBe('2024-02-29')
    for (const wrong of ['2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '0000-01-01']) {
      expect(parseDay(wrong)).toBeUndefined()
    }
  })

  it('is read only in its one form', () => {
    for (const wrong of ['2026-3-10', '20260310', '2026-03-10T00:00:00Z', ' 2026-03-10', '2026/03/10', '', 20260310]) {
      expect(parseDay(wrong)).toBeUndefined()
    }
    expect(() => day('2026-02-30')).toThrow(RangeError)
  })

  it('is what Temporal says it is, so many days later', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -40_000, max: 40_000 }), (d, n) => {
        expect(addDays(d, n)).toBe(Temporal.PlainDate.from(d).add({ days: n }).toString())
      }),
    )
  })

  it('is what Temporal says around every turn of a century and every leap day', () => {
    for (let year = 1600; year <= 2500; year += 4) {
      for (const end of ['02-27', '02-28', '12-30', '12-31']) {
        for (const n of [0, 1, 2]) {
          const expected = Temporal.PlainDate.from(`${year}-${end}`).add({ days: n }).toString()
          expect(addDays(day(`${year}-${end}`), n)).toBe(expected)
        }
      }
    }
  })

  it('is on a weekday if Temporal says so', () => {
    fc.assert(
      fc.property(date, (d) => {
        expect(isWeekday(d)).toBe(Temporal.PlainDate.from(d).dayOfWeek <= 5)
      }),
    )
  })

  it('leads back by the days between', () => {
    fc.assert(
      fc.property(date, date, (a, b) => {
        expect(addDays(a, daysBetween(a, b))).toBe(b)
        expect(Math.sign(daysBetween(a, b))).toBe(-compare(a, b) + 0)
        expect([minDay(a, b), maxDay(a, b)]).toEqual([a, b].sort(compare))
      }),
    )
  })

  it('counts days as bundles/RULES.md 2.2 does', () => {
    expect(addDays(day('2026-03-10'), 90)).toBe('2026-06-08')
    expect(addDays(day('2026-03-10'), 180)).toBe('2026-09-06')
    expect(daysBetween(day('2026-03-10'), day('2026-06-09'))).toBe(91)
  })

  it('has no place beyond four-digit years', () => {
    expect(() => addDays(day('9999-12-31'), 1)).toThrow(RangeError)
    expect(() => addDays(day('0001-01-01'), -1)).toThrow(RangeError)
  })

  it('to date includes both ends', () => {
    expect(daysFrom(day('2026-02-27'), day('2026-03-01'))).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
    expect(daysFrom(day('2026-03-01'), day('2026-02-27'))).toEqual([])
  })
})

describe('a month', () => {
  it('is read as YYYYMM', () => {
    expect(parseMonth('202603')).toBe('202603')
    for (const wrong of ['2026-03', '202613', '202600', '000001', '20263', '', 202603]) {
      expect(parseMonth(wrong)).toBeUndefined()
    }
    expect(() => month('2026-03')).toThrow(RangeError)
  })

  it('has a first and a last date', () => {
    expect(firstDay(month('202602'))).toBe('2026-02-01')
    expect(lastDay(month('202602'))).toBe('2026-02-28')
    expect(lastDay(month('202402'))).toBe('2024-02-29')
    expect(lastDay(month('202612'))).toBe('2026-12-31')
    expect(firstOfNextMonth(day('2026-12-31'))).toBe('2027-01-01')
    expect(firstOfNextMonth(day('2026-06-09'))).toBe('2026-07-01')
    expect(yearOf(month('202602'))).toBe(2026)
    expect(yearOf(day('2025-12-31'))).toBe(2025)
  })

  it('ends the day before the next begins', () => {
    fc.assert(
      fc.property(anyMonth, (m) => {
        expect(addDays(lastDay(m), 1)).toBe(firstDay(addMonths(m, 1)))
        expect(monthOf(lastDay(m))).toBe(m)
      }),
    )
  })

  it('leads back by the months between', () => {
    fc.assert(
      fc.property(anyMonth, anyMonth, (a, b) => {
        expect(addMonths(a, monthsBetween(a, b))).toBe(b)
        expect(monthsFrom(a, b)).toHaveLength(Math.max(0, monthsBetween(a, b) + 1))
      }),
    )
  })

  it.each([
    ['2026-05-20', 6, '2026-11-20'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-12-31', 1, '2027-01-31'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-03-31', 0, '2026-03-31'],
  ])('the same day after %s, %i months on, is %s', (from, months, same) => {
    expect(sameDayAfter(day(from), months)).toBe(same)
  })

  it('to month includes both ends, over the new year', () => {
    expect(monthsFrom(month('202511'), month('202602'))).toEqual(['202511', '202512', '202601', '202602'])
    expect(monthsFrom(month('202602'), month('202511'))).toEqual([])
    expect(monthsBetween(month('202601'), month('202606'))).toBe(5)
  })
})
