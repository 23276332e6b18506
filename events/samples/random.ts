/** Chance that follows from a seed: the same seed gives the same day on every machine. */

/** A source of chance. */
export class Random {
  #state: number

  /** The seed is a whole number. Each part of what follows from it has chance of its own: one more changes no other. */
  constructor(seed: number, part = '') {
    this.#state = (seed ^ 0x9e3779b9) >>> 0
    // FNV-1a, letter by letter.
    for (const letter of part) this.#state = Math.imul(this.#state ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }

  /** A number from 0 up to but not 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number within limits, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  /** One of some things. Throws for none. */
  pick<T>(from: readonly T[]): T {
    const picked = from[this.int(0, from.length - 1)]
    if (picked === undefined) throw new RangeError('nothing to pick from')
    return picked
  }

  /** One of some things by their weights. */
  weighted<T>(from: readonly (readonly [T, number])[]): T {
    let left = this.next() * from.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [thing, weight] of from) {
      left -= weight
      if (left < 0) return thing
    }
    return this.pick(from)[0]
  }

  /** The same things in another order. */
  shuffled<T>(things: readonly T[]): T[] {
    const order = things.map((thing) => ({ thing, key: this.next() }))
    return order.sort((a, b) => a.key - b.key).map(({ thing }) => thing)
  }

  /** A number around 1 as incomes spread: many small ones, few large ones. */
  spread(): number {
    const sum = Array.from({ length: 6 }, () => this.next()).reduce((a, b) => a + b, 0)
    return Math.exp((sum - 3) * 1.1)
  }
}
