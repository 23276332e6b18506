/**
 * Identity by birth certificate (newborn/RULES.md 2.1, 2.2): which notices carry the child's case, which are
 * second ones, and whose data hold. A guardian's request is a notice too, until the hospital says the same. Pure.
 */

import { compare, compareInstants } from '../../calendar/index.ts'
import type { NumberHash } from '../../identity/index.ts'
import { madeOnce } from '../../made-once.ts'
import type { PersonFile } from '../file.ts'
import type { BirthNotice, TaskRow } from '../rows.ts'

const byReport = (a: BirthNotice, b: BirthNotice) => compareInstants(a.time, b.time) || compare(a.id, b.id)

/** What a child's cases say of its certificates: told by the bundle that keeps them, for registers know no bundle. */
export interface BirthCases {
  /** The notice that opened the child's case; undefined while none is open. */
  opener(file: PersonFile): string | undefined
  /** The clerk's task on a notice that differs from the one that holds. */
  differsTask(file: PersonFile, notice: BirthNotice): TaskRow | undefined
}

/** Notices in the child's file, by the time of their report. */
export const noticesOf = (file: PersonFile): readonly BirthNotice[] => file.derived('birth', inTurn)

const inTurn = (notices: readonly BirthNotice[]): readonly BirthNotice[] => [...notices].sort(byReport)

/** Whether two notices tell of the same birth: same birth date and sex. */
export const agree = (a: BirthNotice, b: BirthNotice): boolean => a.brdy === b.brdy && a.gend === b.gend

/** Keyed hash of the number of who asked; in a request of an older release the first guardian is taken for it. */
export const requesterOf = (request: BirthNotice): NumberHash | undefined =>
  request.requester ?? request.guardians[0]?.cert_hash

/**
 * Whether a notice bears a case that `opener` opened: it agrees, and the hospital names who asked
 * (newborn/RULES.md 2.4).
 */
function bearsOut(notice: BirthNotice, opener: BirthNotice): boolean {
  if (notice.by === 'citizen' || !agree(notice, opener)) return false
  return opener.by === 'partner' || notice.guardians.some(({ cert_hash }) => cert_hash === requesterOf(opener))
}

/** What a child's notices come to: its case asks for it at every turn. */
interface Births {
  /** Those that carry the child's case, by the time of their report. */
  carrying: readonly BirthNotice[]
  holding: BirthNotice | undefined
  second: readonly BirthNotice[]
}

const birthsOf = (file: PersonFile, cases: BirthCases): Births => file.reckoned(readBirths(cases))

const readBirths = madeOnce((cases: BirthCases) => (file: PersonFile): Births => {
  const carrying = carryingIn(file, cases)
  const carried = new Set(carrying.map(({ id }) => id))
  const second = noticesOf(file).filter(({ id }) => !carried.has(id))
  return { carrying, holding: holdingIn(file, cases, carrying), second }
})

/**
 * The notices that carry the child's case: the one that opened it, and the hospital's, of each certificate number the
 * earliest by `time`, so that it does not matter which came first. All others have a case of their own.
 */
function carryingIn(file: PersonFile, cases: BirthCases): BirthNotice[] {
  const notices = noticesOf(file)
  const opener = file.one('birth', cases.opener(file) ?? '') ?? notices[0]
  if (!opener) return []
  const certified = new Map<string, BirthNotice>()
  for (const notice of notices) {
    const { birth_cert_no } = notice
    if (bearsOut(notice, opener) && !certified.has(birth_cert_no)) certified.set(birth_cert_no, notice)
  }
  const request = opener.by === 'citizen' ? [opener] : []
  return [...certified.values(), ...request].sort(byReport)
}

function holdingIn(file: PersonFile, cases: BirthCases, carrying: readonly BirthNotice[]): BirthNotice | undefined {
  const approved = noticesOf(file)
    .map((notice) => ({ notice, task: cases.differsTask(file, notice) }))
    .filter(({ task }) => task?.status === 'approved')
    .sort((a, b) => compare(a.task?.decision?.at ?? '', b.task?.decision?.at ?? ''))
  return approved.at(-1)?.notice ?? carrying.findLast(({ by }) => by === 'partner') ?? carrying[0]
}

/** The earliest report of the birth: its day is the day of enrolment (newborn/RULES.md 3.2). */
export const firstNotice = (file: PersonFile, cases: BirthCases): BirthNotice | undefined =>
  birthsOf(file, cases).carrying[0]

/** The notice whose data hold: the one a clerk approved last, else the certificate issued last, else the request. */
export const holdingNotice = (file: PersonFile, cases: BirthCases): BirthNotice | undefined =>
  birthsOf(file, cases).holding

/** Whether a second notice says nothing else than the one that holds: nobody need decide. */
export const saysTheSame = (notice: BirthNotice, holding: BirthNotice): boolean =>
  holding.by === 'partner' ? agree(notice, holding) : bearsOut(notice, holding)

/** Notices that do not carry the child's case: each has a case of its own. */
export const secondNotices = (file: PersonFile, cases: BirthCases): readonly BirthNotice[] =>
  birthsOf(file, cases).second

/** Keyed hash of the number of who asked, as long as no hospital bears out the request. */
export function unconfirmedRequester(file: PersonFile, cases: BirthCases): NumberHash | undefined {
  const holding = holdingNotice(file, cases)
  return holding?.by === 'citizen' ? requesterOf(holding) : undefined
}

/** Whether a clerk found the request right against what a hospital said (newborn/RULES.md 2.8). */
export function isUpheld(file: PersonFile, cases: BirthCases): boolean {
  const said = secondNotices(file, cases).map((notice) => cases.differsTask(file, notice)?.status)
  return said.includes('rejected') && !said.includes('open')
}
