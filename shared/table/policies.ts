/** What operators have set of parameters, read whole, and kept for as long as its version stands. */
import { epochMs } from '../calendar/index.ts'
import type { Clock } from '../clock/index.ts'
import { type PolicyRow, rowId } from '../policy/index.ts'
import { policyPartition, policyRowKey } from './keys.ts'
import { type Item, type Key, queryAll, type Table } from './table.ts'

/** Sort key of the policies' version, before all amendments. */
export const policyVersionSk = '#version'

const versionKey: Key = { pk: policyPartition, sk: policyVersionSk }

/** What operators have set of parameters, and the version it was read at. */
export interface Policies {
  amendments: readonly PolicyRow[]
  version: number
}

/** Amendments as items, with the version at which they are read. */
export const policyItems = (rows: readonly PolicyRow[], version: number): Item[] => [
  { ...versionKey, v: version },
  ...rows.map((row) => ({
    pk: policyPartition,
    sk: `${row.name}#${row.admdvs}#${row.from ?? ''}`,
    d: JSON.stringify(row),
  })),
  ...keptRows(rows),
]

/** Rows as they are kept for good: a decision names them by their ids. */
export const keptRows = (rows: readonly PolicyRow[]): Item[] =>
  rows.map((row) => ({ ...policyRowKey(rowId(row)), d: JSON.stringify(row) }))

/** What was kept under these ids; one that no release and no operator has brought is left out. */
export async function keptRowsOf(table: Table, ids: readonly string[]): Promise<ReadonlyMap<string, PolicyRow>> {
  const rows = await Promise.all(
    ids.map(async (id) => {
      const item = await table.get(policyRowKey(id))
      return item ? [[id, JSON.parse(item.d as string) as PolicyRow] as const] : []
    }),
  )
  return new Map(rows.flat())
}

/** Reads what operators have set. */
export async function loadPolicies(table: Table): Promise<Policies> {
  const items = await queryAll(table, { pk: policyPartition })
  const version = items.find((item) => item.sk === policyVersionSk)?.v as number | undefined
  return { amendments: amendmentsIn(items), version: version ?? 0 }
}

/** The amendments among the items of the policies' partition; what earlier releases stored says no standing, but is set too. */
export const amendmentsIn = (items: readonly Item[]): PolicyRow[] =>
  items.filter(({ sk }) => sk !== policyVersionSk).map(({ d }) => ({ ...JSON.parse(d as string), standing: 'set' }))

/** What a process knows of a table's parameters: the version, since when it was seen, and what holds under it. */
interface Known {
  readonly version: number
  readonly seenMs: number
  policies?: Policies
}

const known = new WeakMap<Table, Known>()

/**
 * A Query is no transaction: beside a version that was just set it may find rows as they were before. What is read so long
 * after a version was first seen is all of it, and may be kept.
 */
const settledAfterMs = 5_000

/** Whether a table's parameters are known, so that reading them costs next to nothing. */
export const arePoliciesKnown = (table: Table): boolean => known.get(table)?.policies !== undefined

/**
 * {@link loadPolicies} as of now, for one read unit where they are known: the version is read, and the rows only if it is
 * new. Otherwise every batch would read all rows of one partition: more than it gives, at half a thousand batches a second.
 */
export async function currentPolicies({ table, clock }: { table: Table; clock: Clock }): Promise<Policies> {
  const version = ((await table.get(versionKey))?.v as number | undefined) ?? 0
  const nowMs = epochMs(clock.now())
  const before = known.get(table)
  const seen: Known = before?.version === version ? before : { version, seenMs: nowMs }
  known.set(table, seen)
  if (seen.policies) return seen.policies
  const policies = await loadPolicies(table)
  if (policies.version === version && nowMs - seen.seenMs >= settledAfterMs) seen.policies = policies
  return policies
}
