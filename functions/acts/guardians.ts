/** A child's guardians as far as the system knows them, and where they are told. */
import type { Day } from '../../shared/calendar/index.ts'
import type { BirthCases } from '../../shared/registers/family/birth-notices.ts'
import { guardiansOn } from '../../shared/registers/family/guardians.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import type { Pid } from '../../shared/registers/ids.ts'
import type { Look } from '../../shared/registers/look.ts'
import type { GuardianNamed, Person } from '../../shared/registers/rows.ts'

/** A guardian who is registered. */
export interface Guardian extends GuardianNamed {
  pid: Pid
  file: PersonFile
  person: Person
}

/** What is read to know the family: the child's file, and other files; guardians are those of a day. */
export type Reads = { file: PersonFile; look: Look; today: Day }

/** Those named who are registered, each once. */
export function registered(named: readonly GuardianNamed[], { file, look }: Reads): Guardian[] {
  const own = file.pid
  const found = new Map<Pid, Guardian>()
  for (const one of named) {
    const pid = look.byNumber(one.cert_hash)
    // A register that gives the child a guardian's own number must not make it its own guardian.
    if (pid === undefined || pid === own || found.has(pid)) continue
    const guardian = look.file(pid)
    if (guardian.person) found.set(pid, { ...one, pid, file: guardian, person: guardian.person })
  }
  return [...found.values()]
}

/** Today's guardians who are registered, first named first; none of who is of age. */
export const registeredGuardians = (reads: Reads, cases: BirthCases): Guardian[] =>
  registered(guardiansOn(reads.file, reads.today, cases), reads)

/** Addressees of a message: the guardians who are alive. */
export function addresses(guardians: readonly Guardian[]): { psn_no: string; tel?: string }[] {
  return guardians.filter(({ person }) => !person.death).map(({ person }) => address(person))
}

/** Where a person is told. */
export const address = ({ psn_no, private: { tel } }: Person) => ({ psn_no, ...(tel ? { tel } : {}) })
