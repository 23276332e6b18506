/**
 * Process: wakes what has fallen due. In the cloud a schedule does so every minute; here every other second, and at once when
 * the business clock was set.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { makeSweep } from '../../../functions/clock/clock.ts'
import { makeDaily } from '../../../functions/clock/daily.ts'
import { makePorts } from '../../../functions/ports.ts'
import { offsetIn } from '../clock-file.ts'
import { readConfig } from '../config.ts'
import { noteSweep } from '../sweeps.ts'
import { endWithParent, logError, sayReady } from './child.ts'
import { runtimeConfig } from './runtime.ts'

const sweepEveryMs = 2_000
const lookEveryMs = 50

const config = readConfig()
const ports = makePorts(runtimeConfig(config))
const sweep = makeSweep(ports)
const daily = makeDaily(ports)
let running = true

async function sweepUntilStopped(): Promise<void> {
  for (let count = 1; running; count++) {
    const offset = offsetIn(config.clockFile)
    const sent = await sweep().catch((error: unknown) => {
      logError('sweep', error)
      return 0
    })
    await daily().catch((error: unknown) => logError('daily', error))
    const swept = performance.now()
    noteSweep(config.sweepFile, { count, offsetMs: offset, sent })
    const isOver = () => offsetIn(config.clockFile) !== offset || performance.now() - swept > sweepEveryMs
    while (running && !isOver()) await delay(lookEveryMs)
  }
}

const swept = sweepUntilStopped()
endWithParent(async () => {
  running = false
  await swept
})
sayReady()
