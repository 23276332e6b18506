/** The same events in any order lead to the same registers, as far as no person decided in between. */
import { describe, expect, it } from 'vitest'
import { Faults } from './faults.ts'
import { determined, differences } from './order.ts'
import { planOf } from './population/index.ts'

const seeds = Number(process.env.ORDER_SEEDS ?? 32)
const orders = 3

describe('the order of events', () => {
  it(`leaves no trace in ${seeds} populations, ${orders} orders each`, { timeout: 300_000 }, async () => {
    const wrong: string[] = []
    for (let seed = 1; seed <= seeds; seed++) {
      const plan = determined(planOf(String(seed), new Faults(String(seed))))
      for (const what of await differences(plan, orders)) wrong.push(`seed ${seed}, ${what.slice(0, 600)}`)
    }
    expect(wrong).toEqual([])
  })
})
