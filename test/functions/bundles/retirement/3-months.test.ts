/** RULES.md 3: the months that count, and the shortfall. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  count,
  countedMonths,
  effectiveMonth,
  monthsBefore,
  monthsSince,
  neededMonths,
  retiredFrom,
} from '../../../../functions/bundles/retirement/rules/months.ts'
import { addMonths, day, type Month, month, monthsFrom } from '../../../../shared/calendar/index.ts'

const men = { total: 360, paid: 120 }
const women = { total: 300, paid: 120 }
const months = (n: number, last: string): Month[] => monthsFrom(addMonths(month(last), 1 - n), month(last))

describe('shortfall', () => {
  it.each([
    ['a man with 372 months paid', 372, 0, men, 0],
    ['paid 110 and deemed 200: 10, though the total suffices', 110, 200, women, 10],
    ['exactly enough', 120, 240, men, 0],
    ['one short in total', 119, 240, men, 1],
    ['one short in total, paid suffices', 299, 0, women, 1],
    ['no month at all', 0, 0, men, 360],
    ['deemed months alone never suffice', 0, 720, men, 120],
    ['the greater of the two counts', 100, 100, men, 160],
  ])('%s', (_name, paid, deemed, required, shortfall) => {
    expect(count(paid, deemed, required).shortfall).toBe(shortfall)
  })

  it('is max(0, required total − total, required paid − paid), whatever the numbers', () => {
    const n = fc.integer({ min: 0, max: 800 })
    fc.assert(
      fc.property(n, n, n, n, (paid, deemed, total, required) => {
        expect(count(paid, deemed, { total, paid: required }).shortfall).toBe(
          Math.max(0, total - (paid + deemed), required - paid),
        )
      }),
    )
  })

  it('never grows with another month, paid or deemed', () => {
    const n = fc.integer({ min: 0, max: 500 })
    fc.assert(
      fc.property(n, n, (paid, deemed) => {
        const { shortfall } = count(paid, deemed, men)
        expect(count(paid + 1, deemed, men).shortfall).toBeLessThanOrEqual(shortfall)
        expect(count(paid, deemed + 1, men).shortfall).toBeLessThanOrEqual(shortfall)
      }),
    )
  })
})

describe('E', () => {
  it.each([
    ['2026-05-18', '202606'],
    ['2026-05-31', '202606'],
    ['2026-05-01', '202606'],
    ['2026-12-31', '202701'],
    ['2024-02-29', '202403'],
  ])('is the month after the month of retr_date %s: %s', (retrDate, e) => {
    expect(effectiveMonth(day(retrDate))).toBe(e)
  })

  it('months from E on count only once the person has chosen to go on', () => {
    const posted = months(12, '202608')
    expect(countedMonths(posted, month('202606'), false)).toHaveLength(9)
    expect(countedMonths(posted, month('202606'), true)).toHaveLength(12)
  })
})

describe('months before one and since it', () => {
  it('are those that a look at each of them finds', () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 20 })
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 30 }), (offsets, at) => {
        const all = offsets.sort((a, b) => a - b).map((offset) => addMonths(month('202411'), offset))
        const one = addMonths(month('202411'), at)
        expect(monthsBefore(all, one)).toEqual(all.filter((each) => each < one))
        expect(monthsSince(all, one)).toEqual(all.filter((each) => each >= one))
      }),
    )
  })
})

describe('retired from', () => {
  const e = month('202606')
  it('E, if the months before it suffice', () => {
    expect(retiredFrom(months(372, '202605'), 360, e)).toBe('202606')
  })
  it('not at all while they do not', () => {
    expect(retiredFrom(months(359, '202605'), 360, e)).toBeUndefined()
  })
  it('the month after the last month needed', () => {
    expect(retiredFrom(months(130, '202612'), 120, e)).toBe('202606')
    expect(retiredFrom(months(121, '202612'), 120, e)).toBe('202612')
    expect(retiredFrom(months(120, '202612'), 120, e)).toBe('202701')
  })
  it('E, if none is needed', () => {
    expect(retiredFrom([], 0, e)).toBe('202606')
  })
  it('never before E, and always with the months needed before it', () => {
    const posted = fc.uniqueArray(fc.integer({ min: -400, max: 60 }), { maxLength: 200 })
    fc.assert(
      fc.property(posted, fc.integer({ min: 0, max: 150 }), (offsets, needed) => {
        const counted = offsets.map((n) => addMonths(e, n)).sort()
        const from = retiredFrom(counted, needed, e)
        expect(from === undefined).toBe(counted.length < needed)
        if (from === undefined) return
        expect(from >= e).toBe(true)
        expect(counted.filter((m) => m < from).length).toBeGreaterThanOrEqual(needed)
        if (from > e) expect(counted.filter((m) => m < addMonths(from, -1)).length).toBeLessThan(needed)
      }),
    )
  })
  it('needs what neither deemed months nor the paid minimum leave out', () => {
    expect(neededMonths(men, 0)).toBe(360)
    expect(neededMonths(men, 300)).toBe(120)
    expect(neededMonths({ total: 300, paid: 0 }, 400)).toBe(0)
  })
})
