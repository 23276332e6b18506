import { describe, expect, it } from 'vitest'
import { day, dueInWorkingDays, dueOn, instant, publishedHolidays, rolling } from '../../../shared/calendar/index.ts'

describe('a time limit', () => {
  it('ends with its day, by Beijing time', () => {
    expect(dueOn(day('2026-03-06'))).toEqual({ at: '2026-03-06T23:59:59+08:00' })
  })

  it('in working days leaves out weekends and holidays', () => {
    expect(dueInWorkingDays(day('2026-02-13'), 1)).toEqual({ at: '2026-02-14T23:59:59+08:00' })
    expect(dueInWorkingDays(day('2026-02-14'), 1)).toEqual({ at: '2026-02-24T23:59:59+08:00' })
  })

  it('that runs into a year without published holidays is provisional, and is not once it is published', () => {
    expect(dueInWorkingDays(day('2026-12-31'), 10)).toEqual({ at: '2027-01-14T23:59:59+08:00', provisional: true })
    const withNewYear = (year: number) => (year === 2027 ? new Set([day('2027-01-01')]) : publishedHolidays(year))
    expect(dueInWorkingDays(day('2026-12-31'), 10, withNewYear)).toEqual({ at: '2027-01-15T23:59:59+08:00' })
  })
})

describe('a limit that rolls on', () => {
  const end = (now: string) => rolling(day('2026-03-01'), 30, instant(now))

  it('is the first multiple of its days that is still to come', () => {
    expect(end('2026-03-02T09:00:00+08:00')).toBe('2026-03-31T23:59:59+08:00')
    expect(end('2026-03-31T23:59:58+08:00')).toBe('2026-03-31T23:59:59+08:00')
    expect(end('2026-03-31T23:59:59+08:00')).toBe('2026-04-30T23:59:59+08:00')
    expect(end('2026-12-01T00:00:00+08:00')).toBe('2026-12-26T23:59:59+08:00')
  })
})
