/** RULES.md 5: B takes no accounts, and the balance goes to the person. */
import { describe, expect, it } from 'vitest'
import { bankAccount, credit, enrolment, pause, register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'
import { A, accounts, approve, B, theCase } from './scene.ts'

describe('a refund', () => {
  it('refunds where B takes no accounts; a returned payment is ordered anew with another number', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    await stack.setting(B, { accepts_account_transfer: false })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('account.credited', credit(psn, A, '10.00'))
    await stack.happen('enrolment.paused', pause(psn, A, '2026-01-31'))
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-03-02'))
    let kase = await theCase(stack, psn)
    expect(kase).toMatchObject({ waiting_for: { what: 'provide-bank-account' }, actions: ['provide-bank-account'] })
    await stack.act(kase.case_id, { action: 'provide-bank-account', ...bankAccount })
    await approve(stack, psn, 'approve-refund')
    const [first] = stack.sent('bank', 'payment.ordered')
    expect(first?.data).toMatchObject({
      amt: '10.00',
      payer_admdvs: A,
      payee: { kind: 'person', acct_no: bankAccount.acct_no },
    })
    await stack.happen('payment.returned', { pay_no: first!.data.pay_no, amt: '10.00', reason: '账户已销户' })
    kase = await theCase(stack, psn)
    await stack.act(kase.case_id, {
      action: 'provide-bank-account',
      ...bankAccount,
      acct_no: '6222000099998888',
    })
    const [, second] = stack.sent('bank', 'payment.ordered')
    expect(second?.data.pay_no).not.toBe(first?.data.pay_no)
    await stack.happen('payment.settled', {
      pay_no: second!.data.pay_no,
      amt: '10.00',
      bank_time: '2026-03-04T10:00:00+08:00',
    })
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done', outcome: { result: 'refunded', amt: '10.00' } })
    expect(await accounts(stack, psn)).toMatchObject({ a: [0, 0], b: [0, 0] })
  })
})
