/** What the engine needs of the world: a table, queues, a clock, keys, a log. Every one has a stand-in for tests. */
import type { Clock } from '../clock/index.ts'
import type { Keys } from '../identity/index.ts'
import type { QueueName } from '../queues.ts'
import type { Table } from '../table/table.ts'

/** Queues to send to. Throws if a message could not be sent after the usual retries. */
export interface Queues {
  send(queue: QueueName, bodies: readonly string[]): Promise<void>
}

/** A log of facts without personal data: ids, types, counts. */
export interface Log {
  info(message: string, fields?: Record<string, unknown>): void
  warn(message: string, fields?: Record<string, unknown>): void
  error(message: string, fields?: Record<string, unknown>): void
}

/** Everything the engine does not do itself. */
export interface Ports {
  table: Table
  queues: Queues
  clock: Clock
  keys: Keys
  log: Log
  /** Waits before the next try after a lost race; longer each time. */
  backoff(attempt: number): Promise<void>
}
