/** The policy packs that somebody is to get, or has got (functions/packs/RULES.md). */
import { compare, compareInstants, type Day, type Instant } from '../../calendar/index.ts'

/** What became of a pack: only one that waits may still be sent. */
export type PackState = 'waiting' | 'sent' | 'opted_out' | 'lapsed'

/** A pack, and what became of it for this person. */
export interface PackHeld {
  pack_id: string
  /** The pack's days. */
  from: Day
  to: Day
  state: PackState
  /** Since when it is so. */
  at: Instant
  /** Of one that waits: not before. */
  next?: Instant
  /**
   * It came as the copy of somebody's whom this person helps, which counts nowhere: `only`; or `first`, and the person
   * was found for it after that.
   */
  copy?: 'only' | 'first'
}

/** Key: `self`. One row a person, of those packs that still run, or were sent this month: it stays small. */
export interface Packs {
  held: PackHeld[]
}

/** The earlier `from` first, then the smaller `pack_id`. */
export const inTurn = (a: PackHeld, b: PackHeld): number => compare(a.from, b.from) || compare(a.pack_id, b.pack_id)

/** When one of them that waits is to be looked at next. */
export const nextOf = ({ held }: Packs): Instant | undefined =>
  held.flatMap(({ state, next }) => (state === 'waiting' && next !== undefined ? [next] : [])).sort(compareInstants)[0]

/** What is held under both of two numbers of one person: a pack once, and what was sent stays sent. */
export function packsOfBoth(own: Packs | undefined, lost: Packs): Packs {
  const held = new Map((own?.held ?? []).map((one) => [one.pack_id, one]))
  for (const one of lost.held) {
    const before = held.get(one.pack_id)
    if (!before || (before.state === 'waiting' && one.state !== 'waiting')) held.set(one.pack_id, one)
  }
  return { held: [...held.values()] }
}
