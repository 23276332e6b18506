/** A citizen and those they act for today: their own file and those of the children they are guardians of. */
import { dayOf } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/chain/ports.ts'
import { pidOf } from '../../shared/identity/index.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { guardianTo } from '../../shared/registers/guardians.ts'
import { loadSnapshot } from '../../shared/table/files.ts'
import { logUnreadable } from '../../shared/table/unreadable.ts'

/** The citizen's own file and those of their dependants as of today; one of these that can't be read is left out. */
export async function household(ports: Ports, psnNo: string): Promise<PersonFile[]> {
  const own = await loadSnapshot(ports, pidOf(ports.keys, psnNo))
  if (!own.person) return []
  const today = dayOf(ports.clock.now())
  const linked = own.all('link').filter((link) => link.role === 'dependant')
  const files = await Promise.all(linked.map(({ pid }) => loadSnapshot(ports, pid).catch(leaveOut(ports))))
  return [own, ...files.flat().filter((file) => guardianTo(file, own, today) !== undefined)]
}

const leaveOut =
  ({ log }: Ports) =>
  (error: unknown): PersonFile[] => {
    logUnreadable(log, error)
    return []
  }

/** Whether the file is the citizen's own or a dependant's as of today. */
export async function mayActFor(ports: Ports, psnNo: string, file: PersonFile): Promise<boolean> {
  const pid = pidOf(ports.keys, psnNo)
  if (file.pid === pid) return true
  const own = await loadSnapshot(ports, pid)
  return guardianTo(file, own, dayOf(ports.clock.now())) !== undefined
}
