/** A citizen and those they act for today: their own file and those of the children they are guardians of. */
import { dayOf } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pidOf } from '../../shared/identity/index.ts'
import { guardianTo } from '../../shared/registers/family/guardians.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import type { CaseRow } from '../../shared/registers/rows.ts'
import { loadSnapshot, loadWhole, loadWholeSnapshot } from '../../shared/table/files.ts'
import { logUnreadable } from '../../shared/table/unreadable.ts'
import { birthCases } from '../bundles/newborn/reference.ts'

/**
 * The citizen's own file and those of their dependants as of today, without what lies at rest; one of these that can't be
 * read is left out.
 */
export const household = (ports: Ports, psnNo: string): Promise<PersonFile[]> => filesOf(ports, psnNo, loadSnapshot)

/** {@link household} with all that lies at rest: for whoever lists what was. */
export const wholeHousehold = (ports: Ports, psnNo: string): Promise<PersonFile[]> =>
  filesOf(ports, psnNo, loadWholeSnapshot)

async function filesOf(ports: Ports, psnNo: string, load: typeof loadSnapshot): Promise<PersonFile[]> {
  const own = await load(ports, pidOf(ports.keys, psnNo))
  if (!own.person) return []
  const today = dayOf(ports.clock.now())
  const linked = own.all('link').filter((link) => link.role === 'dependant')
  const files = await Promise.all(linked.map(({ pid }) => load(ports, pid).catch(leaveOut(ports))))
  // Two numbers of one child lead to one file.
  const each = new Map(files.flat().map((file) => [file.pid, file]))
  return [own, ...[...each.values()].filter((file) => guardianTo(file, own, today, birthCases) !== undefined)]
}

const leaveOut =
  ({ log }: Ports) =>
  (error: unknown): PersonFile[] => {
    logUnreadable(log, error)
    return []
  }

/** The numbers that lead to a file: the person's own, and those that were merged into it. */
export const numbersOf = (file: PersonFile): string[] => [
  ...(file.person ? [file.person.psn_no] : []),
  ...file.all('joined').map(({ psn_no }) => psn_no),
]

/** All cases of a person (the whole file), also those that ended with the file of a lost number and stayed there. */
export async function casesOf(ports: Ports, file: PersonFile): Promise<CaseRow[]> {
  const closed = await Promise.all(file.all('joined').map(({ pid }) => loadWhole(ports.table, ports.keys, pid)))
  const left = closed.flatMap((other) => other.all('case')).filter(({ case_id }) => !file.one('case', case_id))
  return [...file.all('case'), ...left]
}

/** Whether the file is the citizen's own or a dependant's as of today. */
export async function mayActFor(ports: Ports, psnNo: string, file: PersonFile): Promise<boolean> {
  const pid = pidOf(ports.keys, psnNo)
  if (file.pid === pid) return true
  const own = await loadSnapshot(ports, pid)
  if (file.pid === own.pid) return true
  return guardianTo(file, own, dayOf(ports.clock.now()), birthCases) !== undefined
}
