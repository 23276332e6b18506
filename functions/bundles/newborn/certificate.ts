/** Identity by birth certificate (rules/newborn.md §Enrolment 1): which notice holds when there are several. Pure. */
import { compare, compareInstants } from '../../../shared/calendar/index.ts'
import { taskIdOf } from '../../../shared/chain/chain.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { type Ref, refOf } from '../../../shared/registers/ids.ts'
import type { BirthNotice, CaseRow, TaskRow } from '../../../shared/registers/rows.ts'
import type { NewbornState } from './state.ts'

/** What makes the child's case: its certificate. */
export const aboutFirst = (notice: BirthNotice): string => notice.birth_cert_no
/** What makes the case of a second notice of the same certificate. */
export const aboutSecond = (notice: BirthNotice): string => `${notice.birth_cert_no}#${notice.id}`

const byReport = (a: BirthNotice, b: BirthNotice) => compareInstants(a.time, b.time) || compare(a.id, b.id)

/** Notices in the child's file, by the time of their report. */
export const noticesOf = (file: PersonFile): BirthNotice[] => file.all('birth').sort(byReport)

/** The child's case; undefined while none is open. */
export function firstCase(file: PersonFile): CaseRow | undefined {
  const [any] = file.all('birth')
  return any && file.one('case', refOf('NB', file.pid, aboutFirst(any)))
}

/** Whether two notices tell of the same birth: same birth date and sex. */
export const agree = (a: BirthNotice, b: BirthNotice): boolean => a.brdy === b.brdy && a.gend === b.gend

/**
 * The notice that opened the child's case, or one of earlier `time` that agrees with it: so that it does not matter
 * which of two that agree came first.
 */
export function firstNotice(file: PersonFile): BirthNotice | undefined {
  const notices = noticesOf(file)
  const opened = (firstCase(file)?.state as NewbornState | undefined)?.notice
  const opener = file.one('birth', opened ?? '') ?? notices[0]
  return opener && notices.find((notice) => agree(notice, opener))
}

/** The clerk's task on a notice that differs, in the notice's own case. */
export function differsTask(file: PersonFile, notice: BirthNotice): TaskRow | undefined {
  const case_id: Ref = refOf('NB', file.pid, aboutSecond(notice))
  return file.one('task', taskIdOf(case_id, 'certificate-differs'))
}

/** The notice whose data hold: the one a clerk approved last, else the first. */
export function holdingNotice(file: PersonFile): BirthNotice | undefined {
  const approved = noticesOf(file)
    .map((notice) => ({ notice, task: differsTask(file, notice) }))
    .filter(({ task }) => task?.status === 'approved')
    .sort((a, b) => compare(a.task?.decision?.at ?? '', b.task?.decision?.at ?? ''))
  return approved.at(-1)?.notice ?? firstNotice(file)
}

/** All notices but the first: each has a case of its own. */
export function secondNotices(file: PersonFile): BirthNotice[] {
  const first = firstNotice(file)
  return noticesOf(file).filter((notice) => notice.id !== first?.id)
}
