/** What goes wrong, how often, and how often it did. Weights differ from run to run: one run is rough in one way only. */
import { Random } from './random.ts'

/** Kinds of faults. */
export const faultKinds = [
  'stopped-before-call',
  'stopped-after-call',
  'throttled',
  'timed-out-not-worked',
  'timed-out-worked',
  'worked-twice',
  'conflict',
  'sent-in-part',
  'short-page',
  'stale-index',
  'slow-call',
  'delete-lost',
  'delivered-twice',
  'dead-letter',
  'needless-sweep',
  'clock-jump',
  'clock-skew',
  'expired-identity',
  'old-chain-version',
  'release-taken-back',
  'event-repeated',
  'event-late',
  'junk-event',
  'bank-slow',
  'bank-silent',
  'bank-wrong',
  'bank-repeats',
  'bank-returns',
  'bank-changes-mind',
  'bank-takes-back',
  'bank-paid-after-all',
  'decided-twice',
] as const
/** A kind of fault. */
export type FaultKind = (typeof faultKinds)[number]

/** What is no fault, but must happen for a run to prove anything of it. */
export const happeningKinds = ['gone-to-rest', 'taken-up-from-rest'] as const
/** What is counted. */
export type CountedKind = FaultKind | (typeof happeningKinds)[number]

/** Thrown by a call that fails as the world fails, not by a bug. */
export class SimulatedFault extends Error {
  constructor(kind: FaultKind) {
    super(kind)
    this.name = 'SimulatedFault'
  }
}

/** Errors that are no bugs: the world failed, or somebody answered the release before about a case of the next. */
export const isExpected = (name: unknown): boolean => name === 'SimulatedFault' || name === 'OutOfDate'

/** How likely a fault is at one opportunity, at most. */
const mostLikely: Record<FaultKind, number> = {
  'stopped-before-call': 0.04,
  'stopped-after-call': 0.04,
  throttled: 0.06,
  'timed-out-not-worked': 0.05,
  'timed-out-worked': 0.05,
  'worked-twice': 0.06,
  conflict: 0.15,
  'sent-in-part': 0.15,
  'short-page': 0.5,
  'stale-index': 0.8,
  'slow-call': 0.03,
  'delete-lost': 0.2,
  'delivered-twice': 0.2,
  'dead-letter': 1,
  'needless-sweep': 0.03,
  'clock-jump': 0.01,
  'clock-skew': 0.5,
  'expired-identity': 1,
  'old-chain-version': 1,
  'release-taken-back': 1,
  'event-repeated': 0.3,
  'event-late': 0.5,
  'junk-event': 0.15,
  'bank-slow': 0.5,
  'bank-silent': 0.3,
  'bank-wrong': 0.4,
  'bank-repeats': 0.4,
  'bank-returns': 0.5,
  'bank-changes-mind': 0.2,
  'bank-takes-back': 0.4,
  'bank-paid-after-all': 0.6,
  'decided-twice': 0.3,
}

/** The faults of one run. */
export class Faults {
  readonly counts = new Map<CountedKind, number>()
  readonly #likely = new Map<FaultKind, number>()
  readonly #random: Random
  /** Set when the run turns calm: nothing goes wrong any more. */
  calm: boolean

  constructor(seed: string | number, calm = false) {
    this.#random = new Random('faults', seed)
    this.calm = calm
    const kept = this.#random.pick([0.2, 0.5, 0.8, 1])
    for (const kind of faultKinds) {
      if (this.#random.chance(kept)) this.#likely.set(kind, this.#random.next() * mostLikely[kind])
    }
  }

  /** How likely this fault is in this run. */
  likely(kind: FaultKind): number {
    return this.calm ? 0 : (this.#likely.get(kind) ?? 0)
  }

  /** Whether it happens now; `random` is the chance of whoever asks. */
  strikes(kind: FaultKind, random: Random = this.#random): boolean {
    const likely = this.likely(kind)
    if (likely === 0 || !random.chance(likely)) return false
    this.count(kind)
    return true
  }

  /** Counts one that happened. */
  count(kind: CountedKind): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1)
  }
}
