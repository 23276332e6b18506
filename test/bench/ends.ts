/** Whether a case came to its end. */
import { type Keys, pidOf } from '../../shared/identity/index.ts'
import type { CaseRow } from '../../shared/registers/rows.ts'
import { loadFile } from '../../shared/table/files.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Measured } from './bundles.ts'

/** The `n`th case of a bundle; undefined unless there is exactly one. */
export async function caseOf(
  table: Table,
  keys: Keys,
  spec: Measured,
  n: number,
): Promise<{ only?: CaseRow; all: CaseRow[] }> {
  const file = await loadFile(table, keys, pidOf(keys, spec.psnNo(keys, n)))
  const all = file.all('case').filter(({ bundle }) => bundle === spec.bundle)
  const [only] = all
  return all.length === 1 && only ? { only, all } : { all }
}

/** What is wrong with the `n`th case; undefined if it is the only one of its person, done, and with the right result. */
export async function faultOf(table: Table, keys: Keys, spec: Measured, n: number): Promise<string | undefined> {
  const { only, all } = await caseOf(table, keys, spec, n)
  if (only?.status === 'done' && only.outcome?.result === spec.result) return undefined
  const found = all.map(({ status, step, outcome }) => `${status} at ${step}: ${JSON.stringify(outcome)}`)
  return `${spec.bundle} ${n} should be ${spec.result}: ${found.join('; ') || 'no case'}`
}
