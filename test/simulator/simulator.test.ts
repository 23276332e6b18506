/** Hundreds of small populations, each in a world that fails in its own way. */
import { describe, expect, it } from 'vitest'
import { emptyTotals, report } from './report.ts'
import { runSeed } from './seeds.ts'

/** As many as half a minute of one core carries; a night runs thousands (`npm run simulate`). */
const seeds = 14
const first = 1

describe('the simulator', () => {
  it(`finds nothing wrong in ${seeds} populations`, { timeout: 300_000 }, async () => {
    const totals = emptyTotals()
    const failed: string[] = []
    for (let seed = first; seed < first + seeds; seed++) {
      const { violations } = await runSeed(String(seed), totals)
      if (violations.length > 0) failed.push(`seed ${seed}: ${violations.slice(0, 3).join('; ')}`)
    }
    expect(failed, report(totals, 0)).toEqual([])
    // Every kind of fault was there: a run in which nothing goes wrong proves nothing.
    for (const [kind, n] of totals.faults) expect(n, kind).toBeGreaterThan(0)
    expect(totals.faults.size).toBeGreaterThan(25)
  })

  it('replays a seed exactly', async () => {
    const [one, other] = [await runSeed('39'), await runSeed('39')]
    expect(other.ran.trace).toEqual(one.ran.trace)
    expect(other.ran.steps).toBe(one.ran.steps)
    expect(other.ran.world.sent.map(({ at, queue }) => `${at} ${queue}`)).toEqual(
      one.ran.world.sent.map(({ at, queue }) => `${at} ${queue}`),
    )
  })
})
