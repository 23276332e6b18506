/** Events that were not taken, or that wait, past their term: their words go, and their ids are free. */

import type { PartnerEvent } from '../../events/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { NumberHash, Pid } from '../../shared/identity/index.ts'
import { drop } from '../../shared/registers/file.ts'
import { loadFile } from '../../shared/table/files.ts'
import { identityKey, numberKey, rowAt } from '../../shared/table/keys.ts'
import { openAt } from '../../shared/table/seals/sealed.ts'
import type { Key, Write } from '../../shared/table/table.ts'
import { erase } from './erase.ts'

/** Erases what stands at an entry of the list of rejected events. False if it is not there any more, or changed meanwhile. */
export async function eraseRefused(ports: Ports, { pk, sk }: Key): Promise<boolean> {
  if (pk.startsWith('P#')) return eraseParked(ports, pk.slice(2) as Pid, rowAt(sk).key)
  if (pk.startsWith('C#')) return eraseUnmet(ports, { pk, sk })
  return ports.table.write({ remove: { pk, sk }, if: 'present' })
}

/** One that waits for nobody's number. If it is registered this moment, the event is on its way, and this is nothing. */
async function eraseUnmet({ table, keys }: Ports, key: Key): Promise<boolean> {
  const item = await table.get(key)
  if (!item) return false
  const { event } = JSON.parse(openAt(keys, item)) as { event?: PartnerEvent }
  const nobodyHas: Write = { check: numberKey(key.pk.slice(2) as NumberHash), if: 'absent' }
  return (await table.transact([{ remove: key, if: 'present' }, nobodyHas, ...(event ? [freed(event)] : [])])).ok
}

/** One that waits with a person. */
async function eraseParked(ports: Ports, pid: Pid, key: string): Promise<boolean> {
  const read = await loadFile(ports.table, ports.keys, pid)
  const parked = read.one('parked', key)
  if (!parked) return false
  return erase(ports, read, [drop('parked', key)], { beside: [freed(parked.private.event as PartnerEvent)] })
}

const freed = ({ source, id }: PartnerEvent): Write => ({ remove: identityKey(source, id) })
