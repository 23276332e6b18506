/**
 * Process: wakes what has fallen due. In the cloud a schedule does so every minute; here every second, and at once when
 * the business clock was set.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { makeSweep } from '../../../functions/clock/clock.ts'
import { makePorts } from '../../../functions/ports.ts'
import { chainQueues } from '../../../shared/queues.ts'
import { endWithParent, logError, sayReady } from '../child.ts'
import { offsetIn } from '../clock-file.ts'
import { readConfig, sqsUrl } from '../config.ts'
import { queueDepths } from '../queue-depths.ts'
import { runtimeConfig } from '../runtime.ts'
import { noteSweep } from '../sweeps.ts'

const sweepEveryMs = 1_000
const lookEveryMs = 50
/** A sweep finds again what it has found until a worker has dealt with it: sweeping on would only fill the queue. */
const longestHoldMs = 10_000
const fewMessages = 50

const config = readConfig()
const sweep = makeSweep(makePorts(runtimeConfig(config)))
let running = true

async function sweepUntilStopped(): Promise<void> {
  for (let count = 1; running; count++) {
    const offset = offsetIn(config.clockFile)
    const sent = await sweep().catch((error: unknown) => {
      logError('sweep', error)
      return 0
    })
    const swept = performance.now()
    noteSweep(config.sweepFile, { count, offsetMs: offset, sent })
    const isOver = async () => {
      const passed = performance.now() - swept
      if (offsetIn(config.clockFile) !== offset) return true
      return passed > longestHoldMs || (passed > sweepEveryMs && (sent === 0 || (await fewWakesLeft())))
    }
    while (running && !(await isOver())) await delay(lookEveryMs)
  }
}

async function fewWakesLeft(): Promise<boolean> {
  const { open } = await queueDepths(sqsUrl(config), chainQueues).catch(() => ({ open: 0 }))
  return open < fewMessages
}

const swept = sweepUntilStopped()
endWithParent(async () => {
  running = false
  await swept
})
sayReady()
