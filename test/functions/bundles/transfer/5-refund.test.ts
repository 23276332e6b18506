/** RULES.md 5: B takes no accounts, and the balance goes to the person. */
import { describe, expect, it } from 'vitest'
import { bankAccount, credit, enrolment, pause, register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'
import { A, accounts, approve, B, theCase } from './scene.ts'
import { casesIn, holds } from './tables.ts'

const cases = casesIn(`
5.1 an account on record: A's clerk is asked
  account · refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02
  → cases: B waiting approve-refund; tasks: approve-refund A 10.00; money: A 10.00; due: 2026-03-16
5.1 none on record: the person is asked first
  refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02
  → cases: B waiting provide-bank-account; tasks: none
5.1 the person gives one
  refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · give
  → cases: B waiting approve-refund; tasks: approve-refund A 10.00
5.1 or registers one
  refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · account
  → cases: B waiting approve-refund; tasks: approve-refund A 10.00
5.1 all is spent while the account is waited for
  refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · spend A 10.00 S1
  → cases: B done no-balance; tasks: none; money: none
5.1 all is spent while the clerk is asked
  account · refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · spend A 10.00 S1
  → cases: B done no-balance; tasks: none; money: none
5.1 rejected: it stays in A
  account · refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · reject
  → cases: B done balance-held; money: A 10.00; tasks: none
5.1 nothing in the account: nothing to refund
  account · refuse B · enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02
  → cases: B done no-balance; tasks: none
5.1 that A takes none makes no difference
  account · refuse A · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02
  → tasks: approve-transfer-out A 10.00
5.2 approved: it leaves, and the bank is waited for
  account · refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve
  → cases: B waiting payment.settled; money: none; tasks: none
5.2 paid
  account · refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · bank settles
  → cases: B done refunded 10.00; money: none; tasks: none
5.2 returned: another account is asked for, without another approval
  account · refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · bank returns
  → cases: B waiting provide-bank-account; money: none; tasks: none
5.2 ordered anew and paid
  account · refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve ·
  bank returns · give 2 · bank settles 2
  → cases: B done refunded 10.00; money: none; tasks: none
5.2 returned after it was settled
  account · refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve ·
  bank settles · bank returns
  → cases: B waiting provide-bank-account; tasks: none
5.2 settled after it was ordered again: a clerk of A is told
  account · refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve ·
  bank returns · give 2 · bank settles 1 · bank settles 2
  → cases: B done refunded 10.00; tasks: paid-twice A 10.00
5.2 a late credit is refunded as well, approval included
  account · refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve ·
  bank settles · credit A 5.00 · approve · bank settles 2
  → cases: B done refunded 15.00; money: none; tasks: none
5.2 B takes accounts again: a late credit goes there
  account · refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve ·
  bank settles · accept B · credit A 5.00 · approve
  → money: B 5.00 virtual; tasks: none
5.3 the dead are asked for nothing: a clerk finds the heirs' account beside the approval
  refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · die 2026-03-01
  → tasks: approve-refund A 10.00, payment-returned A 10.00; money: A 10.00
`)

describe('refunded', () => {
  it.each(cases)('$title', holds)
})

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
