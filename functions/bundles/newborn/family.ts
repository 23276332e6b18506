/** The child's guardians as far as the system knows them, and what may be said to them. */
import type { Look } from '../../../shared/chain/chain.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import type { BirthNotice, Person } from '../../../shared/registers/rows.ts'
import { agree, holdingNotice, noticesOf } from './certificate.ts'

/** A guardian who is registered. */
export interface Guardian {
  pid: Pid
  relation: 'mother' | 'father' | 'other'
  file: PersonFile
  person: Person
}

/** What is read to know the family: the child's file, and other files. */
export type Reads = { file: PersonFile; look: Look }

/** The notice that holds, and after it those that tell of the same birth: each may name guardians. */
function tellingNotices(file: PersonFile): BirthNotice[] {
  const holding = holdingNotice(file)
  if (!holding) return []
  return [holding, ...noticesOf(file).filter((notice) => notice.id !== holding.id && agree(notice, holding))]
}

/** Guardians named who are registered, each once, first named first. */
export function guardiansOf({ file, look }: Reads): Guardian[] {
  const own = file.pid
  const found = new Map<Pid, Guardian>()
  for (const { cert_hash, relation } of tellingNotices(file).flatMap((notice) => notice.guardians)) {
    const pid = look.byCert(cert_hash)
    // A register that gives the child a guardian's own number must not make it its own guardian.
    if (pid === undefined || pid === own || found.has(pid)) continue
    const guardian = look.file(pid)
    if (guardian.person) found.set(pid, { pid, relation, file: guardian, person: guardian.person })
  }
  return [...found.values()]
}

/** The mother's file, if she is registered. */
export function motherOf(reads: Reads): PersonFile | undefined {
  return guardiansOf(reads).find(({ relation }) => relation === 'mother')?.file
}

/** Addressees of a message: the guardians who are alive. */
export function addresses(guardians: readonly Guardian[]): { psn_no: string; tel?: string }[] {
  return guardians
    .filter(({ person }) => !person.death)
    .map(({ person }) => ({ psn_no: person.psn_no, ...(person.private.tel ? { tel: person.private.tel } : {}) }))
}

/** The child or the mother has died: no reminder and no congratulation any more (§Afterwards). */
export function isMourning(reads: Reads): boolean {
  return reads.file.person?.death !== undefined || motherOf(reads)?.person?.death !== undefined
}
