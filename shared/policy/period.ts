import type { Day } from '../calendar/index.ts'

/** Whether a date lies in a period that comes every year (`collection_period`); one may reach over the new year. */
export function inYearlyPeriod(period: { readonly from: string; readonly to: string }, on: Day): boolean {
  const at = on.slice(5)
  // 29 February belongs to the day before it: no period can begin or end on a date most years don't have.
  const date = at === '02-29' ? '02-28' : at
  if (period.from <= period.to) return period.from <= date && date <= period.to
  return date >= period.from || date <= period.to
}
