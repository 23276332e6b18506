/** RULES.md 4.2 to 4.4: bills, or none in the collection period. */
import { describe, expect, test } from 'vitest'
import { at } from '../../../support/bank.ts'
import { register } from '../../../support/people.ts'
import { birth, childOf, makeNursery, motherBirth, notices, paid, theCase } from './scene.ts'

describe('bills', () => {
  test('the day of enrolment decides, not when its report arrived', async () => {
    const stack = await makeNursery(at('2026-10-12'))
    await stack.happen('birth.certified', birth('2026-10-01'), { time: at('2026-10-09') })
    expect(stack.sent('tax', 'premium.assessed')).toMatchObject([{ data: { due_date: '2026-12-30' } }])
  })

  test('enrolled in January, born in November: a bill for each of both years', async () => {
    const stack = await makeNursery(at('2026-01-10'))
    await stack.happen('birth.certified', birth('2025-11-20', { fixmedins_code: 'H33010200001' }))
    const bills = stack.sent('tax', 'premium.assessed')
    expect(bills.map(({ data }) => [data.year, data.amt, data.due_date])).toEqual([
      [2025, '400.00', '2026-02-18'],
      [2026, '400.00', '2026-02-18'],
    ])
  })

  test('due 30 days after the assessment where that is later; a year that can no longer be covered has no bill', async () => {
    const stack = await makeNursery(at('2026-03-01'))
    await stack.happen('birth.certified', birth('2025-11-20'))
    expect(stack.sent('tax').map(({ data }) => [data.year, data.due_date])).toEqual([[2026, '2026-03-31']])
  })

  test('a premium that is published later is assessed then, and the waiting task closes', async () => {
    const stack = await makeNursery(at('2027-04-20'))
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('birth.certified', birth('2027-04-20'))
    expect(stack.sent('tax')).toEqual([])
    expect((await theCase(stack)).waiting_for).toMatchObject({ actor: 'operator', what: 'policy-missing' })
    await stack.advanceTo(at('2027-07-10'))
    await stack.policy({ name: 'resident_premium', admdvs: '530000', from: '2027-01-01', value: '410.00' })
    expect(stack.sent('tax').map(({ data }) => [data.amt, data.due_date])).toEqual([['410.00', '2027-08-09']])
    expect(await stack.tasks(childOf())).toEqual([])
    expect((await theCase(stack)).waiting_for).toMatchObject({ actor: 'citizen' })
    expect(notices(stack, 'newborn.premium').at(-1)?.data.text).toContain('410.00元')
  })

  test('the one who enrolled by self-declaration gets no bill when a premium is published later', async () => {
    const stack = await makeNursery(at('2026-12-20'))
    await stack.happen('birth.certified', birth('2026-12-20'))
    await stack.advanceTo(at('2027-02-01'))
    await stack.policy({ name: 'resident_premium', admdvs: '000000', from: '2027-01-01', value: '430.00' })
    expect(stack.sent('tax')).toEqual([])
    await stack.happen('premium.paid', paid(2027, '2027-02-01', { amt: '430.00' }))
    expect((await theCase(stack)).outcome?.years).toMatchObject([{ year: 2027, from: '2027-01-01' }])
  })

  test('a payment that comes before its certificate is parked, and taken up with it', async () => {
    const stack = await makeNursery(at('2026-03-12'))
    await stack.happen('premium.paid', paid(2026, '2026-03-11'))
    await stack.happen('birth.certified', birth('2026-03-10'))
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { years: [{ from: '2026-03-10' }] } })
  })
})
