/**
 * Items that can't be read: written by a fault, changed past the engine, or sealed with a key that is gone. Whoever
 * works on one person must stop; a list of many leaves it out and says so, once in the log, which raises an alarm.
 */
import type { Log } from '../log.ts'
import type { Key } from './table.ts'

/** Reading an item failed; `pk` and `sk` say which, and nothing of what it holds is told. */
export class UnreadableItem extends Error {
  override readonly name = 'UnreadableItem'
  readonly item: string
  /** Whose item it is, if it is a person's. */
  readonly pid: string | undefined

  constructor({ pk, sk }: Key) {
    super(`item ${pk} ${sk} cannot be read`)
    this.item = `${pk} ${sk}`
    this.pid = pk.startsWith('P#') ? pk.slice(2) : undefined
  }
}

/** Reads an item. Throws an {@link UnreadableItem} in place of whatever reading it throws. */
export function reading<T>(item: Key, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof UnreadableItem ? error : new UnreadableItem(item)
  }
}

/** What reading an item for a list of many gives; undefined, and a line in the log, if it can't be read. */
export function readable<T>(log: Log, item: Key, read: () => T): T | undefined {
  try {
    return reading(item, read)
  } catch (error) {
    logUnreadable(log, error)
    return undefined
  }
}

/** Says that an item can't be read. Throws any other error on. */
export function logUnreadable(log: Log, error: unknown): void {
  if (!(error instanceof UnreadableItem)) throw error
  log.error('item unreadable', { pid: error.pid, item: error.item })
}
