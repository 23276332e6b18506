/** What is done once a day: the clock sends for it, whoever works finds out whether it is done. */
import { type Day, dayOf } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'

/** When the day's work begins, in business time: after the figures of the day before are made, before offices open. */
const begins = '01:00'

/** Sends for the day's work once a day and process; twice does no harm. */
export function makeDaily(ports: Ports): () => Promise<void> {
  let sent: Day | undefined
  return async () => {
    const now = ports.clock.now()
    const today = dayOf(now)
    if (sent === today || now.slice(11, 16) < begins) return
    await pass(ports, [{ kind: 'keep' }])
    sent = today
  }
}
