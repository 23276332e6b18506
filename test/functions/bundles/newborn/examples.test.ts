/** The examples of the law, and enrolment from certificate to insured, through the real inbox and engine. */
import { describe, expect, test } from 'vitest'
import { at } from '../../../support/bank.ts'
import { register } from '../../../support/people.ts'
import { birth, childOf, itemsOn, makeNursery, motherBirth, notices, paid, theCase } from './scene.ts'

describe('examples of the law', () => {
  test('born 2026-03-10 in Kunming and paid on 03-12: one bill at once, covered from birth, no card until 09-06', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('birth.certified', birth('2026-03-10'))
    const bills = stack.sent('tax', 'premium.assessed')
    expect(bills.map(({ data }) => data)).toMatchObject([
      { psn_no: childOf(), insutype: '390', insu_admdvs: '530100', year: 2026, amt: '400.00', due_date: '2026-06-08' },
    ])
    const waiting = await theCase(stack)
    expect(waiting).toMatchObject({ status: 'waiting', admdvs: '530100', due_at: '2026-06-08T23:59:59+08:00' })
    expect(waiting.waiting_for).toMatchObject({ actor: 'citizen', until: '2026-06-08T23:59:59+08:00' })
    await stack.advanceTo(at('2026-03-12'))
    const bill_no = bills[0]!.data.bill_no
    await stack.happen('premium.paid', { bill_no, amt: '400.00', paid_at: at('2026-03-12') })
    expect(await theCase(stack)).toMatchObject({
      status: 'done',
      outcome: {
        result: 'insured',
        child_psn_no: childOf(),
        insu_admdvs: '530100',
        years: [{ year: 2026, amt: '400.00', paid_at: at('2026-03-12'), from: '2026-03-10', to: '2026-12-31' }],
        cardless_to: '2026-09-06',
        linked: {},
      },
    })
    expect(stack.sent('registry').map(({ type, data }) => [type, data.psn_insu_stas ?? data.kind, data.from])).toEqual([
      ['enrolment.changed', '0', '2026-03-10'],
      ['enrolment.changed', '1', '2026-03-10'],
      ['entitlement.granted', 'resident-basic', '2026-03-10'],
    ])
  })

  test.each([
    ['2026-06-08', '2026-03-10'],
    ['2026-06-09', '2026-07-01'],
  ])('born 2026-03-10 and paid on %s: covered from %s', async (on, from) => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', birth('2026-03-10'))
    await stack.advanceTo(at(on))
    await stack.happen('premium.paid', paid(2026, on))
    expect((await theCase(stack)).outcome?.years).toMatchObject([{ year: 2026, from, to: '2026-12-31' }])
  })

  test('born 2025-11-20: no bill in the collection period; both years paid on 2026-01-05 are covered in retrospect', async () => {
    const stack = await makeNursery(at('2025-11-20'))
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('birth.certified', birth('2025-11-20'))
    expect(stack.sent('tax')).toEqual([])
    expect(notices(stack, 'newborn.premium')[0]?.data.text).toContain('自己申报')
    await stack.advanceTo(at('2026-01-05'))
    await stack.happen('premium.paid', paid(2025, '2026-01-05'))
    expect((await theCase(stack)).outcome?.cardless_to).toBe('2025-12-31')
    await stack.happen('premium.paid', paid(2026, '2026-01-05'))
    expect((await theCase(stack)).outcome).toMatchObject({
      years: [
        { year: 2025, from: '2025-11-20', to: '2025-12-31' },
        { year: 2026, from: '2026-01-01', to: '2026-12-31' },
      ],
      cardless_to: '2026-05-19',
    })
  })

  test.each([
    ['2026-06-08', '2026-03-10'],
    ['2026-06-09', '2026-06-09'],
    ['2026-12-31', '2026-12-31'],
  ])('born 2026-03-10 in Fuzhou and paid on %s: covered from %s, as the family was told', async (on, from) => {
    const stack = await makeNursery(at('2026-03-10'))
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('birth.certified', birth('2026-03-10', { fixmedins_code: 'H35010200001' }))
    await stack.advanceTo(at(on))
    const item = (await itemsOn(stack, on)).find(({ name }) => name === 'premium')
    expect(item?.text).toContain(from === '2026-03-10' ? '从出生那天起' : '从缴费当天起报销')
    await stack.happen('premium.paid', paid(2026, on))
    expect((await theCase(stack)).outcome?.years).toMatchObject([{ year: 2026, from, to: '2026-12-31' }])
    expect(notices(stack, 'newborn.insured')).toHaveLength(1)
  })

  test('Taiyuan, born 2026-03-10: covered to 2026-12-31 at once, no bill, done; 2027 is not offered', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', birth('2026-03-10', { fixmedins_code: 'H14010200001' }))
    expect(stack.sent('tax')).toEqual([])
    expect(await theCase(stack)).toMatchObject({
      status: 'done',
      outcome: { years: [{ year: 2026, amt: '0.00', from: '2026-03-10', to: '2026-12-31' }] },
      state: { offers: [] },
    })
  })

  test('born 2026-11-02: 2026 by self-declaration, only 2027 waits for its premium, and goes on once it is set', async () => {
    const stack = await makeNursery(at('2026-11-02'))
    await stack.happen('birth.certified', birth('2026-11-02'))
    const open = await stack.tasks(childOf())
    expect(open).toMatchObject([
      { kind: 'policy-missing', owner: { role: 'operator' }, facts: { name: 'resident_premium', year: 2027 } },
    ])
    expect((await theCase(stack)).waiting_for).toMatchObject({ actor: 'citizen' })
    await stack.policy({ name: 'resident_premium', admdvs: '000000', from: '2027-01-01', value: '430.00' })
    expect(await stack.tasks(childOf())).toEqual([])
    await stack.happen('premium.paid', paid(2026, '2026-11-03'))
    await stack.happen('premium.paid', paid(2027, '2026-11-03', { amt: '430.00' }))
    expect((await theCase(stack)).outcome?.years).toMatchObject([
      { year: 2026, amt: '400.00', from: '2026-11-02', to: '2026-12-31' },
      { year: 2027, amt: '430.00', from: '2027-01-01', to: '2027-12-31' },
    ])
  })
})
