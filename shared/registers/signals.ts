/** What one person's file has to tell another's, and what it sends on to it. */
import type { ReceiptName } from '../../events/heard.ts'
import type { Day, Instant } from '../calendar/index.ts'
import type { Admdvs } from '../codes/index.ts'
import type { NumberHash } from '../identity/index.ts'
import type { PersonalEvent } from './events.ts'
import type { Pid } from './ids.ts'
import type { Told } from './rows/parked.ts'
import type { Came, TaskRow } from './rows.ts'

/** Something that another person's file must hear. `cert` is the hash of an identity number, as in older messages. */
export type Signal =
  | { kind: 'guardian-of'; child: Pid; psn_no: string }
  | { kind: 'linked'; guardian: Pid; psn_no: string }
  /** The birth certificate number of this file is that of another file's child. */
  | { kind: 'same-child'; as: Pid }
  /** The operator found that the person of this file is that of another's. */
  | { kind: 'merge-into'; into: Pid; reason: string }
  /** A file was merged into this one, which is to take it over; `psn_no` is the lost number. */
  | { kind: 'take-over'; from: Pid; psn_no: string }
  /** The identity number that this file waits for belongs to nobody any more, or to it. */
  | { kind: 'number-free'; cert: NumberHash }
  /** The operator gave the number that two were registered with to the other one. */
  | { kind: 'number-ceded'; cert: NumberHash; to: Pid; task: TaskRow }
  /** Somebody whom the person of this file helps was sent a policy pack; after `until` a copy has to wait for `later`. */
  | { kind: 'pack-copy'; pack_id: string; from: Day; to: Day; text: string; until: Instant; later: Instant }
  /** How a receipt stands that this file has to do with has changed. */
  | { kind: 'receipt'; receipt: ReceiptName }
  /** Feedback of an area and a matter was answered for the first time, and named its cause. */
  | { kind: 'answered'; admdvs: Admdvs; matter: string; cause: string; case_id: string; answered_at: Instant }

/**
 * A signal's addressee: a file, or whoever has this identity number (keyed hash), known or not yet known; or the file that is
 * nobody's, by its name.
 */
export type SignalTo = { to: { pid: Pid } | { cert: NumberHash } | { nobody: string }; signal: Signal }

/** An event that belongs to another file than the one it came to, how it came, and what its sender was told of it. */
export interface Forwarded {
  to: Pid
  event: PersonalEvent
  came?: Came
  told?: Told
}
