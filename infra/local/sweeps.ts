/** The clock process leaves word of each of its sweeps, so that who sets the clock can wait until timers have fired. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** The last sweep: its number, how far the clock was ahead when it began, and how many wakes it sent. */
export interface Sweep {
  readonly count: number
  readonly offsetMs: number
  readonly sent: number
}

/** Leaves word of a sweep. */
export function noteSweep(path: string, sweep: Sweep): void {
  writeFileSync(`${path}.new`, JSON.stringify(sweep))
  renameSync(`${path}.new`, path)
}

/** The last sweep there was word of. */
export function lastSweep(path: string): Sweep | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Sweep
  } catch {
    return undefined
  }
}

/** Resolves with the first sweep that is as asked; throws an Error if none is within `limitMs`. */
export async function untilSweep(path: string, isIt: (sweep: Sweep) => boolean, limitMs = 30_000): Promise<Sweep> {
  const end = performance.now() + limitMs
  for (;;) {
    const sweep = lastSweep(path)
    if (sweep && isIt(sweep)) return sweep
    if (performance.now() > end) throw new Error('the clock process does not sweep')
    await delay(20)
  }
}
