/**
 * Whose turn it is where groups share a queue: the local stand-in for what SQS does on a standard queue whose messages
 * name groups ("fair queues"). SQS sets back a group that has too much in hand; here groups simply take turns, and all
 * that name none are one group.
 */

/** Remembers when each group had its turn. */
export class Turns {
  readonly #last = new Map<string, number>()
  #turn = 0

  /** The group, of those that have something waiting, that had its turn longest ago. */
  next(groups: Iterable<string>): string | undefined {
    let next: string | undefined
    for (const group of groups) if (next === undefined || this.#before(group, next)) next = group
    if (next !== undefined) this.#last.set(next, ++this.#turn)
    return next
  }

  #before(one: string, other: string): boolean {
    return (this.#last.get(one) ?? 0) < (this.#last.get(other) ?? 0)
  }
}

/** A message as it waits. */
interface Waiting {
  readonly messageGroupId?: string | undefined
}

const groupOf = ({ messageGroupId = '' }: Waiting) => messageGroupId

/** Waiting messages that are taken from the front, one of each group in turn; within a group in the order they came. */
export class FairList<Message extends Waiting> extends Array<Message> {
  /** What is cut out of it is a plain list. */
  static override readonly [Symbol.species] = Array
  readonly #turns = new Turns()
  readonly #waiting = new Map<string, number>()

  override push(...messages: Message[]): number {
    for (const message of messages) this.#count(groupOf(message), 1)
    return super.push(...messages)
  }

  override shift(): Message | undefined {
    const group = this.#turns.next(this.#waiting.keys())
    if (group === undefined) return undefined
    this.#count(group, -1)
    const index = this.findIndex((message) => groupOf(message) === group)
    return index === 0 ? super.shift() : this.splice(index, 1)[0]
  }

  #count(group: string, by: number): void {
    const now = (this.#waiting.get(group) ?? 0) + by
    if (now === 0) this.#waiting.delete(group)
    else this.#waiting.set(group, now)
  }
}
