/** Lambda entry of the clock, called by a schedule every minute. */
import { deployedPorts } from '../runtime.ts'
import { makeSweep } from './clock.ts'

const sweep = makeSweep(await deployedPorts('clock'))

/** Wakes what has fallen due; a sweep that fails is made up for by the next. */
export const handler = async (): Promise<{ sent: number }> => ({ sent: await sweep() })
