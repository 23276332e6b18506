/** Whom a pack reaches by way of somebody who is looked at: themselves, or, of who is under 18, each guardian. */
import type { Day } from '../../shared/calendar/index.ts'
import { areasWithin } from '../../shared/codes/area-list.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { guardiansOn, guardianTo, isOfAge } from '../../shared/registers/family/guardians.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { loadPerson } from '../../shared/table/files.ts'
import { numberKey } from '../../shared/table/keys.ts'
import { births } from '../bundles/all.ts'
import { fits, isThere, type Where } from './audience.ts'
import type { Pack } from './pack.ts'

/** Where a pack looks for people on a day. */
export const placeOf = ({ admdvs }: Pack, on: Day): Where => ({ on, areas: new Set(areasWithin(admdvs)) })

/** The recipients by way of one person; none if the person does not fit. */
export async function recipientsBy(ports: Ports, pack: Pack, where: Where, pid: Pid): Promise<Pid[]> {
  const file = await loadPerson(ports.table, ports.keys, pid)
  const { person } = file
  if (!person || !isAlive(file, where.on) || !isThere(file, where)) return []
  const dependants = pack.audience.child_under_days === undefined ? [] : await dependantsOf(ports, file, where.on)
  if (!fits(pack.audience, { file, person, dependants }, where)) return []
  if (isOfAge(file, where.on)) return [file.pid]
  return (await guardiansOf(ports, file, where.on)).map((guardian) => guardian.pid)
}

/** Of who dies later the pack lapses when it would be sent. */
const isAlive = ({ died }: PersonFile, on: Day) => died === undefined || died > on

/** The living whom somebody acts for. */
async function dependantsOf(ports: Ports, own: PersonFile, on: Day): Promise<PersonFile[]> {
  const links = own.all('link').filter(({ role }) => role === 'dependant')
  const files = await Promise.all(links.map(({ pid }) => loadPerson(ports.table, ports.keys, pid)))
  return files.filter((file) => isAlive(file, on) && guardianTo(file, own, on, births) !== undefined)
}

/** Guardians who are known, alive and of age, wherever they are insured. */
async function guardiansOf(ports: Ports, child: PersonFile, on: Day): Promise<PersonFile[]> {
  const named = guardiansOn(child, on, births)
  if (named.length === 0) return []
  const numbers = await ports.table.getMany(named.map(({ cert_hash }) => numberKey(cert_hash)))
  const files = await Promise.all(numbers.map(({ d }) => loadPerson(ports.table, ports.keys, d as Pid)))
  return files.filter((file) => file.pid !== child.pid && isAlive(file, on) && isOfAge(file, on))
}
