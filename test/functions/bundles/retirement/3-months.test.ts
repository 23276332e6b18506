/** RULES.md 3: the months that count, and the shortfall. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Contributed,
  count,
  countedMonths,
  effectiveMonth,
  monthsBefore,
  monthsSince,
  type Requirement,
  retiredFrom,
} from '../../../../functions/bundles/retirement/rules/months.ts'
import { addMonths, day, type Month, month, monthsFrom } from '../../../../shared/calendar/index.ts'

const men: Requirement = { total: 360, paid: 120, where: 'province' }
const women: Requirement = { ...men, total: 300 }
const months = (n: number, last: string): Month[] => monthsFrom(addMonths(month(last), 1 - n), month(last))
/** Months that all count towards what must really be paid. */
const anywhere = (all: Month[]): Contributed => ({ all, towardsPaid: all })

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
    expect(count({ paid, towardsPaid: paid, deemed }, required).shortfall).toBe(shortfall)
  })

  it('counts towards what must really be paid only what was paid where it must be', () => {
    expect(count({ paid: 372, towardsPaid: 100, deemed: 0 }, men).shortfall).toBe(20)
    expect(count({ paid: 350, towardsPaid: 115, deemed: 0 }, men).shortfall).toBe(10)
    expect(count({ paid: 110, towardsPaid: 0, deemed: 300 }, men).shortfall).toBe(120)
  })

  const n = fc.integer({ min: 0, max: 800 })
  it('is max(0, required total − total, required paid − those that count), whatever the numbers', () => {
    fc.assert(
      fc.property(n, n, n, n, n, (paid, towardsPaid, deemed, total, required) => {
        expect(count({ paid, towardsPaid, deemed }, { total, paid: required, where: 'area' }).shortfall).toBe(
          Math.max(0, total - (paid + deemed), required - towardsPaid),
        )
      }),
    )
  })

  it('never grows with another month, paid or deemed', () => {
    fc.assert(
      fc.property(n, n, n, (paid, elsewhere, deemed) => {
        const has = { paid: paid + elsewhere, towardsPaid: paid, deemed }
        const { shortfall } = count(has, men)
        for (const more of [
          { paid: has.paid + 1 },
          { paid: has.paid + 1, towardsPaid: paid + 1 },
          { deemed: deemed + 1 },
        ])
          expect(count({ ...has, ...more }, men).shortfall).toBeLessThanOrEqual(shortfall)
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
    const posted = { all: months(12, '202608'), towardsPaid: months(4, '202608') }
    expect(countedMonths(posted, month('202606'), false)).toEqual({
      all: months(9, '202605'),
      towardsPaid: [month('202605')],
    })
    expect(countedMonths(posted, month('202606'), true)).toEqual(posted)
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
  const needs = (paid: number): Requirement => ({ total: 0, paid, where: 'area' })
  it('E, if the months before it suffice', () => {
    expect(retiredFrom(anywhere(months(372, '202605')), 0, men, e)).toBe('202606')
  })
  it('not at all while they do not', () => {
    expect(retiredFrom(anywhere(months(359, '202605')), 0, men, e)).toBeUndefined()
    expect(retiredFrom({ all: months(400, '202605'), towardsPaid: months(119, '202605') }, 0, men, e)).toBeUndefined()
  })
  it('the month after the last month needed', () => {
    expect(retiredFrom(anywhere(months(130, '202612')), 0, needs(120), e)).toBe('202606')
    expect(retiredFrom(anywhere(months(121, '202612')), 0, needs(120), e)).toBe('202612')
    expect(retiredFrom(anywhere(months(120, '202612')), 0, needs(120), e)).toBe('202701')
  })
  it('the later of the two months after which neither is missing any more', () => {
    const elsewhere = months(240, '201612')
    const here = months(120, '202612')
    expect(retiredFrom({ all: [...elsewhere, ...here], towardsPaid: here }, 0, men, e)).toBe('202701')
    expect(retiredFrom({ all: [...elsewhere, ...here], towardsPaid: here }, 1, men, e)).toBe('202701')
    const after = months(4, '202610')
    const long = { all: [...months(358, '202605'), ...after], towardsPaid: months(150, '202605') }
    expect(retiredFrom(long, 0, men, e)).toBe('202609')
  })
  it('E, if none is needed', () => {
    expect(retiredFrom(anywhere([]), 0, needs(0), e)).toBe('202606')
    expect(retiredFrom(anywhere([]), 400, { total: 300, paid: 0, where: 'province' }, e)).toBe('202606')
  })
  it('never before E, and always with the months needed before it, but not a month earlier', () => {
    const posted = fc.uniqueArray(fc.record({ n: fc.integer({ min: -400, max: 60 }), here: fc.boolean() }), {
      maxLength: 200,
      selector: ({ n }) => n,
    })
    const n = fc.integer({ min: 0, max: 120 })
    fc.assert(
      fc.property(posted, n, n, n, (some, total, paid, deemed) => {
        const sorted = some.toSorted((a, b) => a.n - b.n).map(({ n, here }) => ({ at: addMonths(e, n), here }))
        const counted = {
          all: sorted.map(({ at }) => at),
          towardsPaid: sorted.filter(({ here }) => here).map(({ at }) => at),
        }
        const suffice = (end?: Month) => {
          const before = sorted.filter(({ at }) => end === undefined || at < end)
          return before.length + deemed >= total && before.filter(({ here }) => here).length >= paid
        }
        const from = retiredFrom(counted, deemed, { total, paid, where: 'area' }, e)
        expect(from !== undefined).toBe(suffice())
        if (from === undefined) return
        expect(from >= e).toBe(true)
        expect(suffice(from)).toBe(true)
        if (from > e) expect(suffice(addMonths(from, -1))).toBe(false)
      }),
    )
  })
})
