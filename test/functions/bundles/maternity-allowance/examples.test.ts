/** The examples of RULES.md, through the real inbox and engine. */
import { describe, expect, test } from 'vitest'
import { at, orders, settled } from '../../../support/bank.ts'
import { bankAccount } from '../../../support/people.ts'
import { notices } from '../newborn/scene.ts'
import { delivery, insured, openTask, posted, psnNo, theCase, verify } from './scene.ts'

describe('examples', () => {
  test('Hebei, second child, caesarean: 173 days, 43423.00 to the mother, due 2026-04-22', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    expect(await theCase(stack)).toMatchObject({
      admdvs: '130100',
      due_at: '2026-04-22T23:59:59+08:00',
      waiting_for: { actor: 'employer', what: 'verify-birth', until: '2026-04-15T23:59:59+08:00' },
    })
    expect(await openTask(stack, 'verify-birth')).toMatchObject({
      owner: { role: 'employer', emp_no: 'E130100' },
      facts: { dscg_date: '2026-04-08', dystocia: true, child_order: 2, fetus_count: 1 },
    })
    await verify(stack)
    expect(orders(stack)).toMatchObject([
      {
        payer_admdvs: '130100',
        payee: { kind: 'person', name: '测试2', bank_code: '102', acct_no: bankAccount.acct_no },
        amt: '43423.00',
      },
    ])
    await settled(stack, 0, '2026-04-20')
    expect(await theCase(stack)).toMatchObject({
      status: 'done',
      outcome: {
        result: 'paid',
        days: 173,
        daily_base: '251.0000',
        amt: '43423.00',
        payee: 'person',
        newborn_cases: [],
      },
    })
    const told = notices(stack, 'allowance.paid')
    expect(told).toHaveLength(1)
    for (const part of ['173天', '43423.00元', '您的银行账户']) expect(told[0]!.data.text).toContain(part)
  })

  test('Zhejiang, twins: no verification, 173 days, 46845.23 at once', async () => {
    const stack = await insured('330100', { base: '8123.45' })
    await stack.happen('contribution.posted', posted('330100', '202510', '202603'))
    await stack.happen(
      'delivery.settled',
      delivery({ insu_admdvs: '330100', dystocia: false, fetus_count: 2, child_order: 1 }),
    )
    expect(await stack.tasks(psnNo)).toEqual([])
    expect(orders(stack)).toMatchObject([{ amt: '46845.23', payee: { kind: 'person' } }])
  })

  test('Zhejiang, 4 months, two more posted by June: waits, then goes on, due after the sixth was posted', async () => {
    const stack = await insured('330100')
    await stack.happen('contribution.posted', posted('330100', '202512', '202603'))
    await stack.happen('delivery.settled', delivery({ insu_admdvs: '330100' }))
    expect((await theCase(stack)).waiting_for).toEqual({
      actor: 'partner',
      what: 'contribution.posted',
      until: '2027-12-31T23:59:59+08:00',
    })
    expect(notices(stack, 'allowance.months-missing')[0]!.data.text).toContain('还差2个月')
    await stack.advanceTo(at('2026-05-11'))
    await stack.happen('contribution.posted', posted('330100', '202604', '202604'))
    await stack.advanceTo(at('2026-06-10'))
    await stack.happen('contribution.posted', posted('330100', '202605', '202605'))
    expect(await theCase(stack)).toMatchObject({
      waiting_for: { what: 'payment.settled' },
      due_at: '2026-06-25T23:59:59+08:00',
    })
    expect(orders(stack)).toHaveLength(1)
  })

  test('Henan: an operator is asked for the months, once they are set and met for the days', async () => {
    const stack = await insured('410100')
    await stack.happen('delivery.settled', delivery({ insu_admdvs: '410100' }))
    const missing = async () => (await stack.tasks(psnNo)).filter(({ kind }) => kind === 'policy-missing')
    expect(await missing()).toMatchObject([{ facts: { name: 'allowance_min_months', admdvs: '410100' } }])
    await stack.policy({ name: 'allowance_min_months', admdvs: '410000', value: 1 })
    expect(await missing()).toEqual([])
    await stack.happen('contribution.posted', posted('410100', '202603', '202603'))
    expect(await missing()).toMatchObject([{ facts: { name: 'extended_days' } }])
    await verify(stack)
    expect((await theCase(stack)).waiting_for).toMatchObject({ actor: 'operator', what: 'policy-missing' })
    await stack.policy({ name: 'extended_days', admdvs: '410000', value: { first: 90, second: 90, third: 90 } })
    expect(orders(stack)).toMatchObject([{ amt: '50953.00', payee: { kind: 'person' } }])
  })

  test('Henan, a miscarriage: nobody is asked for days by the order of the child', async () => {
    const stack = await insured('410100')
    await stack.policy({ name: 'allowance_min_months', admdvs: '410000', value: 0 })
    const miscarried = { outcome: 'miscarriage', gestation_weeks: 15, fetus_count: 0, child_order: 0 }
    await stack.happen('delivery.settled', delivery({ insu_admdvs: '410100', ...miscarried }))
    await verify(stack)
    expect(orders(stack)).toMatchObject([{ amt: '3765.00' }])
  })
})
