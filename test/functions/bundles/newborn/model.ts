/** What newborn/RULES.md says, reckoned naively: the years offered, what they cost, and what a payment covers. */
import { addDays, type Day } from '../../../../shared/calendar/index.ts'
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import { holding } from '../../../simulator/lives/plain/rows.ts'

/** The last day on which a payment covers from birth. */
export const lastRetrospect = (birth: Day) => addDays(birth, 90)

/** Years offered: that of birth, and the next if the 90th day lies in it. */
export function offered(birth: Day): number[] {
  const year = Number(birth.slice(0, 4))
  return Number(lastRetrospect(birth).slice(0, 4)) > year ? [year, year + 1] : [year]
}

/** The table of the rules, row by row. */
export function cover(area: string, birth: Day, year: number, paid: string): { from: string; to: string } | undefined {
  const to = `${year}-12-31`
  const [y, m] = [Number(paid.slice(0, 4)), Number(paid.slice(5, 7))]
  const next = m === 12 ? `${y + 1}-01-01` : `${y}-${String(m + 1).padStart(2, '0')}-01`
  const ofBirth = year === Number(birth.slice(0, 4))
  if (year < Number(birth.slice(0, 4))) return undefined
  if (paid <= lastRetrospect(birth)) return ofBirth ? { from: birth, to } : { from: `${year}-01-01`, to }
  const late = holding('newborn_late_from', area, paid) === 'payment-day' ? paid : next
  const from = late < `${year}-01-01` ? `${year}-01-01` : late
  return from > to ? undefined : { from, to }
}

/** Whether the year of birth needs no premium. */
export const isFree = (area: string, birth: Day): boolean => holding('newborn_free', area, birth) === true

/** Whether premiums are collected by self-declaration on a day; February is whole. */
export function inCollection(area: string, on: string): boolean {
  const period = holding<{ from: string; to: string }>('collection_period', area, on)
  if (!period) throw new Error('no collection period')
  const [date, last] = [on.slice(5), period.to === '02-28' ? '02-29' : period.to]
  return period.from <= last ? period.from <= date && date <= last : date >= period.from || date <= last
}

/** What a year costs; where nothing is published, what operators of the simulator set. */
export const premiumOf = (year: number) =>
  holding<string>('resident_premium', '000000', `${year}-01-01`) ?? published.resident_premium

/** What operators of the simulator set where nothing is published. */
export const published = { resident_premium: '420.00' }

/** Under which keys a case owes money back: one for each premium, and one for what of it was too much. */
export const owes = ({ state }: CaseRow): string[] =>
  ((state as { refunds?: { premium: string; reason: string }[] }).refunds ?? []).map(({ premium, reason }) =>
    reason === 'overpaid' ? `${premium}.over` : premium,
  )
