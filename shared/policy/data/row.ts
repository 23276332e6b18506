import { day } from '../../calendar/index.ts'
import { type Admdvs, NATION, parseAdmdvs } from '../../codes/index.ts'
import type { PolicyName, PolicyValue } from '../definitions.ts'
import type { PolicyRow } from '../rows.ts'

/** Writes one row of data; the compiler checks the value against its name, {@link checkRows} in a test all the rest. */
export function row<N extends PolicyName>(
  name: N,
  admdvs: string,
  from: string | undefined,
  value: PolicyValue<N>,
  source: string,
): PolicyRow {
  const area: Admdvs | undefined = admdvs === NATION ? NATION : parseAdmdvs(admdvs)
  if (!area) throw new RangeError(`not an area: ${admdvs}`)
  return { name, admdvs: area, ...(from !== undefined && { from: day(from) }), value, source } as PolicyRow
}

/** The first date of a row that holds from always. */
export const ALWAYS = undefined
