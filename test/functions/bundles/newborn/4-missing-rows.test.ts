/** RULES.md 4.5, 7.2: a row that is missing is never guessed; what needs it waits, and nothing else does. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newbornFree, newbornLateFrom } from '../../../../functions/bundles/newborn/parameters.ts'
import { NATION } from '../../../../shared/codes/index.ts'
import type { AnyParameter } from '../../../../shared/policy/index.ts'
import { at, orders } from '../../../support/bank.ts'
import { bankAccount, register } from '../../../support/people.ts'
import { birth, childOf, makeNursery, motherBirth, paid, theCase } from './scene.ts'

const hangzhou = { fixmedins_code: 'H33010200001' }

/** A release without a row for the nation. */
function withoutNation(parameter: AnyParameter): void {
  const { rows } = parameter
  beforeEach(() => {
    Object.assign(parameter, { rows: rows.filter(({ admdvs }) => admdvs !== NATION) })
  })
  afterEach(() => {
    Object.assign(parameter, { rows })
  })
}

describe('whether the year of birth is free', () => {
  withoutNation(newbornFree)

  async function bornInNovember() {
    const stack = await makeNursery(at('2026-01-10'))
    await register(stack, 2, { brdy: motherBirth, bank_acct: bankAccount })
    await stack.happen('birth.certified', birth('2025-11-20', hangzhou))
    return stack
  }

  test('is waited for by that year alone: the other has its bill', async () => {
    const stack = await bornInNovember()
    expect(stack.sent('tax').map(({ data }) => data.year)).toEqual([2026])
    expect(await stack.tasks(childOf())).toMatchObject([
      { kind: 'policy-missing', owner: { role: 'operator' }, facts: { name: 'newborn_free', on: '2025-11-20' } },
    ])
    await stack.happen('premium.paid', paid(2026, '2026-01-10'))
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { years: [{ year: 2026 }] } })
    expect(await stack.tasks(childOf())).toHaveLength(1)
  })

  test.each([
    [false, '400.00', 0],
    [true, '0.00', 1],
  ])('what was paid meanwhile lies until it is set: %s', async (value, amt, back) => {
    const stack = await bornInNovember()
    await stack.happen('premium.paid', paid(2025, '2026-01-10'))
    expect(await theCase(stack)).toMatchObject({ status: 'waiting', waiting_for: { what: 'policy-missing' } })
    expect(orders(stack)).toEqual([])
    await stack.policy({ name: 'newborn_free', admdvs: '330000', value })
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { years: [{ year: 2025, amt }] } })
    expect(orders(stack)).toHaveLength(back)
    expect(await stack.tasks(childOf())).toEqual([])
  })
})

describe('from when a late payment covers', () => {
  withoutNation(newbornLateFrom)

  test('is waited for by who pays late, and by nobody else', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', birth('2026-03-10', hangzhou))
    await stack.happen('birth.certified', birth('2026-03-10', { ...hangzhou, birth_cert_no: 'Z530000002' }))
    await stack.happen('premium.paid', paid(2026, '2026-03-12', { birth_cert_no: 'Z530000002' }))
    expect((await theCase(stack, childOf('Z530000002'))).status).toBe('done')
    await stack.advanceTo(at('2026-06-20'))
    await stack.happen('premium.paid', paid(2026, '2026-06-20'))
    expect(await theCase(stack)).toMatchObject({ status: 'waiting', waiting_for: { what: 'policy-missing' } })
    expect(await stack.tasks(childOf())).toMatchObject([
      { kind: 'policy-missing', facts: { name: 'newborn_late_from', on: '2026-06-20' } },
    ])
    await stack.policy({ name: 'newborn_late_from', admdvs: '330000', value: 'payment-day' })
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { years: [{ from: '2026-06-20' }] } })
  })
})
