import { describe, expect, it } from 'vitest'
import { day, dueOn, instant, rolling } from '../../../shared/calendar/index.ts'

describe('a time limit', () => {
  it('ends with its day, by Beijing time', () => {
    expect(dueOn(day('2026-03-06'))).toEqual({ at: '2026-03-06T23:59:59+08:00' })
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
