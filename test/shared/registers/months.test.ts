import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, instantFromEpochMs, type Month, month, monthsFrom } from '../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { type Pid, pidOf } from '../../../shared/identity/index.ts'
import { fen } from '../../../shared/money/index.ts'
import { PersonFile, put } from '../../../shared/registers/file.ts'
import {
  monthsIn,
  monthsInProvince,
  type PaidMonths,
  paidMonths,
  runsOf,
  withMonths,
} from '../../../shared/registers/months.ts'
import type { MonthPaid, MonthRun, MonthsRow, YearOfMonths } from '../../../shared/registers/rows.ts'
import { rowItem } from '../../../shared/table/files.ts'
import { personKey, rowSk } from '../../../shared/table/keys.ts'
import { contribution } from '../../functions/bundles/retirement/scene.ts'
import { register } from '../../support/people.ts'
import { makeStack, testKeys } from '../../support/stack.ts'

const pid = 'p'.repeat(20) as Pid
const relation = { insutype: '310' as const, insu_admdvs: '130100' as Admdvs }
const first = month('200601')
const empty = PersonFile.of(pid, 1)

/** One report: months from one to another, and what was paid for each. */
interface Report {
  from: number
  length: number
  paid: MonthPaid
}

const paidAt = (base: number, ms: number, emp_no?: string): MonthPaid => ({
  base: fen(base),
  amt_psn: fen(base / 50),
  amt_emp: fen(base / 10),
  time: instantFromEpochMs(ms),
  ...(emp_no ? { emp_no } : {}),
})

const report: fc.Arbitrary<Report> = fc.record({
  from: fc.integer({ min: 0, max: 40 }),
  length: fc.integer({ min: 1, max: 30 }),
  paid: fc
    .tuple(
      fc.constantFrom(90_000, 500_000),
      // Few moments, so that reports of one time meet; some of them finer than a second.
      fc.constantFrom(1_700_000_000_000, 1_700_000_000_250, 1_600_000_000_000, 1_650_000_000_000),
      fc.constantFrom(undefined, 'E1'),
    )
    .map(([base, ms, emp_no]) => paidAt(base, ms, emp_no)),
})

const monthsOf = ({ from, length, paid }: Report): PaidMonths => {
  const begin = addMonths(first, from)
  return new Map(monthsFrom(begin, addMonths(begin, length - 1)).map((one) => [one, paid]))
}

/** The file after these reports, one after the other. */
const reported = (reports: readonly Report[], file = empty): PersonFile =>
  reports.reduce((all, one) => all.with(withMonths(all, { ...relation, months: monthsOf(one) })), file)

const rank = ({ time, base, emp_no }: MonthPaid) => `${time} ${String(base).padStart(9, '0')} ${emp_no ?? ''}`

/** Month by month: of the reports of each the latest, and of those of one time always the same. */
function naive(reports: readonly Report[]): [Month, MonthPaid][] {
  const months = new Map<Month, MonthPaid>()
  for (const one of reports) {
    for (const [at, paid] of monthsOf(one)) {
      const held = months.get(at)
      if (!held || rank(paid) > rank(held)) months.set(at, paid)
    }
  }
  return [...months].sort(([a], [b]) => (a < b ? -1 : 1))
}

const held = (file: PersonFile) => [...(paidMonths(file)[0]?.months ?? [])]
const runs = (file: PersonFile): MonthRun[] => file.all('months').flatMap((row) => (row as MonthsRow).runs)
const monthly = Array.from({ length: 240 }, (_, at): Report => {
  // Each month is reported by itself, at some second of the next one; the base rises once a year.
  const ms = 1_136_073_600_000 + at * 2_629_800_000 + ((at * 7919) % 1_000_000) * 1000
  return { from: at, length: 1, paid: paidAt(400_000 + Math.floor(at / 12) * 30_000, ms, 'E100000001') }
})

describe('contribution months as runs', () => {
  it('say what the reports say month by month, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(report, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.nat()), (reports, random) => {
        const other = reports
          .map((one) => [random.next().value, one] as const)
          .sort(([a], [b]) => a - b)
          .map(([, one]) => one)
        const file = reported(reports)
        expect(held(file)).toEqual(naive(reports))
        expect(file.all('months')).toEqual(reported([...other, ...other]).all('months'))
        expect(runs(file)).toEqual(runsOf(new Map(naive(reports))))
      }),
    )
  })

  it('are as few as say it, and one correction makes three of one', () => {
    const year = { from: 0, length: 12, paid: paidAt(400_000, 1_700_000_000_000) }
    const file = reported([year])
    expect(runs(file)).toHaveLength(1)
    expect(runs(file)[0]).toMatchObject({ from: '200601', to: '200612' })
    const corrected = reported([{ from: 5, length: 1, paid: paidAt(450_000, 1_700_000_001_000) }], file)
    expect(runs(corrected).map(({ from, to, base }) => [from, to, base])).toEqual([
      ['200601', '200605', 400_000],
      ['200606', '200606', 450_000],
      ['200607', '200612', 400_000],
    ])
    // Corrected back to what the others say they are one run again, and the month keeps the time of its correction.
    const back = reported([{ from: 5, length: 1, paid: paidAt(400_000, 1_700_000_002_000) }], corrected)
    expect(runs(back)).toHaveLength(1)
    expect(held(back)[5]?.[1].time).toBe(instantFromEpochMs(1_700_000_002_000))
    expect(held(back)[6]?.[1].time).toBe(instantFromEpochMs(1_700_000_000_000))
  })

  it('change nothing when they are told again', () => {
    const file = reported(monthly.slice(0, 30))
    expect(withMonths(file, { ...relation, months: monthsOf(monthly[3] as Report) })).toEqual([])
  })

  it('of twenty years are at most 3 kB as stored, each month reported by itself', () => {
    const file = reported(monthly)
    expect(held(file)).toEqual(naive(monthly))
    const [row] = file.all('months')
    const { p } = rowItem(testKeys, pid, rowSk('months', '310#130100'), row as MonthsRow)
    expect((p as Uint8Array).byteLength).toBeLessThanOrEqual(3_000)
  })
})

describe('years of months that an older release stored', () => {
  const oldRow = (year: string, months: readonly (readonly [Month, MonthPaid])[]): YearOfMonths => ({
    ...relation,
    year,
    months: Object.fromEntries(months) as YearOfMonths['months'],
  })
  const old = (reports: readonly Report[]): PersonFile => {
    const years = Map.groupBy(naive(reports), ([at]) => at.slice(0, 4))
    return empty.with([...years].map(([year, months]) => put('months', oldRow(year, months))))
  }

  it('are read as the runs are', () => {
    fc.assert(
      fc.property(fc.array(report, { minLength: 1, maxLength: 8 }), (reports) => {
        expect(held(old(reports))).toEqual(naive(reports))
      }),
    )
  })

  it('go into the runs when the relation is next touched, and lose nothing', () => {
    fc.assert(
      fc.property(fc.array(report, { minLength: 1, maxLength: 8 }), report, (before, next) => {
        const file = reported([next], old(before))
        expect(file.all('months')).toEqual(reported([...before, next]).all('months'))
      }),
    )
  })

  it('in the table are rewritten by the commit that touches them', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const psn_no = await register(stack, 1)
    const own = pidOf(testKeys, psn_no)
    for (const year of ['2024', '2025']) {
      const months = [
        ...monthsOf({ from: (Number(year) - 2006) * 12, length: 12, paid: paidAt(600_000, 1_700_000_000_000) }),
      ]
      const sk = rowSk('months', `310#130100#${year}`)
      await stack.table.write({ put: rowItem(testKeys, own, sk, oldRow(year, months)) })
    }
    expect(monthsInProvince(await stack.file(psn_no), '13')).toHaveLength(24)
    await stack.happen('contribution.posted', contribution(psn_no, '130100', '202601'))
    const stored = [...stack.table.items.values()].filter(
      ({ pk, sk }) => pk === personKey(own) && sk.includes('#months#'),
    )
    expect(stored.map(({ sk }) => sk)).toEqual([rowSk('months', '310#130100')])
    expect(monthsInProvince(await stack.file(psn_no), '13')).toHaveLength(25)
  })

  it('beside runs, written after a step back, are read together with them', () => {
    const later = { from: 3, length: 1, paid: paidAt(500_000, 1_700_000_000_000) }
    const file = reported(monthly.slice(0, 12)).with([put('months', oldRow('2006', [...monthsOf(later)]))])
    expect(held(file)).toEqual(naive([...monthly.slice(0, 12), later]))
    expect([...monthsIn(file.all('months')[1] as YearOfMonths).keys()]).toEqual(['200604'])
  })
})
