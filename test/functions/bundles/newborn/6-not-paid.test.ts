/** RULES.md 6.2: what is not paid in time. */
import { describe, expect, test } from 'vitest'
import { at } from '../../../support/bank.ts'
import { register } from '../../../support/people.ts'
import { birth, childOf, makeNursery, motherBirth, notices, paid, theCase } from './scene.ts'

async function born(on: string, now = on) {
  const stack = await makeNursery(at(now))
  await register(stack, 2, { brdy: motherBirth })
  await stack.happen('birth.certified', birth(on))
  return stack
}

describe('not paid', () => {
  test('after day 90 the case waits on under the late rule, until the end of the year after birth', async () => {
    const stack = await born('2026-03-10')
    await stack.advanceTo(at('2026-06-09'))
    expect(await theCase(stack)).toMatchObject({
      status: 'waiting',
      waiting_for: { until: '2027-12-31T23:59:59+08:00' },
    })
    await stack.advanceTo(at('2027-12-31'))
    expect((await theCase(stack)).status).toBe('waiting')
    await stack.advanceTo(at('2028-01-01'))
    expect(await theCase(stack)).toMatchObject({
      status: 'withdrawn',
      outcome: { result: 'not-insured', child_psn_no: childOf(), insu_admdvs: '530100', years: [] },
    })
    expect(notices(stack, 'newborn.not-insured')).toHaveLength(1)
  })

  test('a payment of last year that is reported after the end is still taken up', async () => {
    const stack = await born('2026-03-10')
    await stack.advanceTo(at('2028-01-02'))
    await stack.happen('premium.paid', paid(2026, '2026-03-12'))
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { result: 'insured' } })
  })

  test('a case that opens after that has nothing left to pay', async () => {
    const stack = await born('2024-03-10', '2026-03-10')
    expect(await theCase(stack)).toMatchObject({ status: 'withdrawn', outcome: { result: 'not-insured' } })
    expect(stack.sent('tax')).toEqual([])
  })
})
