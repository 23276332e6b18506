/** What goes over the chain queues: checked events, and wakes. A message only says why; state lives in the table. */
import type { InboundEvent } from '../../events/index.ts'
import type { Pid } from '../registers/ids.ts'
import type { Came } from '../registers/rows.ts'
import type { Signal } from '../registers/signals.ts'

/** A message of a chain queue. */
export type Message =
  /**
   * A checked event, for the file it names, or for whoever has the identity number with this keyed hash; with it, how it
   * came. `held`: it waited for that number, or was sent on by another file, and its identity with it.
   */
  | { kind: 'event'; event: InboundEvent; came?: Came; pid?: Pid; cert?: string; held?: true }
  /** Ask the person's cases again: something outside the file changed, or a time has come. */
  | { kind: 'wake'; pid: Pid }
  /** Messages of a journal item may not have been sent. */
  | { kind: 'flush'; pid: Pid; journal: string }
  /** News from another person's file. */
  | { kind: 'signal'; pid?: Pid; cert?: string; signal: Signal }
  /** An identity number has been registered: what waited for it goes on. */
  | { kind: 'release'; cert: string }
  /** A fact outside files was set, and who waits for it may not have been woken. */
  | { kind: 'topic'; topic: string }
  /** A clock has started: the release may be a new one. */
  | { kind: 'new-release' }
  /** A hold was lifted: what it kept leaves. */
  | { kind: 'let-go' }
  /** A clearing goes on. */
  | { kind: 'clearing'; clearing_id: string }
  /** An event that waits for an identity number has waited long enough to be listed. */
  | { kind: 'list-parked'; cert: string; key: string }
