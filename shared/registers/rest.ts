/**
 * What lies at rest: rows that have come to their end, in a range of their own beside the file, so that what every input
 * reads stays small for life. Nothing is lost by it: whoever asks for such a row by its key, or for all of a register as
 * far back as rows rest, gets it laid into the file; if it is changed, it stands in the file again with all of its matter.
 */
import { epochMs, type Instant } from '../calendar/index.ts'
import type { Change, PersonFile } from './file.ts'
import type { At, RestAfter } from './look.ts'
import type { CaseRow, RegisterName, Registers } from './rows.ts'

/** In days of business time. A longer stay costs units at every input, a shorter one a read at a late correction. */
export const restAfter: RestAfter = { settled: 21, quiet: 400 }

/** Registers whose rows may lie at rest. */
const restingRegisters = [
  'visit',
  'spending',
  'credit',
  'case',
  'erased',
  'task',
  'bill',
  'payment',
  'premium',
  'heard',
  'desk',
] as const satisfies RegisterName[]
type RestingRegister = (typeof restingRegisters)[number]

/** What goes to rest together: cases that have ended with all that is theirs, and rows that belong to them. */
export interface Matter {
  cases: readonly CaseRow[]
  rows: readonly Change[]
}

/** Whether a moment (if a number, in milliseconds since 1970) lies more than so many days before now. */
export const isOlder = (moment: Instant | number, now: Instant, days: number): boolean =>
  (typeof moment === 'number' ? moment : epochMs(moment)) < epochMs(now) - days * 86_400_000

/** Whether something lies so long back that it may go to rest. */
export const isLongAgo = ({ now, look }: At, what: keyof RestAfter, moment: Instant): boolean =>
  isOlder(moment, now, look.rest.after[what])

/**
 * A row by its key, also one that lies at rest; it is in the file then, with what rests with it. To be asked by whatever
 * a late message may name. `since`: when it began, if what began lately cannot lie at rest.
 */
export function recall<N extends RestingRegister>(file: PersonFile, at: At, register: N, key: string, since?: Instant) {
  const row = file.one(register, key)
  const mayRest = file.countAtRest(register) > 0 && (since === undefined || isLongAgo(at, 'settled', since))
  if (row === undefined && mayRest) at.look.rest.find(register, key)
  return row as Registers[N] | undefined
}

/**
 * Sees to it that all rows of a register are in the file that one at rest may be as late as `from`: what rests is older
 * than that. To be asked by whatever looks for rows by what they say.
 */
export function recallAll(file: PersonFile, at: At, register: RestingRegister, asFarBack: [keyof RestAfter, Instant]) {
  if (isLongAgo(at, ...asFarBack) && file.countAtRest(register) > 0) at.look.rest.findAll([register])
}

/** The whole file, with all that lies at rest: for who takes another one over. */
export function recallWhole(file: PersonFile, at: At): void {
  const resting = restingRegisters.filter((register) => file.countAtRest(register) > 0)
  if (resting.length > 0) at.look.rest.findAll(resting)
}
