/** What operators have set of parameters, read whole, and kept for as long as its version stands. */
import type { Clock } from '../clock/index.ts'
import { type PolicyRow, rowId } from '../policy/index.ts'
import { versioned, versionKey, versionSk } from './common/versioned.ts'
import { policyPartition, policyRowKey } from './keys.ts'
import type { Item, Table } from './table.ts'

/** What operators have set of parameters, and the version it was read at. */
export interface Policies {
  amendments: readonly PolicyRow[]
  version: number
}

/** Amendments as items, with the version at which they are read. */
export const policyItems = (rows: readonly PolicyRow[], version: number): Item[] => [
  { ...versionKey(policyPartition), v: version },
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

const kept = versioned((items, version): Policies => ({ amendments: amendmentsIn(items), version }))

/** Reads what operators have set. */
export const loadPolicies = (table: Table): Promise<Policies> => kept.load(table, policyPartition)

/** The amendments among the items of the policies' partition; what earlier releases stored says no standing, but is set too. */
export const amendmentsIn = (items: readonly Item[]): PolicyRow[] =>
  items.filter(({ sk }) => sk !== versionSk).map(({ d }) => ({ ...JSON.parse(d as string), standing: 'set' }))

/** Whether a table's parameters are known, so that reading them costs next to nothing. */
export const arePoliciesKnown = (table: Table): boolean => kept.isKnown(table, policyPartition)

/**
 * {@link loadPolicies} as of now, for one read unit where they are known. Otherwise every batch would read all rows of one
 * partition: more than it gives, at half a thousand batches a second.
 */
export const currentPolicies = (of: { table: Table; clock: Clock }): Promise<Policies> =>
  kept.current(of, policyPartition)
