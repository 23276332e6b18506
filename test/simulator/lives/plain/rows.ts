/** The table of parameters in the text of the rules, copied by hand; and the nearest row that holds on a day. */
import { poolingArea } from './places.ts'

/** A dated value of a parameter. */
export interface Row {
  name: string
  admdvs: string
  /** Left out: from always. */
  from?: string
  value: unknown
}

/** A row that an operator sets, and when. */
export interface Amendment extends Row {
  /** Moment at which it is set. */
  at: string
}

const nation = '000000'
const months = (male: number, female: number) => ({ male, female })
const days = (birth: number, dystocia: number, more: number) => ({
  birth,
  dystocia,
  more,
  miscarriage: [{ under_weeks: 16, days: 15 }, { days: 42 }],
})
const taiyuan = { in_service: '0.72', retired: '0.81', resident: '0.50' }

const written: Readonly<Record<string, readonly (readonly [admdvs: string, from: string, value: unknown])[]>> = {
  transfer_without_application: [
    ['130000', '2023-08-15', true],
    ['330000', '2022-09-01', true],
    ['430000', '2025-07-10', true],
    ['320000', '2025-09-01', true],
  ],
  transfer_approval: [
    [nation, '', 'always'],
    ['330000', '2022-09-01', { above: '10000.00', days: 1 }],
    ['430000', '2025-07-10', 'never'],
  ],
  waiting_months: [
    [nation, '', 6],
    ['320000', '', 3],
  ],
  resident_premium: [
    [nation, '2023-01-01', '350.00'],
    [nation, '2024-01-01', '380.00'],
    [nation, '2025-01-01', '400.00'],
    [nation, '2026-01-01', '400.00'],
  ],
  newborn_free: [
    [nation, '', false],
    ['140000', '2024-07-10', true],
  ],
  newborn_late_from: [
    [nation, '', 'next-month'],
    ['350000', '', 'payment-day'],
  ],
  collection_period: [
    [nation, '', { from: '09-01', to: '12-31' }],
    ['130000', '2025-10-20', { from: '10-20', to: '02-28' }],
    ['530000', '2025-10-10', { from: '10-10', to: '02-25' }],
    ['350000', '2025-01-01', { from: '09-01', to: '02-28' }],
  ],
  allowance_min_months: [
    ['330000', '', 6],
    ['510000', '', 12],
  ],
  employer_verifies: [
    [nation, '', true],
    ['330000', '', false],
  ],
  allowance_review_above: [[nation, '', '60000.00']],
  allowance_payee: [
    [nation, '', 'employer'],
    [nation, '2026-02-01', 'person'],
    ['330000', '2025-07-01', 'person'],
    ['410000', '2025-08-01', 'person'],
    ['130000', '2025-08-31', 'person'],
    ['510000', '2025-09-01', 'person'],
    ['430000', '2025-12-01', 'person'],
    ['440000', '2025-12-01', 'person'],
    ['450000', '2026-01-01', 'person'],
    ['520000', '2026-01-01', 'person'],
    ['110000', '2026-01-31', 'person'],
  ],
  allowance_days: [
    [nation, '', days(98, 15, 15)],
    ['440000', '', days(98, 30, 15)],
  ],
  extended_days: [
    ['130000', '', { first: 60, second: 60, third: 90, none_alive: 0 }],
    ['330000', '', { first: 60, second: 90, third: 90 }],
    ['530000', '', { first: 60, second: 60, third: 60 }],
    ['420000', '', { first: 30, second: 30, third: 30 }],
  ],
  allowance_flexible: [
    [nation, '', false],
    ['350000', '2026-03-01', true],
    ['320000', '2026-01-01', true],
  ],
  retire_total_months: [
    ['139900', '2023-05-15', months(360, 300)],
    ['320000', '2023-06-01', months(300, 240)],
    ['440000', '2030-01-01', months(360, 300)],
  ],
  retire_paid_months: [
    ['139900', '2023-05-15', 120],
    ['131100', '', 180],
    ['440000', '', 120],
  ],
  retire_paid_where: [
    [nation, '', 'province'],
    ['139900', '2023-05-15', 'area'],
    ['440000', '', 'area'],
  ],
  temporary_filing_months: [[nation, '', 6]],
  province_filing_free: [['130000', '2023-04-01', true]],
  reduced_ratio: [['140100', '', { automatic: taiyuan, temporary: taiyuan }]],
}

/** The rows that the text names. */
export const rows: readonly Row[] = Object.entries(written).flatMap(([name, all]) =>
  all.map(([admdvs, from, value]) => ({ name, admdvs, ...(from === '' ? {} : { from }), value })),
)

/** Parameters whose rows hold for the year of their `from` alone. */
const byYear = new Set(['resident_premium'])

const byName = Map.groupBy(rows, ({ name }) => name)

/**
 * What a parameter says in an area on a day: the nearest wins (pooling area, province, nation), of the rows there the
 * latest that has begun. Undefined if none does: what needs it waits.
 */
export function holding<T>(name: string, area: string, on: string, set: readonly Row[] = []): T | undefined {
  const own = set.filter((row) => row.name === name)
  for (const level of [poolingArea(area), `${area.slice(0, 2)}0000`, nation]) {
    let best: Row | undefined
    for (const row of [...(byName.get(name) ?? []), ...own]) {
      const from = row.from ?? ''
      if (row.admdvs !== level || from > on || (byYear.has(name) && from.slice(0, 4) !== on.slice(0, 4))) continue
      if (!best || from >= (best.from ?? '')) best = row
    }
    if (best) return best.value as T
  }
  return undefined
}

/** Days on which something begins to hold, by what is asked: what the dates of lives are laid around. */
export function firstDays(...names: string[]): string[] {
  return rows.filter(({ name, from }) => names.includes(name) && from !== undefined).map(({ from }) => from as string)
}
