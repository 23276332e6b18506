/** A citizen and those they act for today: their own file and those of the children they are guardians of. */
import { dayOf } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/chain/ports.ts'
import { pidOf } from '../../shared/identity/index.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { guardianTo } from '../../shared/registers/guardians.ts'
import { loadFile } from '../../shared/table/files.ts'

/** The citizen's own file and those of their dependants as of today. */
export async function household(ports: Ports, psnNo: string): Promise<PersonFile[]> {
  const own = await loadFile(ports.table, ports.keys, pidOf(ports.keys, psnNo))
  if (!own.person) return []
  const today = dayOf(ports.clock.now())
  const linked = own.all('link').filter((link) => link.role === 'dependant')
  const files = await Promise.all(linked.map((link) => loadFile(ports.table, ports.keys, link.pid)))
  return [own, ...files.filter((file) => guardianTo(file, own, today) !== undefined)]
}

/** Whether the file is the citizen's own or a dependant's as of today. */
export async function mayActFor(ports: Ports, psnNo: string, file: PersonFile): Promise<boolean> {
  const pid = pidOf(ports.keys, psnNo)
  if (file.pid === pid) return true
  const own = await loadFile(ports.table, ports.keys, pid)
  return guardianTo(file, own, dayOf(ports.clock.now())) !== undefined
}
