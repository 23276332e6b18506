/**
 * Dated parameters as a desk's process keeps them: read once in a few seconds, and arranged so that a look-up does not
 * run through all rows. Answers what `policyAt` answers, of parameters that are not by year; a test holds them against
 * each other.
 */
import { type Day, epochMs, type Instant } from '../../shared/calendar/index.ts'
import type { Clock } from '../../shared/clock/index.ts'
import { type Admdvs, NATION, poolingAreaOf, provinceArea } from '../../shared/codes/index.ts'
import { basePolicies } from '../../shared/policy/data/index.ts'
import type { PolicyLookup, PolicyName, PolicyRow } from '../../shared/policy/index.ts'
import { policyKey } from '../../shared/policy/rows.ts'
import { policyPartition } from '../../shared/table/keys.ts'
import { queryAll, type Table } from '../../shared/table/table.ts'
import type { PolicyAt } from '../bundles/filing/decision.ts'

/** How long an amendment made in another process may go unnoticed. */
const keptMs = 5_000

/** Look-ups in the parameters that hold, and word that they have changed. */
export interface PolicyCache {
  current(): Promise<PolicyAt>
  /** Reads them again the next time, for example after an amendment made in this process. */
  forget(): void
}

const caches = new WeakMap<Table, PolicyCache>()

/** The one cache of this table in this process, so that whoever amends the parameters here can say so. */
export function policiesOf(table: Table, clock: Clock): PolicyCache {
  const cache = caches.get(table) ?? cachePolicies(table, clock)
  caches.set(table, cache)
  return cache
}

/** Keeps the parameters of this table for a few seconds of the clock. */
export function cachePolicies(table: Table, clock: Clock): PolicyCache {
  let kept: { policy: Promise<PolicyAt>; at: Instant } | undefined
  const read = (at: Instant) => {
    const fresh = { policy: readPolicies(table), at }
    kept = fresh
    // What could not be read must not be kept: the next decision tries again.
    fresh.policy.catch(() => {
      if (kept === fresh) kept = undefined
    })
    return fresh.policy
  }
  return {
    current() {
      const now = clock.now()
      return kept && epochMs(now) - epochMs(kept.at) < keptMs ? kept.policy : read(now)
    },
    forget() {
      kept = undefined
    },
  }
}

async function readPolicies(table: Table): Promise<PolicyAt> {
  const items = await queryAll(table, { pk: policyPartition })
  // The item of the amendments' version holds no row.
  const amendments = items.flatMap((item) => (item.d === undefined ? [] : [JSON.parse(item.d as string) as PolicyRow]))
  return arrange([...basePolicies, ...amendments])
}

/** Look-ups in these rows; of two with the same name, area and date the later one in the list holds. */
export function arrange(rows: readonly PolicyRow[]): PolicyAt {
  const byPlace = new Map<string, PolicyRow[]>()
  for (const row of new Map(rows.map((row) => [policyKey(row), row])).values()) {
    const place = `${row.name}|${row.admdvs}`
    byPlace.set(place, [...(byPlace.get(place) ?? []), row])
  }
  for (const list of byPlace.values()) list.sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1))
  const at = (name: PolicyName, level: Admdvs, on: Day) =>
    byPlace.get(`${name}|${level}`)?.find(({ from }) => from === undefined || from <= on)
  return <N extends PolicyName>(name: N, area: Admdvs, on: Day): PolicyLookup<N> => {
    const pooling = poolingAreaOf(area)
    const row = at(name, pooling, on) ?? at(name, provinceArea(pooling), on) ?? at(name, NATION, on)
    if (!row) return { found: false, name, area: pooling, on }
    return { found: true, value: row.value, row } as PolicyLookup<N>
  }
}
