import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import {
  addDuration,
  addMs,
  compareInstants,
  day,
  dayOf,
  endOfDay,
  epochMs,
  instant,
  instantFromEpochMs,
  parseInstant,
  startOfDay,
} from '../../../shared/calendar/index.ts'

const anyMs = fc.integer({ min: -2_000_000_000_000, max: 7_000_000_000_000 })
const offset = fc.integer({ min: -(23 * 60 + 59), max: 23 * 60 + 59 }).map((minutes) => {
  const of = Math.abs(minutes)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(of / 60))}:${two(of % 60)}`
})

describe('a time', () => {
  it.each([
    ['2026-03-10T08:00:00+08:00', '2026-03-10T08:00:00+08:00'],
    ['2026-03-10T00:00:00Z', '2026-03-10T08:00:00+08:00'],
    ['2026-03-09T23:30:00-01:00', '2026-03-10T08:30:00+08:00'],
    ['2026-12-31T16:00:00Z', '2027-01-01T00:00:00+08:00'],
    ['2026-03-10T08:00:00.5+08:00', '2026-03-10T08:00:00.500+08:00'],
    ['2026-03-10T08:00:00.000+08:00', '2026-03-10T08:00:00+08:00'],
    ['2026-03-10T08:00:00.123456789+08:00', '2026-03-10T08:00:00.123+08:00'],
    ['2026-03-10t00:00:00z', '2026-03-10T08:00:00+08:00'],
  ])('%s is kept as %s', (text, kept) => {
    expect(parseInstant(text)).toBe(kept)
  })

  it('without an offset, or that does not exist, is refused', () => {
    for (const wrong of [
      '2026-03-10T08:00:00',
      '2026-03-10 08:00:00+08:00',
      '2026-03-10T08:00+08:00',
      '2026-03-10T24:00:00+08:00',
      '2026-03-10T08:60:00+08:00',
      '2026-02-30T08:00:00+08:00',
      '2026-03-10T08:00:00+24:00',
      '2026-03-10T08:00:00+0800',
      '2026-03-10',
      '0001-01-01T00:00:00+09:00',
      '9999-12-31T23:59:59-08:00',
      '',
      1_770_000_000_000,
    ]) {
      expect(parseInstant(wrong)).toBeUndefined()
    }
    expect(() => instant('2026-03-10')).toThrow(RangeError)
  })

  it('is the same moment Temporal reads, whatever its offset', () => {
    fc.assert(
      fc.property(anyMs, offset, (ms, zone) => {
        const text = Temporal.Instant.fromEpochMilliseconds(ms)
          .toZonedDateTimeISO(zone)
          .toString({ timeZoneName: 'never' })
        const parsed = instant(text)
        expect(epochMs(parsed)).toBe(ms)
        expect(parsed).toBe(instantFromEpochMs(ms))
        expect(parseInstant(parsed)).toBe(parsed)
      }),
    )
  })

  it('sorts as text in the order of time', () => {
    fc.assert(
      fc.property(anyMs, anyMs, (a, b) => {
        expect(Math.sign(compareInstants(instantFromEpochMs(a), instantFromEpochMs(b)))).toBe(Math.sign(a - b))
      }),
    )
    expect(compareInstants(instant('2026-03-10T08:00:00+08:00'), instant('2026-03-10T08:00:00.001+08:00'))).toBe(-1)
  })

  it('lies in the date it has in Shanghai', () => {
    expect(dayOf(instant('2026-03-09T16:00:00Z'))).toBe('2026-03-10')
    expect(dayOf(instant('2026-03-09T15:59:59.999Z'))).toBe('2026-03-09')
  })

  it('begins and ends its date', () => {
    const d = day('2026-03-10')
    expect(endOfDay(d)).toBe(instant('2026-03-10T23:59:59+08:00'))
    expect(addMs(endOfDay(d), 1000)).toBe(startOfDay(day('2026-03-11')))
  })

  it('is refused where milliseconds are not whole', () => {
    expect(() => instantFromEpochMs(0.5)).toThrow(RangeError)
    expect(() => instantFromEpochMs(Number.NaN)).toThrow(RangeError)
  })
})

describe('a duration', () => {
  const start = instant('2026-01-31T08:00:00+08:00')
  it.each([
    ['P1D', '2026-02-01T08:00:00+08:00'],
    ['PT90M', '2026-01-31T09:30:00+08:00'],
    ['P1M', '2026-02-28T08:00:00+08:00'],
    ['P1Y2DT1S', '2027-02-02T08:00:01+08:00'],
    ['P2W', '2026-02-14T08:00:00+08:00'],
    ['-PT1H', '2026-01-31T07:00:00+08:00'],
    ['PT0.25S', '2026-01-31T08:00:00.250+08:00'],
  ])('%s later is %s', (duration, later) => {
    expect(addDuration(start, duration)).toBe(later)
  })

  it('that is malformed or leads out of the calendar is refused', () => {
    for (const wrong of ['', '1D', 'P', 'PT', 'P1.5D', 'P9000Y', 'P99999999Y', 'one day']) {
      expect(addDuration(start, wrong)).toBeUndefined()
    }
  })
})
