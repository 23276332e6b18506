import { type Day, yearOf } from '../calendar/index.ts'
import { type Admdvs, NATION, poolingAreaOf, provinceArea } from '../codes/index.ts'
import { madeOnce } from '../made-once.ts'
import { type AnyParameter, type Parameter, type PolicyRow, policyKey } from './parameter.ts'

/** The value that holds, and the row that says so: its source explains the decision. */
export interface PolicyFound<Value> {
  readonly found: true
  readonly value: Value
  readonly row: PolicyRow<Value>
}

/** No value holds: never guessed; what needs it waits (task `policy-missing`), a filing rule doesn't fit. */
export interface PolicyMissing {
  readonly found: false
  readonly parameter: AnyParameter
  readonly area: Admdvs
  readonly on: Day
}

/** The answer to a look-up: the value that holds, or that there is none. */
export type PolicyLookup<Value> = PolicyFound<Value> | PolicyMissing

/** Lays amendments over rows: of two with the same name, area and date the amendment holds, of two amendments the last. */
export function mergeRows(base: readonly PolicyRow[], amendments: readonly PolicyRow[]): readonly PolicyRow[] {
  const byKey = new Map(base.map((row) => [policyKey(row), row]))
  for (const row of amendments) byKey.set(policyKey(row), row)
  return [...byKey.values()]
}

/** The rows of a parameter, amended. */
export const rowsOf = (amendments: readonly PolicyRow[], parameter: AnyParameter): readonly PolicyRow[] =>
  amendedBy(amendments)(parameter)

/** Amendments are read once for many inputs, each of which asks for the same few parameters. */
const amendedBy = madeOnce((amendments: readonly PolicyRow[]) =>
  madeOnce(({ name, rows }: AnyParameter) =>
    mergeRows(
      rows,
      amendments.filter((row) => row.name === name),
    ),
  ),
)

/**
 * The value of a parameter in an area on the day of the business (bundles/RULES.md 2.1). The nearest wins: the pooling
 * area, then its province, then the nation. Within an area the latest row that has begun holds; of one by year only the
 * row of that year (bundles/RULES.md 1.2).
 */
export function policyAt<Value>(
  amendments: readonly PolicyRow[],
  parameter: Parameter<string, Value>,
  area: Admdvs,
  on: Day,
): PolicyLookup<Value> {
  const rows = rowsOf(amendments, parameter) as readonly PolicyRow<Value>[]
  for (const level of levelsOf(area)) {
    const row = latestAt(rows, parameter, level, on)
    if (row) return { found: true, value: row.value, row }
  }
  return { found: false, parameter, area: poolingAreaOf(area), on }
}

/** Whose rows hold in an area, the nearest first; of a place that is area and province in one once. */
function levelsOf(area: Admdvs): readonly Admdvs[] {
  const known = levels.get(area)
  if (known) return known
  const pooling = poolingAreaOf(area)
  const made = [...new Set([pooling, pooling === NATION ? NATION : provinceArea(pooling), NATION])]
  levels.set(area, made)
  return made
}

/** A country has some thousand areas. */
const levels = new Map<Admdvs, readonly Admdvs[]>()

/**
 * The rows that a decision in an area could rest on: its own, its province's and the nation's that no nearer row hides on
 * every day (bundles/RULES.md 1.4). A row holds until the next of its area, one by year for that year; so a nearer one
 * hides whatever begins no earlier.
 */
export function couldHold(amendments: readonly PolicyRow[], parameter: AnyParameter, area: Admdvs): PolicyRow[] {
  const rows = rowsOf(amendments, parameter)
  const hides = (near: PolicyRow, far: PolicyRow) =>
    parameter.byYear
      ? near.from !== undefined && far.from !== undefined && yearOf(near.from) === yearOf(far.from)
      : (near.from ?? '') <= (far.from ?? '')
  const nearer: PolicyRow[] = []
  return levelsOf(area).flatMap((level) => {
    const own = rows.filter(({ admdvs }) => admdvs === level)
    const seen = own.filter((row) => !nearer.some((near) => hides(near, row)))
    nearer.push(...own)
    return seen
  })
}

function latestAt<Value>(
  rows: readonly PolicyRow<Value>[],
  { byYear }: AnyParameter,
  admdvs: Admdvs,
  on: Day,
): PolicyRow<Value> | undefined {
  const own = byYear ? byAreaAndYear(rows).get(`${admdvs} ${on.slice(0, 4)}`) : byArea(rows).get(admdvs)
  let latest: PolicyRow | undefined
  for (const row of own ?? []) {
    if ((row.from ?? '') <= on && (!latest || (row.from ?? '') >= (latest.from ?? ''))) latest = row
  }
  return latest as PolicyRow<Value> | undefined
}

const byArea = madeOnce((rows: readonly PolicyRow[]) => Map.groupBy(rows, ({ admdvs }) => admdvs))
/** A row that names no year holds for none. */
const byAreaAndYear = madeOnce((rows: readonly PolicyRow[]) =>
  Map.groupBy(rows, ({ admdvs, from }) => `${admdvs} ${from?.slice(0, 4)}`),
)
