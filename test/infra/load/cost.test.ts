/** What loading a province is reckoned to take is what a person takes, and what the decision says. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { historyTable, loadedPerson } from '../../../infra/cost/history.ts'
import { makeStack } from '../../support/stack.ts'
import { loading, provinceOf, until } from './support.ts'

describe('what loading takes', () => {
  it('a person takes as many items, bytes and units as is reckoned with', async () => {
    const stack = await makeStack({ now: `${until}T08:00:00+08:00` })
    const load = loading(stack)
    const { out } = await load.run(['write', ...load.files(provinceOf(300))])
    const [items, bytes, units] = /每人 ([\d.]+) 条、(\d+) 字节、([\d.]+) 写单位/.exec(out)!.slice(1).map(Number)
    for (const [measured, reckoned] of [
      [items, loadedPerson.items],
      [bytes, loadedPerson.bytes],
      [units, loadedPerson.writeUnits],
    ]) {
      expect(measured! / reckoned!).toBeGreaterThan(0.93)
      expect(measured! / reckoned!).toBeLessThan(1.07)
    }
  })

  it('the decision says what 75 million come to', () => {
    const decision = new URL('../../../infra/decisions/0075-history-comes-in-without-acting.md', import.meta.url)
    expect(readFileSync(decision, 'utf8')).toContain(historyTable(75_000_000))
  })
})
