import chineseDays from 'chinese-days'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addWorkingDays,
  type Day,
  day,
  daysFrom,
  holidayYearKnown,
  isWeekday,
  isWorkingDay,
  publishedHolidays,
  yearOf,
} from '../../../shared/calendar/index.ts'

const known = fc.integer({ min: 0, max: 8000 }).map((n) => addDays(day('2004-01-01'), n))
const anyDay = fc.integer({ min: 0, max: 12_000 }).map((n) => addDays(day('2000-01-01'), n))
const count = fc.integer({ min: 0, max: 60 })

describe('the years whose holidays are known', () => {
  it('are 2004 to 2026', () => {
    const years = Array.from({ length: 60 }, (_, i) => 1990 + i).filter((year) => holidayYearKnown(year))
    expect(years).toEqual(Array.from({ length: 23 }, (_, i) => 2004 + i))
  })

  it('each have a plausible calendar: weekdays off and weekend days worked', () => {
    for (let year = 2004; year <= 2026; year += 1) {
      const exceptions = [...publishedHolidays(year)!]
      expect(exceptions.every((d) => yearOf(d) === year)).toBe(true)
      expect(exceptions.filter(isWeekday).length).toBeGreaterThanOrEqual(7)
      expect(exceptions.filter((d) => !isWeekday(d)).length).toBeGreaterThanOrEqual(4)
    }
  })
})

describe('a working day', () => {
  it.each([
    ['2026-01-01', false, '元旦'],
    ['2026-02-17', false, '春节'],
    ['2026-02-14', true, '星期六补班'],
    ['2026-10-01', false, '国庆节'],
    ['2026-04-08', true, '星期三'],
    ['2026-04-11', false, '星期六'],
    ['2025-01-26', true, '星期日补班'],
    ['2025-10-08', false, '国庆节'],
    ['2024-02-04', true, '星期日补班'],
  ])('%s: %s (%s)', (text, working) => {
    expect(isWorkingDay(day(text))).toEqual({ working, provisional: false })
  })

  it('of a year not published is Monday to Friday, and says that it is provisional', () => {
    expect(isWorkingDay(day('2027-01-01'))).toEqual({ working: true, provisional: true })
    expect(isWorkingDay(day('2027-10-02'))).toEqual({ working: false, provisional: true })
    expect(isWorkingDay(day('2003-10-01'))).toEqual({ working: true, provisional: true })
  })

  // The package's functions are right only where the machine's zone is not west of Greenwich; its data is right anywhere.
  it.skipIf(new Date(2020, 0, 1).getTimezoneOffset() > 0)('is what the package says, for every day it knows', () => {
    for (const d of daysFrom(day('2004-01-01'), day('2026-12-31'))) {
      expect([d, isWorkingDay(d).working]).toEqual([d, chineseDays.isWorkday(`${d}T12:00:00`)])
    }
  })
})

describe('so many working days after a date', () => {
  it.each([
    ['2026-04-08', 10, '2026-04-22'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-14', 1, '2026-02-24'],
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-04-11', 0, '2026-04-11'],
  ])('%s + %i is %s', (from, n, to) => {
    expect(addWorkingDays(day(from), n)).toEqual({ day: to, provisional: false, missingYears: [] })
  })

  it('reaching into a year not published is provisional, and names the year', () => {
    expect(addWorkingDays(day('2026-12-30'), 1)).toEqual({ day: '2026-12-31', provisional: false, missingYears: [] })
    expect(addWorkingDays(day('2026-12-31'), 1)).toEqual({ day: '2027-01-01', provisional: true, missingYears: [2027] })
    expect(addWorkingDays(day('2026-12-31'), 263).missingYears).toEqual([2027, 2028])
  })

  it('is no longer provisional once the year is published', () => {
    const newYear: ReadonlySet<Day> = new Set([day('2027-01-01')])
    const published = (year: number): ReadonlySet<Day> | undefined =>
      year === 2027 ? newYear : publishedHolidays(year)
    expect(holidayYearKnown(2027, published)).toBe(true)
    expect(addWorkingDays(day('2026-12-31'), 1, published)).toEqual({
      day: '2027-01-04',
      provisional: false,
      missingYears: [],
    })
  })

  it('is later the more days, and never before the start', () => {
    fc.assert(
      fc.property(anyDay, count, (from, n) => {
        const here = addWorkingDays(from, n).day
        expect(here >= from).toBe(true)
        expect(addWorkingDays(from, n + 1).day > here).toBe(true)
      }),
    )
  })

  it('is no earlier from a later start', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(30), fc.integer({ min: 1, max: 40 }), (from, later, n) => {
        expect(addWorkingDays(addDays(from, later), n).day >= addWorkingDays(from, n).day).toBe(true)
      }),
    )
  })

  it('is a working day with just so many working days up to it', () => {
    fc.assert(
      fc.property(known, fc.integer({ min: 1, max: 30 }), (from, n) => {
        const to = addWorkingDays(from, n).day
        const passed = daysFrom(addDays(from, 1), to).filter((d) => isWorkingDay(d).working)
        expect(passed).toHaveLength(n)
        expect(passed.at(-1)).toBe(to)
      }),
    )
  })

  it('in two steps is the same as in one', () => {
    fc.assert(
      fc.property(anyDay, count, count, (from, a, b) => {
        expect(addWorkingDays(addWorkingDays(from, a).day, b).day).toBe(addWorkingDays(from, a + b).day)
      }),
    )
  })

  it('counted by one calendar is not taken for what another counts', () => {
    const none = () => undefined
    const from = day('2026-09-30')
    expect(addWorkingDays(from, 1).day).toBe('2026-10-08')
    expect(addWorkingDays(from, 1, none).day).toBe('2026-10-01')
    expect(addWorkingDays(from, 1).day).toBe('2026-10-08')
  })

  it('counts whole days forward only', () => {
    expect(() => addWorkingDays(day('2026-04-08'), -1)).toThrow(RangeError)
    expect(() => addWorkingDays(day('2026-04-08'), 1.5)).toThrow(RangeError)
  })
})
