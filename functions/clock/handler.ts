/** Lambda entry of the clock, called by a schedule every minute. */

import { refuseLowerEpoch } from '../epoch.ts'
import { refuseOtherHashKey } from '../hash-key.ts'
import { deployedPorts } from '../runtime.ts'
import { makeSweep } from './clock.ts'

const ports = await deployedPorts('clock')
await Promise.all([refuseLowerEpoch(ports), refuseOtherHashKey(ports.table, ports.keys)])
const sweep = makeSweep(ports)

/** Wakes what has fallen due; a sweep that fails is made up for by the next. */
export const handler = async (): Promise<{ sent: number }> => ({ sent: await sweep() })
