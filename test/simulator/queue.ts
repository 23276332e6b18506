/** A standard queue in memory: at least once, in no order, hidden while somebody works on it. Obeys test/shared/queue/contract.ts. */

import { Turns } from '../../infra/local/sqs/turns.ts'
import { addMs, compareInstants, type Instant } from '../../shared/calendar/index.ts'
import type { Refused } from '../../shared/queues.ts'

/** A message as somebody received it; the receipt is good for this one time. */
export interface Received {
  messageId: string
  body: string
  receipt: string
  /** How often it has been received, this time included. */
  receiveCount: number
  /** The group it was sent in. */
  group: string | undefined
}

interface Held {
  messageId: string
  body: string
  receiveCount: number
  group: string | undefined
  receipt?: string
  hiddenUntil?: Instant
}

/** Most messages of one receive, and the most bytes of a message. */
const mostReceived = 10
const mostBytes = 1024 * 1024

/** One queue. `pick` chooses which of `n` messages comes next; groups take turns if it is left out. */
export class MemoryQueue {
  readonly #messages = new Map<string, Held>()
  readonly #now: () => Instant
  readonly #turns = new Turns()
  #sent = 0

  constructor(now: () => Instant) {
    this.#now = now
  }

  /** Takes messages in; answers those that are too large, which it never takes. */
  send(bodies: readonly string[], group?: string): Refused[] {
    const tooLarge = (body: string) => Buffer.byteLength(body) > mostBytes
    for (const body of bodies) {
      if (tooLarge(body)) continue
      const messageId = `m${++this.#sent}`
      this.#messages.set(messageId, { messageId, body, receiveCount: 0, group })
    }
    return bodies.filter(tooLarge).map((body) => ({ body, reason: 'InvalidParameterValue' }))
  }

  /** Gives up to `max` (at most ten) visible messages and hides them for `hiddenMs`. */
  receive(max: number, hiddenMs: number, pick?: (n: number) => number): Received[] {
    const visible = this.#visible()
    const received: Received[] = []
    while (visible.length > 0 && received.length < Math.min(max, mostReceived)) {
      const [held] = visible.splice(pick ? pick(visible.length) : this.#whoseTurn(visible), 1) as [Held]
      held.receiveCount++
      held.receipt = `${held.messageId}.${held.receiveCount}`
      held.hiddenUntil = addMs(this.#now(), hiddenMs)
      const { messageId, body, receipt, receiveCount, group } = held
      received.push({ messageId, body, receipt, receiveCount, group })
    }
    return received
  }

  /** The message is done with; a receipt that is not the last one given does nothing. */
  remove(receipt: string): void {
    const held = this.#byReceipt(receipt)
    if (held) this.#messages.delete(held.messageId)
  }

  /** The message may come again at once. */
  giveBack(receipt: string): void {
    const held = this.#byReceipt(receipt)
    if (held) delete held.hiddenUntil
  }

  /** How many could be received now. */
  get visible(): number {
    return this.#visible().length
  }

  /** How many there are, hidden ones too. */
  get size(): number {
    return this.#messages.size
  }

  /** When the next hidden message comes into sight, if all are hidden. */
  get nextVisible(): Instant | undefined {
    return [...this.#messages.values()].flatMap((held) => held.hiddenUntil ?? []).sort(compareInstants)[0]
  }

  /** Bodies of all messages, for audits. */
  get bodies(): string[] {
    return [...this.#messages.values()].map((held) => held.body)
  }

  #whoseTurn(visible: readonly Held[]): number {
    const next = this.#turns.next(new Set(visible.map(({ group = '' }) => group)))
    return visible.findIndex(({ group = '' }) => group === next)
  }

  #visible(): Held[] {
    const now = this.#now()
    return [...this.#messages.values()].filter(
      ({ hiddenUntil }) => hiddenUntil === undefined || compareInstants(hiddenUntil, now) <= 0,
    )
  }

  #byReceipt(receipt: string): Held | undefined {
    return [...this.#messages.values()].find((held) => held.receipt === receipt)
  }
}
