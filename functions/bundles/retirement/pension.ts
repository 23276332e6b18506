/** Which approved pension a retirement goes by (RULES.md 1.2). Pure. */
import { compareInstants, type Day } from '../../../shared/calendar/index.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { Pension } from '../../../shared/registers/rows.ts'

function byTime(file: PersonFile): Pension[] {
  return file
    .all('pension')
    .sort((a, b) => compareInstants(a.time, b.time) || compareInstants(a.at, b.at) || (a.id < b.id ? -1 : 1))
}

/**
 * The pension that holds: of the retirement date approved first (or `decided` upon), the latest report. Undefined
 * while none is approved.
 */
export function pensionOf(file: PersonFile, decided?: Day): Pension | undefined {
  const pensions = byTime(file)
  const retrDate = decided ?? pensions[0]?.retr_date
  return pensions.filter((pension) => pension.retr_date === retrDate).at(-1)
}

/** The latest report of each other retirement date: a clerk has to know of it. */
export function differingPensions(file: PersonFile, held: Pension): Pension[] {
  const others = byTime(file).filter((pension) => pension.retr_date !== held.retr_date)
  return [...new Map(others.map((pension) => [pension.retr_date, pension])).values()]
}
