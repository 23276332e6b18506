/** What newborn/RULES.md says, reckoned naively: the years offered, what they cost, and what a payment covers. */
import { addDays, type Day } from '../../../../shared/calendar/index.ts'
import type { CaseRow } from '../../../../shared/registers/rows.ts'

/** The last day on which a payment covers from birth. */
export const lastRetrospect = (birth: Day) => addDays(birth, 90)

/** Years offered: that of birth, and the next if the 90th day lies in it. */
export function offered(birth: Day): number[] {
  const year = Number(birth.slice(0, 4))
  return Number(lastRetrospect(birth).slice(0, 4)) > year ? [year, year + 1] : [year]
}

/** The table of the rules, row by row. */
export function cover(birth: Day, year: number, paid: string): { from: string; to: string } | undefined {
  const to = `${year}-12-31`
  const [y, m] = [Number(paid.slice(0, 4)), Number(paid.slice(5, 7))]
  const next = m === 12 ? `${y + 1}-01-01` : `${y}-${String(m + 1).padStart(2, '0')}-01`
  const ofBirth = year === Number(birth.slice(0, 4))
  if (year < Number(birth.slice(0, 4))) return undefined
  if (paid <= lastRetrospect(birth)) return ofBirth ? { from: birth, to } : { from: `${year}-01-01`, to }
  const from = next < `${year}-01-01` ? `${year}-01-01` : next
  return from > to ? undefined : { from, to }
}

const premiums: Record<number, string> = { 2023: '350.00', 2024: '380.00', 2025: '400.00', 2026: '400.00' }

/** What a year costs; where nothing is published, what operators of the simulator set. */
export const premiumOf = (year: number) => premiums[year] ?? '420.00'

/** Under which keys a case owes money back: one for each premium. */
export const owes = ({ state }: CaseRow): string[] =>
  ((state as { refunds?: { premium: string }[] }).refunds ?? []).map(({ premium }) => premium)
