import { type Day, yearOf } from '../calendar/index.ts'
import { type Admdvs, NATION, poolingAreaOf, provinceArea } from '../codes/index.ts'
import { type PolicyName, type PolicyValue, policyDefinitions } from './definitions.ts'
import type { PolicyRow } from './rows.ts'

/** The value that holds, and the row that says so: its source explains the decision. */
export type PolicyFound<N extends PolicyName> = {
  readonly found: true
  readonly value: PolicyValue<N>
  readonly row: PolicyRow<N>
}

/** No value holds: never guessed; what needs it waits (task `policy-missing`), a filing rule doesn't fit. */
export type PolicyMissing = {
  readonly found: false
  readonly name: PolicyName
  readonly area: Admdvs
  readonly on: Day
}

/** The answer to a look-up: the value that holds, or that there is none. */
export type PolicyLookup<N extends PolicyName> = PolicyFound<N> | PolicyMissing

/**
 * The value of a parameter in an area on the day of the business (bundles/RULES.md 2.1). The nearest wins: the pooling
 * area, then its province, then the nation. Within an area the latest row that has begun holds; of one by year only the
 * row of that year (bundles/RULES.md 1.2).
 */
export function policyAt<N extends PolicyName>(
  rows: readonly PolicyRow[],
  name: N,
  area: Admdvs,
  on: Day,
): PolicyLookup<N> {
  const pooling = poolingAreaOf(area)
  const levels = pooling === NATION ? [NATION] : [pooling, provinceArea(pooling), NATION]
  for (const level of levels) {
    const row = latestAt(rows, name, level, on)
    if (row) return { found: true, value: row.value as PolicyValue<N>, row }
  }
  return { found: false, name, area: pooling, on }
}

function latestAt<N extends PolicyName>(
  rows: readonly PolicyRow[],
  name: N,
  admdvs: Admdvs,
  on: Day,
): PolicyRow<N> | undefined {
  const { byYear } = policyDefinitions[name]
  let latest: PolicyRow | undefined
  for (const row of rows) {
    if (row.name !== name || row.admdvs !== admdvs || !hasBegun(row, byYear, on)) continue
    if (!latest || (row.from ?? '') >= (latest.from ?? '')) latest = row
  }
  return latest as PolicyRow<N> | undefined
}

function hasBegun(row: PolicyRow, byYear: boolean, on: Day): boolean {
  if (row.from === undefined) return !byYear
  return row.from <= on && (!byYear || yearOf(row.from) === yearOf(on))
}
