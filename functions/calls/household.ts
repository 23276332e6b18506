/** The scope `household`: a citizen and those they act for today, the children they are guardians of. */
import { dayOf } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pidOf } from '../../shared/identity/index.ts'
import { guardianTo } from '../../shared/registers/family/guardians.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { loadSnapshot, loadWholeSnapshot } from '../../shared/table/files.ts'
import { logUnreadable } from '../../shared/table/unreadable.ts'
import type { Api } from './route.ts'

/** What the answer rests on: the table, and what says whose child somebody is. */
type Tied = Pick<Api, 'ports' | 'births'>

/**
 * The citizen's own file and those of their dependants as of today, without what lies at rest; one of these that can't be
 * read is left out.
 */
export const household = (api: Tied, psnNo: string): Promise<PersonFile[]> => filesOf(api, psnNo, loadSnapshot)

/** {@link household} with all that lies at rest: for whoever lists what was. */
export const wholeHousehold = (api: Tied, psnNo: string): Promise<PersonFile[]> =>
  filesOf(api, psnNo, loadWholeSnapshot)

async function filesOf({ ports, births }: Tied, psnNo: string, load: typeof loadSnapshot): Promise<PersonFile[]> {
  const own = await load(ports, pidOf(ports.keys, psnNo))
  if (!own.person) return []
  const today = dayOf(ports.clock.now())
  const linked = own.all('link').filter((link) => link.role === 'dependant')
  const files = await Promise.all(linked.map(({ pid }) => load(ports, pid).catch(leaveOut(ports))))
  // Two numbers of one child lead to one file.
  const each = new Map(files.flat().map((file) => [file.pid, file]))
  return [own, ...[...each.values()].filter((file) => guardianTo(file, own, today, births) !== undefined)]
}

const leaveOut =
  ({ log }: Ports) =>
  (error: unknown): PersonFile[] => {
    logUnreadable(log, error)
    return []
  }

/** Whether the file is the citizen's own or a dependant's as of today. */
export async function mayActFor({ ports, births }: Tied, psnNo: string, file: PersonFile): Promise<boolean> {
  const pid = pidOf(ports.keys, psnNo)
  if (file.pid === pid) return true
  const own = await loadSnapshot(ports, pid)
  if (file.pid === own.pid) return true
  return guardianTo(file, own, dayOf(ports.clock.now()), births) !== undefined
}
