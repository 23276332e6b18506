/** RULES.md 3.3, 3.4: what an interruption means, by the rule itself. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { continuityOf, mostCoverable } from '../../../../functions/bundles/transfer/rules/continuity.ts'
import { addDays, addMonths, type Day, day, firstDay, lastDay, monthOf } from '../../../../shared/calendar/index.ts'
import { benefitsAfter } from './model.ts'

/** Last insured day in A, first in B, months one waits, and what follows: months to be paid back, or from when. */
const table: readonly [pausedOn: string, enrolledOn: string, waits: number, then: number | string][] = [
  // Within a month, and from one month to the next, nothing lies between.
  ['2026-03-01', '2026-03-02', 6, 0],
  ['2026-03-01', '2026-03-31', 6, 0],
  ['2026-01-31', '2026-02-01', 6, 0],
  ['2026-01-01', '2026-02-28', 6, 0],
  ['2025-12-31', '2026-01-01', 6, 0],
  // Paused on the day of enrolment or after it.
  ['2026-03-02', '2026-03-02', 6, 0],
  ['2026-03-20', '2026-03-02', 6, 0],
  ['2027-03-20', '2026-03-02', 6, 0],
  // The month of the pause and that of the enrolment do not count, on whichever day of them.
  ['2026-01-31', '2026-03-01', 6, 1],
  ['2026-01-01', '2026-03-31', 6, 1],
  ['2026-01-31', '2026-03-02', 6, 1],
  // February, of leap years and others.
  ['2024-01-31', '2024-03-01', 6, 1],
  ['2024-02-29', '2024-03-01', 6, 0],
  ['2025-02-28', '2025-03-01', 6, 0],
  ['2024-02-29', '2024-06-30', 6, 3],
  ['2024-02-29', '2024-07-01', 6, '2025-01-01'],
  // Exactly three months; a day makes them four.
  ['2025-11-01', '2026-03-31', 6, 3],
  ['2025-11-30', '2026-03-01', 6, 3],
  ['2025-10-31', '2026-03-01', 6, '2026-09-01'],
  ['2025-11-30', '2026-04-01', 6, '2026-10-01'],
  // The example of the rules; Jiangsu; the waiting time over New Year; none at all.
  ['2026-01-31', '2026-06-01', 6, '2026-12-01'],
  ['2026-01-31', '2026-06-01', 3, '2026-09-01'],
  ['2025-01-31', '2025-07-01', 6, '2026-01-01'],
  ['2025-01-31', '2025-12-31', 3, '2026-03-01'],
  ['2025-01-31', '2025-12-31', 1, '2026-01-01'],
  ['2025-01-31', '2025-12-31', 0, '2025-12-01'],
  ['2006-01-31', '2026-06-30', 6, '2026-12-01'],
]

const someDay = fc.integer({ min: 0, max: 12_000 }).map((days) => addDays(day('2000-01-01'), days))
const somePair = fc
  .tuple(someDay, fc.integer({ min: -60, max: 400 }))
  .map(([on, days]) => [on, addDays(on, days)] as const)
const waits = fc.integer({ min: 0, max: 6 })

describe('continuity', () => {
  it.each(table)('paused %s, enrolled %s, waiting %i months: %s', (pausedOn, enrolledOn, months, then) => {
    const expected =
      typeof then === 'number'
        ? { benefit: 'continuous', back_payment_months: then }
        : { benefit: 'waiting', back_payment_months: 0, benefit_from: then }
    expect(continuityOf(day(pausedOn), day(enrolledOn), months)).toEqual(expected)
  })

  it('is what the model says, for any two days', () => {
    fc.assert(
      fc.property(somePair, waits, ([pausedOn, enrolledOn], months) => {
        expect(continuityOf(pausedOn, enrolledOn, months)).toEqual(benefitsAfter(pausedOn, enrolledOn, months))
      }),
    )
  })

  it('depends on the two months alone, not on the days', () => {
    const ends = (on: Day) => [firstDay(monthOf(on)), lastDay(monthOf(on))]
    fc.assert(
      fc.property(somePair, waits, ([pausedOn, enrolledOn], months) => {
        const [pauses, enrolments] = [ends(pausedOn), ends(enrolledOn)]
        const all = pauses.flatMap((last) => enrolments.map((first) => continuityOf(last, first, months)))
        for (const one of all) expect(one).toEqual(all[0])
      }),
    )
  })

  it('never gets better by a later enrolment, and waits at most the waiting time', () => {
    fc.assert(
      fc.property(somePair, waits, ([pausedOn, enrolledOn], months) => {
        const now = continuityOf(pausedOn, enrolledOn, months)
        const later = continuityOf(pausedOn, firstDay(addMonths(monthOf(enrolledOn), 1)), months)
        if (now.benefit === 'waiting') {
          expect(later.benefit).toBe('waiting')
          expect(now.benefit_from <= firstDay(addMonths(monthOf(enrolledOn), months))).toBe(true)
        } else {
          expect(now.back_payment_months).toBeLessThanOrEqual(mostCoverable)
          if (later.benefit === 'continuous')
            expect(later.back_payment_months).toBeGreaterThanOrEqual(now.back_payment_months)
        }
      }),
    )
  })
})
