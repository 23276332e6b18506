/** RULES.md 4.6: what a corrected row does to a bill that is not paid. */
import { describe, expect, test } from 'vitest'
import { at, orders } from '../../../support/bank.ts'
import { bankAccount, enrolment, register } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { birth, childOf, makeNursery, motherBirth, notices, paid, theCase, wake } from './scene.ts'

async function billed(brdy = '2026-03-10') {
  const stack = await makeNursery(at(brdy))
  await register(stack, 2, { brdy: motherBirth, bank_acct: bankAccount })
  await stack.happen('birth.certified', birth(brdy))
  return stack
}

/** The premium of Kunming is corrected, and the child asked again. */
async function correct(stack: Stack, value: string, year = 2026) {
  await stack.policy({ name: 'resident_premium', admdvs: '530100', from: `${year}-01-01`, value })
  await wake(stack)
}

const bills = (stack: Stack) => stack.sent('tax', 'premium.assessed').map(({ data }) => data)
const payBill = (stack: Stack, bill_no: string, amt: string, on = '2026-03-12') =>
  stack.happen('premium.paid', { bill_no, amt, paid_at: at(on) })

describe('the premium of a bill that is not paid', () => {
  test('is assessed anew: the old bill is superseded, the family is told the new sum and day', async () => {
    const stack = await billed()
    await stack.advanceTo(at('2026-05-20'))
    await correct(stack, '420.00')
    const [old, now, ...more] = bills(stack)
    expect(more).toEqual([])
    expect(now).toMatchObject({ year: 2026, amt: '420.00', due_date: '2026-06-19' })
    expect(now!.bill_no).not.toBe(old!.bill_no)
    const rows = (await stack.file(childOf())).all('bill')
    expect(rows.map(({ amt, superseded }) => [amt, superseded]).sort()).toEqual([
      [40_000, true],
      [42_000, undefined],
    ])
    const text = notices(stack, 'newborn.premium').at(-1)!.data.text as string
    expect(text).toContain('420.00元，缴费单已经开好，最晚2026年6月19日缴')
    expect(text).toContain('以前的那张缴费单不用缴了')
    await payBill(stack, now!.bill_no, '420.00')
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { years: [{ amt: '420.00' }] } })
  })

  test('the same sum again, from another row, assesses nothing', async () => {
    const stack = await billed()
    await correct(stack, '400.00')
    expect(bills(stack)).toHaveLength(1)
    expect(notices(stack, 'newborn.premium')).toHaveLength(1)
  })

  test('corrected back, the first bill stands again', async () => {
    const stack = await billed()
    await correct(stack, '420.00')
    await correct(stack, '400.00')
    const [first, , third] = bills(stack)
    expect(third!.bill_no).toBe(first!.bill_no)
    await payBill(stack, first!.bill_no, '400.00')
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { years: [{ amt: '400.00' }] } })
    expect(orders(stack)).toEqual([])
  })

  test('the old bill paid counts: too much goes back', async () => {
    const stack = await billed()
    await correct(stack, '380.00')
    await payBill(stack, bills(stack)[0]!.bill_no, '400.00')
    expect(await theCase(stack)).toMatchObject({
      status: 'done',
      outcome: { years: [{ year: 2026, amt: '380.00', from: '2026-03-10' }] },
    })
    expect(orders(stack)).toMatchObject([{ amt: '20.00', payer_admdvs: '530100' }])
    expect(await stack.tasks(childOf())).toEqual([])
    expect(notices(stack, 'newborn.refund')[0]!.data.text).toContain('原来的缴费单多收了')
    await stack.happen('payment.settled', {
      pay_no: orders(stack)[0]!.pay_no,
      amt: '20.00',
      bank_time: at('2026-03-14'),
    })
    expect(notices(stack, 'newborn.refunded')).toHaveLength(1)
  })

  test('too little is told, and a clerk decides', async () => {
    const stack = await billed()
    await correct(stack, '420.00')
    await payBill(stack, bills(stack)[0]!.bill_no, '400.00')
    expect(await stack.tasks(childOf())).toMatchObject([
      { kind: 'amount-differs', facts: { amt: '400.00', expected: '420.00' } },
    ])
    expect(notices(stack, 'newborn.sum-differs')[0]!.data.text).toContain('应缴420.00元')
    const [task] = await stack.tasks(childOf())
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { years: [{ amt: '400.00' }] } })
  })

  test('both bills paid: the earlier counts, of the old one nothing is kept twice', async () => {
    const stack = await billed()
    const [old] = bills(stack)
    await correct(stack, '380.00')
    const now = bills(stack).at(-1)!
    await payBill(stack, old!.bill_no, '400.00', '2026-03-13')
    await payBill(stack, now.bill_no, '380.00', '2026-03-12')
    expect((await theCase(stack)).outcome?.years).toMatchObject([{ amt: '380.00', paid_at: at('2026-03-12') }])
    // 20.00 of the old bill had gone back when the earlier payment came.
    expect(orders(stack).map(({ amt }) => amt)).toEqual(['20.00', '380.00'])
  })

  test('what was too much goes back also if the child turns out to be enrolled elsewhere before', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', birth('2026-03-10'))
    const psnNo = await register(stack, 2, { brdy: motherBirth })
    await correct(stack, '380.00')
    await payBill(stack, bills(stack)[0]!.bill_no, '400.00')
    await stack.happen('enrolment.registered', enrolment(psnNo, '530300', '2020-01-01'))
    const row = await theCase(stack)
    expect(row).toMatchObject({ outcome: { insu_admdvs: '530300', years: [{ amt: '380.00' }] } })
    await stack.act(row.case_id, { action: 'provide-bank-account', ...bankAccount })
    expect(orders(stack)).toMatchObject([{ amt: '20.00' }])
    expect((await theCase(stack)).status).toBe('done')
  })

  test('a sum that neither bill asked for is for a clerk', async () => {
    const stack = await billed()
    await correct(stack, '380.00')
    await payBill(stack, bills(stack)[0]!.bill_no, '390.00')
    expect(await stack.tasks(childOf())).toMatchObject([{ kind: 'amount-differs', facts: { expected: '380.00' } }])
  })

  test('a sum that waits for a clerk counts, if it is the corrected one', async () => {
    const stack = await billed()
    await payBill(stack, bills(stack)[0]!.bill_no, '380.00')
    await correct(stack, '380.00')
    expect(await stack.tasks(childOf())).toEqual([])
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { years: [{ amt: '380.00' }] } })
    expect(orders(stack)).toEqual([])
  })

  test('what is paid stays as it was paid', async () => {
    const stack = await billed()
    await payBill(stack, bills(stack)[0]!.bill_no, '400.00')
    await correct(stack, '380.00')
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { years: [{ amt: '400.00' }] } })
    expect(bills(stack)).toHaveLength(1)
    expect(orders(stack)).toEqual([])
  })

  test('of a case that is done, the year that is still open', async () => {
    const stack = await makeNursery(at('2026-01-10'))
    await stack.happen('birth.certified', birth('2025-11-20', { insu_admdvs: '330100' }))
    const premium = (value: string) => ({ name: 'resident_premium', admdvs: '330100', from: '2026-01-01', value })
    await stack.happen('premium.paid', paid(2025, '2026-01-10'))
    await stack.policy(premium('450.00'))
    await wake(stack)
    expect(bills(stack).map(({ year, amt }) => [year, amt])).toEqual([
      [2025, '400.00'],
      [2026, '400.00'],
      [2026, '450.00'],
    ])
    expect((await theCase(stack)).status).toBe('done')
  })

  test('of one whom nobody can cover any more, nothing', async () => {
    const stack = await billed()
    await stack.advanceTo(at('2026-12-02'))
    await correct(stack, '420.00')
    expect(bills(stack)).toHaveLength(1)
  })
})

describe('other rows', () => {
  test('a collection period that is corrected: who has a bill is asked to declare, and the bill still counts', async () => {
    const stack = await billed()
    await stack.policy({ name: 'collection_period', admdvs: '530100', value: { from: '02-01', to: '04-30' } })
    await wake(stack)
    expect(notices(stack, 'newborn.premium').at(-1)!.data.text).toContain('自己申报')
    expect((await stack.file(childOf())).all('bill')).toMatchObject([{ superseded: true }])
    await payBill(stack, bills(stack)[0]!.bill_no, '400.00')
    expect(await theCase(stack)).toMatchObject({ status: 'done' })
  })

  test('from when a late payment covers: what is paid later follows, what was granted stays', async () => {
    const stack = await billed()
    await stack.happen('birth.certified', birth('2026-03-10', { birth_cert_no: 'Z530000002' }))
    await stack.advanceTo(at('2026-06-20'))
    await stack.happen('premium.paid', paid(2026, '2026-06-20'))
    await stack.policy({ name: 'newborn_late_from', admdvs: '530000', value: 'payment-day' })
    await wake(stack)
    expect((await theCase(stack)).outcome?.years).toMatchObject([{ from: '2026-07-01' }])
    await stack.happen('premium.paid', paid(2026, '2026-06-20', { birth_cert_no: 'Z530000002' }))
    expect((await theCase(stack, childOf('Z530000002'))).outcome?.years).toMatchObject([{ from: '2026-06-20' }])
  })
})
