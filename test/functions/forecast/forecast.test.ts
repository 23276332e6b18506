/** Forecasts against a naive model of their rule, by its examples (bundles/RULES.md 12.1). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clerksFor, errorsOf, expectedOf, type History, kindOf } from '../../../functions/forecast/forecast.ts'
import { addDays, type Day, day, daysFrom, yearOf } from '../../../shared/calendar/index.ts'

/** 2026: Saturday 14 February is worked, 16 to 20 are off. */
const odd = new Set(['2026-02-14', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'].map(day))
const calendar = (year: number) => (year === 2026 ? odd : undefined)
const today = day('2026-03-12')

const mondays = (...counts: number[]): History => ({
  calendar,
  counts: new Map(
    counts.map((count, n) => [addDays(day('2026-03-09'), -7 * n), count] as const).filter(([, n]) => n > 0),
  ),
})

describe('what is expected', () => {
  it.each<[History, string, unknown, number | undefined]>([
    [
      { calendar: () => undefined, counts: mondays(5, 6, 4).counts },
      'Mondays 4, 6, 5',
      { expected: 5, low: 4, high: 6 },
      1,
    ],
    [
      { calendar: () => undefined, counts: mondays(51, 50, 60, 40).counts },
      'four',
      { expected: 51, low: 40, high: 60 },
      3,
    ],
    [mondays(6, 4), 'two are too few', undefined, undefined],
    [mondays(), 'none', undefined, undefined],
  ])('%# $1', (history, _, expected, clerks) => {
    const found = expectedOf(history, 'mon', today)
    expect(found).toEqual(expected)
    if (found) expect(clerksFor(found.expected, 15, 360)).toBe(clerks)
  })

  it('knows kinds of days by the calendar', () => {
    const kinds = daysFrom(day('2026-02-13'), day('2026-02-24')).map((date) => kindOf(date, calendar))
    expect(kinds).toEqual(['fri', 'mon', 'off', 'off', 'off', 'off', 'off', 'off', 'off', 'off', 'mon', 'tue'])
  })

  it('is the rule’s, whatever there was', () => {
    const begin = day('2026-01-01')
    const counts = fc.array(fc.nat(5), { minLength: 0, maxLength: 75 })
    fc.assert(
      fc.property(counts, (all) => {
        const history: History = {
          calendar,
          counts: new Map(all.flatMap((count, n) => (count > 0 ? [[addDays(begin, n), count] as const] : []))),
        }
        const naive = naively(history, today)
        for (const kind of ['mon', 'tue', 'wed', 'thu', 'fri', 'off']) {
          expect(expectedOf(history, kind as never, today)?.expected).toBe(naive.expected(kind, today))
        }
        expect(errorsOf(history, today)).toEqual(naive.errors())
      }),
      { numRuns: 60 },
    )
  })
})

/** The rule as it reads, by going through all days; calendars are said here anew. */
function naively({ counts }: History, now: Day) {
  const at = (date: Day) => counts.get(date) ?? 0
  const first = [...counts.keys()].sort()[0]
  const kindOfDay = (date: Day) => {
    const number = new Date(`${date}T00:00:00Z`).getUTCDay()
    const isWeekend = number === 0 || number === 6
    const isOdd = yearOf(date) === 2026 && odd.has(date)
    if (isWeekend !== isOdd) return 'off'
    return isWeekend ? 'mon' : ['mon', 'tue', 'wed', 'thu', 'fri'][number - 1]
  }
  const expected = (kind: string | undefined, before: Day): number | undefined => {
    if (first === undefined || first >= before) return undefined
    const seen = daysFrom(first, addDays(before, -1))
      .filter((date) => kindOfDay(date) === kind)
      .slice(-8)
      .map(at)
    if (seen.length < 3) return undefined
    const sorted = seen.sort((a, b) => a - b)
    const half = sorted.length / 2
    return Number.isInteger(half) ? Math.round((sorted[half - 1]! + sorted[half]!) / 2) : sorted[Math.floor(half)]
  }
  const errors = () => {
    const pairs = daysFrom(addDays(now, -28), addDays(now, -1)).flatMap((date) => {
      const of = expected(kindOfDay(date), date)
      const before = addDays(date, -7)
      return of === undefined || before < first! ? [] : [[Math.abs(at(date) - of), Math.abs(at(date) - at(before))]]
    })
    const mean = (which: number) =>
      pairs.length === 0
        ? null
        : (
            Math.floor((pairs.reduce((sum, pair) => sum + pair[which]!, 0) * 200 + pairs.length) / (2 * pairs.length)) /
            100
          ).toFixed(2)
    return { mae: mean(0), naive_mae: mean(1) }
  }
  return { expected, errors }
}
