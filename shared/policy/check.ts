import { type Day, parseDay, yearOf } from '../calendar/index.ts'
import { amend } from './amend.ts'
import { type AnyParameter, type PolicyRow, policyKey } from './parameter.ts'

/** A year between the first and the last of a parameter by year for which no row stands: such a year waits. */
export type YearGap = { readonly name: string; readonly admdvs: string; readonly year: number }

/** What is wrong with a set of rows, and the years they leave open. */
export type CheckResult = { readonly problems: readonly string[]; readonly gaps: readonly YearGap[] }

/**
 * Checks the rows of a parameter as a whole: every row valid as an amendment would have to be, none twice, those of one
 * area in the order of their dates. A gap between years is no fault, but one that has to be meant.
 */
export function checkRows(parameter: AnyParameter, rows: readonly PolicyRow[] = parameter.rows): CheckResult {
  const problems: string[] = []
  const seen = new Set<string>()
  for (const row of rows) {
    const key = policyKey(row)
    if (seen.has(key)) problems.push(`${key}: twice`)
    seen.add(key)
    const checked = amend(parameter, row)
    if (!checked.ok) problems.push(...checked.errors.map(({ field, message }) => `${key}: ${field}: ${message}`))
    else if (checked.row.admdvs !== row.admdvs) problems.push(`${key}: admdvs: not a pooling area`)
  }
  const groups = [...Map.groupBy(rows, (row) => row.admdvs).values()]
  const gaps = parameter.byYear ? groups.flatMap(yearGaps) : []
  return { problems: [...problems, ...groups.flatMap(disorder)], gaps }
}

function disorder(group: readonly PolicyRow[]): string[] {
  return group
    .filter((row, i) => i > 0 && (group[i - 1]?.from ?? '') > (row.from ?? ''))
    .map((row) => `${policyKey(row)}: stands after a later date`)
}

function yearGaps(group: readonly PolicyRow[]): YearGap[] {
  const [first] = group
  if (!first) return []
  const years = new Set(
    group
      .map(({ from }) => parseDay(from))
      .filter((d): d is Day => d !== undefined)
      .map(yearOf),
  )
  const gaps: YearGap[] = []
  for (let year = Math.min(...years); year < Math.max(...years); year += 1) {
    if (!years.has(year)) gaps.push({ name: first.name, admdvs: first.admdvs, year })
  }
  return gaps
}
