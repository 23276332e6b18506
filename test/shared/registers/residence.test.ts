/** Where somebody lives on a day, whatever the order of the reports (decision 0100). */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day, type Instant } from '../../../shared/calendar/index.ts'
import { PersonFile, put } from '../../../shared/registers/file.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import { livingIn, registerResidence, residenceOn, standingOn } from '../../../shared/registers/residence.ts'
import type { Person } from '../../../shared/registers/rows.ts'

const first = '2026-03-01' as Day
const days = Array.from({ length: 20 }, (_, n) => addDays(first, n))
const someone = put('person', { psn_no: 'P1', brdy: '1990-01-01', private: { psn_name: '张三' } } as Person)
const nobody = PersonFile.of('p'.repeat(20) as Pid, 1, [someone])

type Report = { community: string; from: Day; to?: Day; time: string }

const told = (reports: readonly Report[]) =>
  reports.reduce((file, { time, ...data }) => {
    const event = { type: 'residence.registered', id: '', source: '', time: time as Instant, data } as const
    const result = registerResidence(file, event)
    return 'ok' in result ? file.with(result.ok.change ?? []) : file
  }, nobody)

const here = '130102001001'
const there = '130200001001'

describe('the one with the latest beginning not after the day holds, unless its last day is past', () => {
  test.each([
    ['before the first', [{ from: '2026-03-05' }], '2026-03-04', undefined],
    ['on its first day', [{ from: '2026-03-05' }], '2026-03-05', here],
    ['on its last day', [{ from: '2026-03-05', to: '2026-03-06' }], '2026-03-06', here],
    ['after it', [{ from: '2026-03-05', to: '2026-03-06' }], '2026-03-07', undefined],
    [
      'an ended one does not bring an earlier back',
      [{ from: '2026-03-01' }, { from: '2026-03-05', to: '2026-03-06' }],
      '2026-03-07',
      undefined,
    ],
    [
      'one to come does not hold yet',
      [{ from: '2026-03-01' }, { from: '2026-03-09', community: there }],
      '2026-03-08',
      here,
    ],
  ] as const)('%s', (_, rows, on, community) => {
    const reports = rows.map((row) => ({ community: here, time: '2026-03-01T00:00:00+08:00', ...row }))
    expect(residenceOn(told(reports as unknown as Report[]), on as Day)?.community).toBe(community)
  })

  test('of two reports of one beginning the later holds, in whichever order they came', () => {
    const early = { community: here, from: first, time: '2026-03-01T08:00:00+08:00' }
    const late = { community: there, from: first, time: '2026-03-01T09:00:00+08:00' }
    for (const reports of [
      [early, late],
      [late, early],
    ]) {
      expect(residenceOn(told(reports), first)?.community).toBe(there)
    }
  })

  test('what is kept for screenings says the same as the file, on every day to come', () => {
    const report = fc.record(
      {
        community: fc.constantFrom(here, '130102001002', there),
        from: fc.integer({ min: 0, max: 19 }),
        length: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
        hour: fc.integer({ min: 10, max: 23 }),
      },
      { requiredKeys: ['community', 'from', 'length', 'hour'] },
    )
    fc.assert(
      fc.property(fc.array(report, { maxLength: 6 }), fc.integer({ min: 0, max: 19 }), (reports, now) => {
        const file = told(
          reports.map(({ community, from, length, hour }) => ({
            community,
            from: days[from] as Day,
            ...(length === undefined ? {} : { to: addDays(days[from] as Day, length) }),
            time: `2026-03-01T${hour}:00:00+08:00`,
          })),
        )
        const [ours, theirs] = (['130100', '130200'] as const).map((area) =>
          livingIn(file, area as never, days[now] as Day),
        )
        for (const on of days.slice(now)) {
          const home = residenceOn(file, on)?.community
          const said = [ours, theirs].flatMap((living) => (living ? (standingOn(living, on)?.community ?? []) : []))
          expect(said).toEqual(home === undefined ? [] : [home])
        }
      }),
      { numRuns: 200 },
    )
  })
})
