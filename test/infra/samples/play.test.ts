import { describe, expect, it } from 'vitest'
import { differencesIn } from '../../../events/samples/compare.ts'
import { newKeys } from '../../../infra/cli/keys.ts'
import { type CaseSeen, summarise } from '../../../infra/local/day/summary.ts'
import { sampleDay } from '../../../infra/samples/index.ts'
import { keysFromJson } from '../../../shared/identity/index.ts'
import { testKeys } from '../../support/stack.ts'
import { playInMemory } from './stage.ts'

/** Pairs of a delivery's allowance and a child's package; fails where only one of them knows of the other. */
function linksBothWays(cases: readonly CaseSeen[]): number {
  const told = cases.flatMap(({ case_id, outcome }) => {
    const children = (outcome?.newborn_cases ?? []) as string[]
    return children.map((child) => `${case_id} ${child}`)
  })
  const heard = cases.flatMap(({ case_id, outcome }) => {
    const { maternity_allowance } = (outcome?.linked ?? {}) as { maternity_allowance?: string }
    return maternity_allowance === undefined ? [] : [`${maternity_allowance} ${case_id}`]
  })
  expect(told.sort()).toEqual(heard.sort())
  return told.length
}

describe('a sample day, played in memory', () => {
  for (const [seed, keys, by] of [
    ...[1, 2].map((seed) => [seed, testKeys, 'AES and SHA-256'] as const),
    [5, keysFromJson(JSON.stringify(newKeys('sm'))), 'SM4 and SM3'] as const,
  ]) {
    it(`ends as the rules say (seed ${seed}, by ${by})`, async () => {
      const day = sampleDay(seed, 0.05)
      const { faults, stack, ...found } = await playInMemory(day, undefined, { keys })
      expect([...faults, ...differencesIn(day.expected, found)]).toEqual([])
      expect(found.ledger).toMatchObject({ balanced: true, violations: [], unfunded: '0.00' })
      expect(linksBothWays(found.cases)).toBeGreaterThan(0)
      const seen = { ...found, now: stack.clock.now(), events: 0, elapsedMs: 0, deadLetters: 0 }
      expect(summarise(seen)).toMatchObject({ well: true, stuck: [] })
    })
  }
})
