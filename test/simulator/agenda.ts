/** What is to happen when: a list in the order of time, and of being written down. */
import type { Instant } from '../../shared/calendar/index.ts'

/** An entry: something that will be done at its time. */
export interface Entry {
  at: Instant
  what: string
  run: () => Promise<void> | void
}

/** Entries in their order. */
export class Agenda {
  readonly #entries: Entry[] = []

  /** Writes an entry down, after those of the same time. */
  add(entry: Entry): void {
    let low = 0
    let high = this.#entries.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#entries[middle] as Entry).at <= entry.at) low = middle + 1
      else high = middle
    }
    this.#entries.splice(low, 0, entry)
  }

  /** When the next entry is due. */
  get next(): Instant | undefined {
    return this.#entries[0]?.at
  }

  /** Whether something is still to happen whose name begins so. */
  awaits(beginning: string): boolean {
    return this.#entries.some(({ what }) => what.startsWith(beginning))
  }

  /** Takes the first entry out. */
  take(): Entry | undefined {
    return this.#entries.shift()
  }
}
