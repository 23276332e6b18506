/** What is asked of whatever is applied to a person's file: it gets the file, and says what becomes of it. */
import type { Instant } from '../calendar/index.ts'
import type { NumberHash } from '../identity/index.ts'
import type { ReceiptWrite } from './care/receipt-state.ts'
import type { Change, PersonFile } from './file.ts'
import type { Pid } from './ids.ts'
import type { ClaimWrite, Movement } from './ledger.ts'
import type { At } from './look.ts'
import type { Forwarded, SignalTo } from './signals.ts'

/** Applies something to the file; pure. */
export type Apply = (file: PersonFile, at: At) => ApplyResult

/** An input that cannot be taken: what it needs first, or why it never can be. */
export type ApplyResult =
  | { ok: Applied }
  /**
   * `insteadOf`: a parked event that this one takes the place of; `awake`: rows at rest that stand in the file again, for
   * this one is tried with them until it can be taken.
   */
  | { needs: string; insteadOf?: string; awake?: Change[] }
  | {
      refused: {
        code: string
        detail: string
        status?: 400 | 403 | 404 | 409
        field?: string
        /** Fields that the answer has beside its code. */
        more?: Record<string, unknown>
      }
    }

/** What applying an input does to a file. */
export interface Applied {
  change?: Change[]
  move?: Movement[]
  claims?: ClaimWrite[]
  signals?: SignalTo[]
  /** What goes on to another file; its identity goes with it. */
  forward?: Forwarded[]
  /** Where identity numbers lead from now on, and who waits for one. */
  numberWrites?: NumberWrite[]
  /** What is said of receipts, which are one in the whole system. */
  receipts?: readonly ReceiptWrite[]
  /** What the person of the file is told outside of any case. */
  tell?: Told[]
  /** Files of others that must still be of the version that was read. */
  unchanged?: PersonFile[]
  /** What the same commit does to files of others. */
  alongside?: Alongside[]
}

/**
 * What the commit of one file does to another's, both or neither, each on condition that it is still of the version that
 * was read: what two people share, and neither may have without the other. The cases of the other file are not asked.
 */
export interface Alongside {
  file: PersonFile
  change: Change[]
  tell: Told[]
}

/**
 * A change of where an identity number (keyed hash) leads, on condition that it still leads to `was`; `was` and `now`
 * alike: it still does. Or who waits for a number that another has, since when; without `since` they no longer do.
 */
export type NumberWrite =
  | { hash: NumberHash; was: Pid | undefined; now: Pid | undefined }
  | { hash: NumberHash; waiter: Pid; since?: Instant }

/** A notice that belongs to no step of a case. It stands in the journal of the file and leaves with the commit. */
export interface Told {
  readonly notice: { readonly template: string }
  readonly text: string
  /** What it is about, as its `case_id`; nothing if left out. */
  readonly about?: string
  readonly pack_id?: string
  /** It is somebody else's, for who helps them. */
  readonly copy?: true
  /** Who gets the message; the person of the file if left out. */
  readonly to?: readonly { psn_no: string; tel?: string }[]
}

/**
 * Somebody who acts on a person's behalf. What they do says so in the timeline, and the person is told of it in the very
 * commit that does it.
 */
export interface Acting {
  readonly as: 'helper' | 'agent' | 'clerk'
  /** The helper's `psn_no`, or who the agent or clerk is in office. */
  readonly by: string
  /** The mandate or errand that allows it. */
  readonly under: string
  /** What the person is told; where it names nothing, it is about the case that is acted in. */
  readonly told: Told
}
