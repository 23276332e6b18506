/**
 * The business clock of the local stack. Its processes share it through a small file that says how far business time is
 * ahead of (or behind) the machine's. Every look at the clock reads the file, so that once it was set no process sees the old time.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { compareInstants, type Instant } from '../../shared/calendar/index.ts'
import { type Clock, offsetClock, offsetTo } from '../../shared/clock/index.ts'

/** The clock kept in a file. It never goes back, not even if the machine's clock does. */
export const fileClock = (path: string): Clock => neverBack(() => offsetIn(path))

/** The clock in a file as the one process has it that sets it: what it has set it need not look up each time. */
export function ownFileClock(path: string): Clock & { set(to: Instant): Instant | undefined } {
  let offsetMs = offsetIn(path)
  return {
    ...neverBack(() => offsetMs),
    set(to) {
      const now = setFileClock(path, to)
      offsetMs = offsetIn(path)
      return now
    },
  }
}

function neverBack(offsetMs: () => number): Clock {
  const clock = offsetClock(offsetMs)
  let latest: Instant | undefined
  return {
    now() {
      const now = clock.now()
      if (latest === undefined || compareInstants(now, latest) > 0) latest = now
      return latest
    },
  }
}

/**
 * Sets the clock in a file forward to `to`, from where it runs on. Answers the present, or undefined, and no change, if
 * that moment has passed. One process only (the API) may set a clock.
 */
export function setFileClock(path: string, to: Instant): Instant | undefined {
  const clock = fileClock(path)
  if (compareInstants(to, clock.now()) < 0) return undefined
  writeOffset(path, offsetTo(to))
  return clock.now()
}

/**
 * Makes the file of a clock that starts at `now` (the machine's time if none is given). A clock that is there already
 * goes on; it is set forward to `now`, never back. Answers the present.
 */
export function openFileClock(path: string, now?: Instant): Instant {
  if (!exists(path)) writeOffset(path, now === undefined ? 0 : offsetTo(now))
  else if (now !== undefined) setFileClock(path, now)
  return fileClock(path).now()
}

/** How far the clock in a file is ahead of the machine's, in milliseconds; changes only when somebody sets the clock. */
export function offsetIn(path: string): number {
  const { offsetMs } = JSON.parse(readFileSync(path, 'utf8')) as { offsetMs: number }
  return offsetMs
}

/** A rename shows readers the old file or the new one, never half of one. */
function writeOffset(path: string, offsetMs: number): void {
  writeFileSync(`${path}.new`, JSON.stringify({ offsetMs }))
  renameSync(`${path}.new`, path)
}

function exists(path: string): boolean {
  try {
    offsetIn(path)
    return true
  } catch {
    return false
  }
}
