/** A release goes out, is taken back, and goes out again, in the middle of everything that can go wrong: no case is harmed. */
import { describe, expect, it } from 'vitest'
import { audit } from './audit/index.ts'
import { type FaultKind, Faults } from './faults.ts'
import { planOf } from './population/index.ts'
import type { Random } from './random.ts'
import { carryOut, isLeftAlone } from './run.ts'

/** Faults as they come, and the release before comes back in every run. */
class TakenBack extends Faults {
  override strikes(kind: FaultKind, random?: Random): boolean {
    return kind === 'old-chain-version' || kind === 'release-taken-back' || super.strikes(kind, random)
  }
}

describe('release N+1, then N, then N+1', () => {
  it('brings every case to its end, as if nothing had been taken back', { timeout: 120_000 }, async () => {
    let leftAlone = 0
    for (let seed = 1001; seed <= 1006; seed++) {
      const faults = new TakenBack(String(seed))
      const ran = await carryOut(planOf(String(seed), faults), faults, String(seed))
      expect(audit(ran), `seed ${seed}`).toEqual([])
      const written = ran.written.flatMap(({ changes }) => changes.flatMap(({ after }) => after ?? []))
      leftAlone += written.filter(isLeftAlone).length
      expect([...ran.world.table.items.values()].filter(isLeftAlone)).toEqual([])
    }
    expect(leftAlone).toBeGreaterThan(10)
  })
})
