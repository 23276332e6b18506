/**
 * Dated parameters as a desk's process keeps them: read once in a few seconds, and arranged so that a look-up does not
 * run through all rows. Answers what `policyAt` answers, of parameters that are not by year; a test holds them against
 * each other.
 */
import { type Day, epochMs, type Instant } from '../../shared/calendar/index.ts'
import type { Clock } from '../../shared/clock/index.ts'
import { type Admdvs, NATION, poolingAreaOf, provinceArea } from '../../shared/codes/index.ts'
import type { AnyParameter, Parameter, PolicyLookup, PolicyRow } from '../../shared/policy/index.ts'
import { rowsOf } from '../../shared/policy/lookup.ts'
import { policyPartition } from '../../shared/table/keys.ts'
import { amendmentsIn } from '../../shared/table/policies.ts'
import { queryAll, type Table } from '../../shared/table/table.ts'
import type { PolicyAt } from '../bundles/filing/rules/decision.ts'

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
  return arrange(amendmentsIn(await queryAll(table, { pk: policyPartition })))
}

/** Look-ups in what operators have set, laid over what the parameters themselves say. */
export function arrange(amendments: readonly PolicyRow[]): PolicyAt {
  const arranged = new Map<string, ReadonlyMap<string, readonly PolicyRow[]>>()
  const placesOf = (parameter: AnyParameter) => {
    const known = arranged.get(parameter.name)
    if (known) return known
    const latestFirst = [...rowsOf(amendments, parameter)].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1))
    const places = Map.groupBy(latestFirst, (row): string => row.admdvs)
    arranged.set(parameter.name, places)
    return places
  }
  return <Value>(parameter: Parameter<string, Value>, area: Admdvs, on: Day): PolicyLookup<Value> => {
    const places = placesOf(parameter)
    const at = (level: Admdvs) => places.get(level)?.find(({ from }) => from === undefined || from <= on)
    const pooling = poolingAreaOf(area)
    const row = (at(pooling) ?? at(provinceArea(pooling)) ?? at(NATION)) as PolicyRow<Value> | undefined
    return row ? { found: true, value: row.value, row } : { found: false, parameter, area: pooling, on }
  }
}
