/** What the engine needs of the world: a table, queues, a clock, keys, a log. Every one has a stand-in for tests. */
import type { ReadOnce } from '../batching.ts'
import type { Clock } from '../clock/index.ts'
import type { Keys } from '../identity/index.ts'
import type { Log } from '../log.ts'
import type { Queues } from '../queues.ts'
import type { RestAfter } from '../registers/look.ts'
import type { Table } from '../table/table.ts'
import type { Way } from './messages.ts'

/**
 * Which receipts somebody wants of what becomes of their events: `usual`, of those that were rejected, that still wait a
 * minute after they came, and that are taken up after that; `all`, of every other that is taken up, too.
 */
export const receiptWishes = ['usual', 'all', 'none'] as const
/** One of them. */
export type ReceiptWish = (typeof receiptWishes)[number]

/** Everything the engine does not do itself. */
export interface Ports {
  table: Table
  queues: Queues
  clock: Clock
  keys: Keys
  log: Log
  /** What this installation is called, to partners too: events that leave bear `source` `urn:mianshen:<stage>`. */
  stage: string
  /**
   * How often the table was restored. It stands in every id that follows from a commit's version: after a restore
   * versions come again, and would say something else under an id that partners know already.
   */
  epoch: number
  /** Whether a bundle of which an area's settings say nothing is live there, or off: a new stage begins with all off. */
  bundlesLive: boolean
  /**
   * What the inputs of one batch have read of parameters and settings, and share. A batch reads after it was received:
   * whatever was set before an event was sent is seen by it. Absent where each input reads for itself.
   */
  shared?: ReadOnce
  /** The way the input came, for what it sets off; absent where a person acts and waits for the answer. */
  way?: Way
  /** Which receipts whoever bears this `source` wants; absent where everybody wants the usual ones. */
  receipts?: (source: string) => ReceiptWish
  /** How long what is over stays in a person's file; a test may make it short. */
  restAfter?: RestAfter
  /** Lets milliseconds of real time pass; absent where all is one process, and nothing under way beside the caller. */
  pause?: (ms: number) => Promise<void>
  /** Waits before the next try after a lost race; longer each time. */
  backoff(attempt: number): Promise<void>
}
