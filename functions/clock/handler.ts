/** Lambda entry of the clock, called by a schedule every minute. */

import { refuseLowerEpoch } from '../epoch.ts'
import { refuseOtherHashKey } from '../hash-key.ts'
import { deployedPorts } from '../runtime.ts'
import { makeSweep } from './clock.ts'
import { makeDaily } from './daily.ts'

const ports = await deployedPorts('clock')
await Promise.all([refuseLowerEpoch(ports), refuseOtherHashKey(ports.table, ports.keys)])
const sweep = makeSweep(ports)
const daily = makeDaily(ports)

/** Wakes what has fallen due, and begins the day's work; a sweep that fails is made up for by the next. */
export const handler = async (): Promise<{ sent: number }> => {
  const sent = await sweep()
  await daily()
  return { sent }
}
