/** What a parameter says in an area today, for a call that answers by it. */
import { dayOf } from '../../shared/calendar/index.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { type Parameter, policyAt } from '../../shared/policy/index.ts'
import { currentPolicies } from '../../shared/table/policies.ts'

/** The value; what the release brings of it for the nation holds where nothing else does. Throws if it brings none: a bug. */
export async function valueToday<Value>(
  { table, clock }: Pick<Ports, 'table' | 'clock'>,
  parameter: Parameter<string, Value>,
  area: Admdvs,
): Promise<Value> {
  const { amendments } = await currentPolicies({ table, clock })
  const found = policyAt(amendments, parameter, area, dayOf(clock.now()))
  if (!found.found) throw new Error(`${parameter.name} has no value for ${area}`)
  return found.row.value
}
