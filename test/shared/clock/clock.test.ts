import { describe, expect, it } from 'vitest'
import { addMs, compareInstants, epochMs, instant } from '../../../shared/calendar/index.ts'
import { fixedClock, manualClock, offsetClock, offsetTo, systemClock } from '../../../shared/clock/index.ts'

const start = instant('2026-03-10T08:00:00+08:00')

describe('a clock', () => {
  it('of the machine runs', () => {
    const before = Date.now()
    const now = epochMs(systemClock.now())
    expect(now).toBeGreaterThanOrEqual(before)
    expect(now).toBeLessThanOrEqual(Date.now())
  })

  it('set forward starts there and runs on', () => {
    const offset = offsetTo(start)
    const clock = offsetClock(() => offset)
    expect(compareInstants(clock.now(), start)).toBeGreaterThanOrEqual(0)
    expect(compareInstants(clock.now(), addMs(start, 5000))).toBeLessThan(0)
  })

  it('that is fixed stands still', () => {
    expect(fixedClock(start).now()).toBe(start)
  })

  it('set by hand goes where it is told, and never back', () => {
    const clock = manualClock(start)
    expect(clock.advance('P1DT1H')).toBe('2026-03-11T09:00:00+08:00')
    expect(clock.set(start)).toBe('2026-03-11T09:00:00+08:00')
    expect(clock.advance('-P1D')).toBeUndefined()
    expect(clock.advance('tomorrow')).toBeUndefined()
    expect(clock.now()).toBe('2026-03-11T09:00:00+08:00')
    expect(clock.set(instant('2026-04-01T00:00:00+08:00'))).toBe(clock.now())
  })
})
