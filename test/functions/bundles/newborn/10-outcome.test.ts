/** RULES.md 10: what a newborn's case comes to, and by when. */
import { describe, expect, test } from 'vitest'
import { at } from '../../../support/bank.ts'
import { birth, childOf, makeNursery, paid, theCase } from './scene.ts'

describe('outcome', () => {
  test('of two years that were paid: each with its sum and cover, and the last day without card', async () => {
    const stack = await makeNursery(at('2025-11-20'))
    await stack.happen('birth.certified', birth('2025-11-20'))
    await stack.advanceTo(at('2026-01-05'))
    for (const year of [2025, 2026]) await stack.happen('premium.paid', paid(year, '2026-01-05'))
    expect((await theCase(stack)).outcome).toEqual({
      result: 'insured',
      child_psn_no: childOf(),
      insu_admdvs: '530100',
      years: [
        { year: 2025, amt: '400.00', paid_at: '2026-01-05T10:00:00+08:00', from: '2025-11-20', to: '2025-12-31' },
        { year: 2026, amt: '400.00', paid_at: '2026-01-05T10:00:00+08:00', from: '2026-01-01', to: '2026-12-31' },
      ],
      cardless_to: '2026-05-19',
      linked: {},
    })
  })

  test('of one that nobody paid: not insured, no year, no day without card', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', birth('2026-03-10'))
    await stack.advanceTo('2028-01-02T09:00:00+08:00')
    const { status, outcome } = await theCase(stack)
    expect([status, outcome]).toEqual([
      'withdrawn',
      { result: 'not-insured', child_psn_no: childOf(), insu_admdvs: '530100', years: [], linked: {} },
    ])
  })
})

test.each([
  ['2026-03-10', '2026-06-08'],
  ['2025-12-03', '2026-03-03'],
  ['2024-02-29', '2024-05-29'],
])('born %s: due on the 90th day, %s', async (born, due) => {
  const stack = await makeNursery(at(born))
  await stack.happen('birth.certified', birth(born))
  expect((await theCase(stack)).due_at).toBe(`${due}T23:59:59+08:00`)
})
