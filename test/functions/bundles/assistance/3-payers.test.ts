/** assistance/RULES.md 3: what payers owe and gave. */
import { expect, it } from 'vitest'
import { at, otherAccount, returned } from '../../../support/bank.ts'
import { leaving, onlyCase, scene } from './scene.ts'

it('what the bank returned stays given as long as it is due, and is ordered no further than that (3.2, 5.3)', async () => {
  const s = await scene()
  await s.settle()
  await s.dawn('2026-04-01')
  await s.decides('confirm-assistance')
  await returned(s.stack, 0, '2026-04-02')
  expect(await onlyCase(s)).toMatchObject({ waiting_for: { actor: 'citizen', what: 'provide-bank-account' } })
  expect(await s.asked()).toMatchObject({ payers: [{ due: '3500.00', given: '3500.00', to_pay: '0.00' }] })
  await s.settle({ fund_pay_sumamt: '12000.00' }, { time: at('2026-04-05') })
  expect(await s.asked()).toMatchObject({ payers: [{ due: '2800.00', given: '2800.00', to_pay: '0.00' }] })
  await s.stack.act((await onlyCase(s)).case_id, { action: 'provide-bank-account', ...otherAccount })
  expect(s.orders().map(([, , amt]) => amt)).toEqual(['3500.00', '2800.00'])
  await s.bankPays('2026-04-10')
  expect(await onlyCase(s)).toMatchObject({ waiting_for: { what: 'settlement.posted' } })
})

it('nothing of it is due any more: it is not ordered again (3.2)', async () => {
  const s = await scene()
  await s.settle()
  await s.dawn('2026-04-01')
  await s.decides('confirm-assistance')
  await returned(s.stack, 0, '2026-04-02')
  await s.revoke('S1', '2026-04-03')
  expect(await onlyCase(s)).toMatchObject({ waiting_for: { what: 'settlement.posted' } })
  expect(s.orders()).toHaveLength(1)
})

it('who paid for what is not due any more is shown after those that are due (3.3)', async () => {
  const s = await scene()
  await s.settle()
  await s.paidOn('2026-04-01')
  await s.revoke('S1', '2026-04-20')
  expect(await s.asked()).toEqual({
    year: 2026,
    settlements: [],
    payers: [{ admdvs: '130100', dept: 'medical-assistance', due: '0.00', given: '3500.00', to_pay: '0.00' }],
  })
})

it('paid twice it was given once, and a clerk recovers the other (3.2)', async () => {
  const s = await scene()
  await s.settle()
  await s.dawn('2026-04-01')
  await s.decides('confirm-assistance')
  await returned(s.stack, 0, '2026-04-02')
  await s.stack.act((await onlyCase(s)).case_id, { action: 'provide-bank-account', ...otherAccount })
  const [first] = s.stack.sent('bank', 'payment.ordered')
  const late = at('2026-04-08', '10:00')
  const { pay_no, amt } = first!.data
  await s.stack.happen('payment.settled', { pay_no, amt, bank_time: late }, { time: late })
  await s.bankPays('2026-04-09')
  expect(await s.task('paid-twice')).toMatchObject({ facts: { amt: '3500.00' } })
  expect(await s.asked()).toMatchObject({ payers: [{ given: '3500.00', to_pay: '0.00' }] })
  await s.settle(leaving('100.00', '2026-05-10'))
  expect(await s.asked()).toMatchObject({ payers: [{ to_pay: '70.00' }] })
})
