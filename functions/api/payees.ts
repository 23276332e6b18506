/** To whom money of a case can go (contract-operations.md, section 2, `provide-bank-account`). */
import { dayOf } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { World } from '../../shared/engine/world.ts'
import { sameName } from '../../shared/identity/index.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { manifestOf } from '../bundles/all.ts'

/** Whether an account under this name is a payee's: the person's of the case, or whose else the bundle says. */
export async function isPayee(ports: Ports, file: PersonFile, bundle: string, acctName: string): Promise<boolean> {
  const world = new World(ports)
  const today = dayOf(ports.clock.now())
  const others = await world.loading(() => manifestOf(bundle)?.payees?.({ file, look: world.look, today }) ?? [])
  const persons = [...(file.person ? [file.person] : []), ...others]
  return persons.some((person) => sameName(person.private.psn_name, acctName))
}
