/** The child's guardians as far as the system knows them, what may be read of them, and what may be said to them. */
import type { Day } from '../../../../shared/calendar/index.ts'
import { isUpheld, secondNotices, unconfirmedRequester } from '../../../../shared/registers/family/birth-notices.ts'
import { certifiedGuardians, custodyOn, guardiansOn, isOfAge } from '../../../../shared/registers/family/guardians.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { Pid } from '../../../../shared/registers/ids.ts'
import type { Look } from '../../../../shared/registers/look.ts'
import type { GuardianNamed, Person } from '../../../../shared/registers/rows.ts'
import { birthCases, differsTask } from '../reference.ts'

/** A guardian who is registered. */
export interface Guardian extends GuardianNamed {
  pid: Pid
  file: PersonFile
  person: Person
}

/** What is read to know the family: the child's file, and other files; guardians are those of a day. */
export type Reads = { file: PersonFile; look: Look; today: Day }

/** Those named who are registered, each once. */
function registered(named: readonly GuardianNamed[], { file, look }: Reads): Guardian[] {
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

/** Today's guardians who are registered, first named first. */
export const guardiansOf = (reads: Reads): Guardian[] =>
  registered(guardiansOn(reads.file, reads.today, birthCases), reads)

const mother = (guardians: readonly Guardian[]) => guardians.find(({ relation }) => relation === 'mother')?.file

/** The file of who bore the child, if the hospital names her (or she asked herself) and she is registered. */
export const motherOf = (reads: Reads): PersonFile | undefined =>
  mother(registered(certifiedGuardians(reads.file, birthCases), reads))

/** Of a child whose guardians are others now, only those are to be read. */
function motherNow(reads: Reads): PersonFile | undefined {
  const custody = custodyOn(reads.file, reads.today)
  return custody ? mother(registered(custody.guardians, reads)) : motherOf(reads)
}

/** The mother whose allowance belongs to the package: who bore the child, as long as she is its guardian. */
export function motherInPackage(reads: Reads): PersonFile | undefined {
  const bore = motherOf(reads)
  return bore?.pid === motherNow(reads)?.pid ? bore : undefined
}

/** Keyed hash of the number of who asked, while neither hospital nor clerk bears it out: no money goes there. */
export const doubtedRequester = (file: PersonFile): string | undefined =>
  isUpheld(file, birthCases) ? undefined : unconfirmedRequester(file, birthCases)

/** A clerk has to decide between who asked and what the hospital says. */
export const isDisputed = (file: PersonFile): boolean =>
  doubtedRequester(file) !== undefined &&
  secondNotices(file, birthCases).some((notice) => differsTask(file, notice)?.status === 'open')

/** Addressees of a message: the guardians who are alive. */
export function addresses(guardians: readonly Guardian[]): { psn_no: string; tel?: string }[] {
  return guardians.filter(({ person }) => !person.death).map(({ person }) => address(person))
}

/** Whom a message about the child goes to: its guardians, or the child once it is of age. */
export function family(reads: Reads): { psn_no: string; tel?: string }[] {
  const { file, today } = reads
  return isOfAge(file, today) && file.person ? [address(file.person)] : addresses(guardiansOf(reads))
}

const address = ({ psn_no, private: { tel } }: Person) => ({ psn_no, ...(tel ? { tel } : {}) })

/** The child or the mother has died: no reminder and no congratulation any more (RULES.md 9.2). */
export function isMourning(reads: Reads): boolean {
  return reads.file.person?.death !== undefined || motherNow(reads)?.person?.death !== undefined
}
