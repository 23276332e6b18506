/** Who gets a copy of somebody's packs: those who help them now, and may at least see what is theirs. */
import type { Day } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { mandatesInForce, sideOf } from '../../shared/registers/family/mandates.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import type { MandateScope } from '../../shared/registers/rows/mandates.ts'
import { loadPerson } from '../../shared/table/files.ts'

const seeing: readonly MandateScope[] = ['see', 'act']

/** The active helpers on a day. */
export async function helpersOf(ports: Ports, file: PersonFile, on: Day): Promise<Pid[]> {
  const named = file.all('mandate').filter((one) => sideOf(file, one) === 'principal' && one.ended_at === undefined)
  const helpers = await Promise.all(named.map(({ helper }) => loadPerson(ports.table, ports.keys, helper)))
  const active = helpers.filter((helper) =>
    mandatesInForce(file, helper, on).some(({ scopes }) => scopes.some((scope) => seeing.includes(scope))),
  )
  return [...new Set(active.map(({ pid }) => pid))]
}
