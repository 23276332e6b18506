import { addDuration, compareInstants, epochMs, type Instant, instantFromEpochMs } from '../calendar/index.ts'

/** Where the present comes from. Everything that needs the time is given it; nothing else asks the machine. */
export interface Clock {
  /** The present moment of business time. */
  now(): Instant
}

/** A clock that is set by hand and never goes back. */
export interface ManualClock extends Clock {
  /** Goes to a moment; an earlier one than now changes nothing. Answers the present. */
  set(instant: Instant): Instant
  /** Goes on by an ISO 8601 duration (`P1D`, `PT90M`); undefined, and no change, if that is malformed or negative. */
  advance(duration: string): Instant | undefined
}

/** The machine's clock: the only place that asks for the real time. */
export const systemClock: Clock = { now: () => instantFromEpochMs(Date.now()) }

/** The machine's time in milliseconds since 1970: for signatures and patience, which are no business of anybody's. */
export const machineMs = (): number => Date.now()

/** The machine's clock, set forward: it runs, `offsetMs` (read each time) ahead of real time. For the local stack. */
export function offsetClock(offsetMs: () => number): Clock {
  return { now: () => instantFromEpochMs(Date.now() + offsetMs()) }
}

/** How many milliseconds an instant lies ahead of the machine's clock: what {@link offsetClock} needs to start there. */
export function offsetTo(instant: Instant): number {
  return epochMs(instant) - Date.now()
}

/** A clock that stands still. */
export function fixedClock(now: Instant): Clock {
  return { now: () => now }
}

/** A clock that only moves when told to. For tests and the simulator. */
export function manualClock(start: Instant): ManualClock {
  let present = start
  const set = (instant: Instant): Instant => {
    if (compareInstants(instant, present) > 0) present = instant
    return present
  }
  return {
    now: () => present,
    set,
    advance(duration) {
      const next = addDuration(present, duration)
      return next && compareInstants(next, present) >= 0 ? set(next) : undefined
    },
  }
}
