/** To whom money of a case can go (contract-operations.md, section 2, `provide-bank-account`). */
import { dayOf } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/chain/ports.ts'
import { World } from '../../shared/chain/world.ts'
import { sameName } from '../../shared/identity/index.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { guardiansOf } from '../bundles/newborn/family.ts'

/** Whether an account under this name is the payee's: the person's of the case, or of a child one of its guardians'. */
export async function isPayee(ports: Ports, file: PersonFile, acctName: string): Promise<boolean> {
  const world = new World(ports)
  const today = dayOf(ports.clock.now())
  const guardians = await world.withFacts(() => guardiansOf({ file, look: world.look, today }))
  const persons = [...(file.person ? [file.person] : []), ...guardians.map(({ person }) => person)]
  return persons.some((person) => sameName(person.private.psn_name, acctName))
}
