/**
 * What the bureau of the sample province has set: parameters that no published source gives it. The operator of the sample
 * day sets them before all else, as a bureau would on its first day; tests, simulator and bench begin with them.
 */
import { parameters } from '../../functions/bundles/all.ts'
import { samples } from '../../functions/bundles/index.ts'
import { amend, type PolicyRow, type SetRow } from '../../shared/policy/index.ts'
import { policyItems } from '../../shared/table/policies.ts'
import type { Table } from '../../shared/table/table.ts'

/** The rows of all bundles, as an operator sends them. */
export const sampleBureau: readonly SetRow[] = (
  await Promise.all(samples.map((one) => ('bureau' in one ? one.bureau() : [])))
).flat()

/** The same as they are kept. Throws if one is not valid: a bug. */
function sampleRows(): PolicyRow[] {
  return sampleBureau.map((one) => {
    const parameter = parameters.get(one.name)
    const checked = parameter && amend(parameter, one)
    if (!checked?.ok) throw new Error(`bureau: ${one.name}: ${JSON.stringify(checked?.errors ?? 'no parameter')}`)
    return checked.row
  })
}

/** Puts them into a new table, without the calls and lines of audit that an operator would leave. */
export async function settleBureau(table: Table): Promise<void> {
  const rows = sampleRows()
  if (rows.length > 0) await table.transact(policyItems(rows, rows.length).map((put) => ({ put })))
}
