/** Cases by what they are about, under whichever of a person's numbers they were opened, and the ids of their tasks. */
import { type Change, type PersonFile, put } from './file.ts'
import { type Ref, type RefKind, refOf } from './ids.ts'
import type { At } from './look.ts'
import { recall } from './rest.ts'
import type { CaseRow } from './rows.ts'

/** The ids that cases of this had under lost numbers, if there were any. */
export const idsBefore = (file: PersonFile, kind: RefKind, about: string): Ref[] =>
  file.all('joined').map(({ pid }) => refOf(kind, pid, about))

/** The ids that a case of what `about` says has under the person's numbers. */
const idsOf = (file: PersonFile, kind: RefKind, about: string): Ref[] => [
  refOf(kind, file.pid, about),
  ...idsBefore(file, kind, about),
]

/** The cases that were opened for what `about` says, in this file or in one that was merged into it. */
export const casesAbout = (file: PersonFile, kind: RefKind, about: string): CaseRow[] =>
  idsOf(file, kind, about).flatMap((id) => file.one('case', id) ?? [])

/** The first of them. */
export const caseAbout = (file: PersonFile, kind: RefKind, about: string): CaseRow | undefined =>
  casesAbout(file, kind, about)[0]

/** {@link caseAbout}, also if it lies at rest: whoever would open one must know. */
export const caseEver = (file: PersonFile, kind: RefKind, about: string, at: At): CaseRow | undefined =>
  caseAbout(file, kind, about) ?? idsOf(file, kind, about).flatMap((id) => recall(file, at, 'case', id) ?? [])[0]

/** Whose cases: their ids begin with `prefix`. */
interface CasesOf {
  readonly prefix: RefKind
  /** They count themselves what was ordered under a lost number. */
  readonly countsBefore?: true
}

/** Whether none is to be opened of this though there is none: what a case of it did elsewhere, or long ago, stands. */
export const isOverForGood = (file: PersonFile, { prefix, countsBefore }: CasesOf, about: string, at: At): boolean =>
  (!countsBefore && isPaidElsewhere(file, prefix, about)) || isErased(file, prefix, about, at)

/** A case of this ended with the file of a lost number while money of it was ordered: it is not paid twice. */
const isPaidElsewhere = (file: PersonFile, kind: RefKind, about: string): boolean =>
  file.all('joined').some(({ pid, paid }) => paid?.includes(refOf(kind, pid, about)))

/** A case of this was erased once its term had ended. */
const isErased = (file: PersonFile, kind: RefKind, about: string, at: At): boolean =>
  idsOf(file, kind, about).some((id) => recall(file, at, 'erased', id) !== undefined)

/** Cases of this that ended with the files of lost numbers and whose orders are here: what the bank says of them counts. */
export function casesBefore(file: PersonFile, kind: RefKind, about: string): Ref[] {
  return idsBefore(file, kind, about).filter(
    (id) => !file.one('case', id) && file.all('payment').some(({ case_id }) => case_id === id),
  )
}

/**
 * Bills of a case that ended with the file of a lost number, as those of the case that takes its place: it sends its own,
 * and a payment of the old one counts.
 */
export function billsLeft(file: PersonFile, kind: RefKind, about: string, caseId: Ref): Change[] {
  const left = idsBefore(file, kind, about)
  if (left.length === 0) return []
  return file
    .all('bill')
    .filter(({ case_id }) => case_id !== caseId && left.includes(case_id))
    .map((bill) => put('bill', { ...bill, case_id: caseId, superseded: true }))
}

/** The id of a case's task. */
export function taskIdOf(caseId: string, kind: string, key?: string): string {
  return key === undefined ? `${caseId}.${kind}` : `${caseId}.${kind}.${key}`
}
