/** What is done once a day: the clock sends for it, whoever works finds out whether it is done. */
import { addMs, compareInstants, type Day, dayOf, type Instant } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'

/** When the day's work begins, in business time: after the figures of the day before are made, before offices open. */
const begins = '01:00'

/** When areas are screened (screening/RULES.md 2). */
const screens = '02:00'
/** A clock that starts within this time after it begins them all the same; later, the day has none: it is not made up. */
const lateMs = 3_600_000

/** Sends for the day's work once a day and process; twice does no harm. */
export function makeDaily(ports: Ports): () => Promise<void> {
  let kept: Day | undefined
  let screened: Day | undefined
  let last: Instant | undefined
  return async () => {
    const now = ports.clock.now()
    const today = dayOf(now)
    if (kept !== today && now.slice(11, 16) >= begins) {
      await pass(ports, [{ kind: 'keep' }])
      kept = today
    }
    if (screened !== today && isTimeToScreen(today, last, now)) {
      await pass(ports, [{ kind: 'screenings' }])
      screened = today
    }
    last = now
  }
}

/** Whether today's hour has just come, or came between this look at the clock and the last. */
function isTimeToScreen(today: Day, last: Instant | undefined, now: Instant): boolean {
  const at = `${today}T${screens}:00+08:00` as Instant
  if (compareInstants(now, at) < 0) return false
  return (last !== undefined && compareInstants(last, at) < 0) || compareInstants(now, addMs(at, lateMs)) < 0
}
