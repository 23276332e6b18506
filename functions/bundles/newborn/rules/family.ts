import { isUpheld, secondNotices, unconfirmedRequester } from '../../../../shared/registers/family/birth-notices.ts'
import { certifiedGuardians, custodyOn, isOfAge } from '../../../../shared/registers/family/guardians.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import {
  address,
  addresses,
  type Guardian,
  type Reads,
  registered,
  registeredGuardians,
} from '../../../acts/guardians.ts'
import { birthCases, differsTask } from '../reference.ts'

export { addresses, type Guardian, type Reads }

/** Today's guardians who are registered, first named first. */
export const guardiansOf = (reads: Reads): Guardian[] => registeredGuardians(reads, birthCases)

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

/** Whom a message about the child goes to: its guardians, or the child once it is of age. */
export function family(reads: Reads): { psn_no: string; tel?: string }[] {
  const { file, today } = reads
  return isOfAge(file, today) && file.person ? [address(file.person)] : addresses(guardiansOf(reads))
}

/** The child or the mother has died: no reminder and no congratulation any more (RULES.md 9.2). */
export function isMourning(reads: Reads): boolean {
  return reads.file.person?.death !== undefined || motherNow(reads)?.person?.death !== undefined
}
