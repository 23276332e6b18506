import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addWorkingDays, day, workingDaysBetween, type YearDays } from '../../../shared/calendar/index.ts'
import { published } from '../../support/calendars.ts'

const anyDay = fc.integer({ min: 0, max: 12_000 }).map((n) => addDays(day('2000-01-01'), n))
const count = fc.integer({ min: 0, max: 60 })

describe('so many working days after a date', () => {
  it.each([
    ['2026-04-08', 10, '2026-04-22'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-14', 1, '2026-02-24'],
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-04-11', 0, '2026-04-11'],
  ])('%s + %i is %s', (from, n, to) => {
    expect(addWorkingDays(day(from), n, published)).toEqual({ day: to, missingYears: [] })
  })

  it('reaching into a year not published names the year', () => {
    expect(addWorkingDays(day('2026-12-30'), 1, published)).toEqual({ day: '2026-12-31', missingYears: [] })
    expect(addWorkingDays(day('2026-12-31'), 1, published)).toEqual({ day: '2027-01-01', missingYears: [2027] })
    expect(addWorkingDays(day('2026-12-31'), 263, published).missingYears).toEqual([2027, 2028])
  })

  it('is reckoned by a year once it is published', () => {
    const newYear: YearDays = new Set([day('2027-01-01')])
    const next = (year: number) => (year === 2027 ? newYear : published(year))
    expect(addWorkingDays(day('2026-12-31'), 1, next)).toEqual({ day: '2027-01-04', missingYears: [] })
  })

  it('is later the more days, and never before the start', () => {
    fc.assert(
      fc.property(anyDay, count, (from, n) => {
        const here = addWorkingDays(from, n, published).day
        expect(here >= from).toBe(true)
        expect(addWorkingDays(from, n + 1, published).day > here).toBe(true)
      }),
    )
  })

  it('is no earlier from a later start', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(30), fc.integer({ min: 1, max: 40 }), (from, later, n) => {
        expect(addWorkingDays(addDays(from, later), n, published).day >= addWorkingDays(from, n, published).day).toBe(
          true,
        )
      }),
    )
  })

  it('has just so many working days up to it, and is one', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (from, n) => {
        const to = addWorkingDays(from, n, published).day
        expect(workingDaysBetween(from, to, published)).toBe(n)
        expect(workingDaysBetween(from, addDays(to, -1), published)).toBe(n - 1)
      }),
    )
  })

  it('in two steps is the same as in one', () => {
    fc.assert(
      fc.property(anyDay, count, count, (from, a, b) => {
        expect(addWorkingDays(addWorkingDays(from, a, published).day, b, published).day).toBe(
          addWorkingDays(from, a + b, published).day,
        )
      }),
    )
  })

  it('counted by one calendar is not taken for what another counts', () => {
    const none = () => undefined
    const from = day('2026-09-30')
    expect(addWorkingDays(from, 1, published).day).toBe('2026-10-08')
    expect(addWorkingDays(from, 1, none).day).toBe('2026-10-01')
    expect(addWorkingDays(from, 1, published).day).toBe('2026-10-08')
  })

  it('counts whole days forward only', () => {
    expect(() => addWorkingDays(day('2026-04-08'), -1, published)).toThrow(RangeError)
    expect(() => addWorkingDays(day('2026-04-08'), 1.5, published)).toThrow(RangeError)
  })
})
