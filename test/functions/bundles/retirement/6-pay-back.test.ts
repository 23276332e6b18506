/** RULES.md 6.1, 6.5: what was collected too long goes back. */
import { describe, expect, it } from 'vitest'
import { person } from '../../../support/people.ts'
import { contribution, pension, retiredMan, retirementStack, sent, settleIn, theCase, toldTo } from './scene.ts'

describe('contributions for the month of effective_from or later', () => {
  it('posted after the decision are refunded to person and employer, once', async () => {
    const { s, psn_no } = await retiredMan()
    const { case_id } = await theCase(s, psn_no)
    for (const id of ['x', 'y', 'x']) {
      await s.happen('contribution.posted', contribution(psn_no, '130100', '202606'), { id })
    }
    expect(sent(s, 'bank').map(({ data }) => data)).toEqual([
      {
        pay_no: expect.stringMatching(/^PY/),
        payer_admdvs: '130100',
        payee: { kind: 'employer', name: 'E130100' },
        amt: '480.00',
        purpose: 'contribution-refund',
        case_id,
      },
      {
        pay_no: expect.stringMatching(/^PY/),
        payer_admdvs: '130100',
        payee: { kind: 'person', name: '测试人', bank_code: '102', acct_no: '6222000011112222' },
        amt: '120.00',
        purpose: 'contribution-refund',
        case_id,
      },
    ])
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'done',
      outcome: { paid: 372, refunds: [{ month: '202606', amt_psn: '120.00', amt_emp: '480.00' }] },
    })
  })

  it('posted before the decision are refunded too, and do not count as paid', async () => {
    const s = await retirementStack('2026-07-20T10:00:00+08:00')
    const { psn_no, n, brdy } = await settleIn(s, { paid: 374, last: '202607' })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'done',
      outcome: { paid: 372, refunds: [{ month: '202606' }, { month: '202607' }] },
    })
    expect(sent(s, 'bank')).toHaveLength(4)
    expect(await toldTo(s, psn_no)).toEqual([
      expect.stringContaining('退休'),
      expect.stringContaining('2026年6月、2026年7月'),
    ])
  })

  it('the month before is not refunded', async () => {
    const { s, psn_no } = await retiredMan()
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202605'))
    expect(sent(s, 'bank')).toEqual([])
    expect((await theCase(s, psn_no)).outcome.refunds).toEqual([])
  })

  it('go to the employer’s declared account', async () => {
    const { s, psn_no } = await retiredMan()
    const acct = { bank_code: '103', acct_no: '955990001', acct_name: '春风厂' }
    const declared = {
      emp_no: 'E130100',
      emp_name: '春风机械厂',
      insu_admdvs: '130100',
      year: 2025,
      avg_base: '7530.00',
      bank_acct: acct,
    }
    await s.happen('employer.base-declared', declared)
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202606', '202606', { amt_psn: '0.00' }))
    expect(sent(s, 'bank').map(({ data }) => data.payee)).toEqual([
      { kind: 'employer', name: '春风机械厂', bank_code: '103', acct_no: '955990001' },
    ])
    expect((await theCase(s, psn_no)).outcome.refunds).toEqual([
      { month: '202606', amt_psn: '0.00', amt_emp: '480.00' },
    ])
  })

  it('without a bank account wait for one; the employer’s part does not', async () => {
    const { s, psn_no } = await retiredMan({ bank: false })
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202606'))
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'citizen', what: 'provide-bank-account' },
      actions: ['provide-bank-account'],
    })
    expect(sent(s, 'bank').map(({ data }) => data.payee.kind)).toEqual(['employer'])
    const account = { bank_code: '104', acct_no: '6013', acct_name: '测试1' }
    await s.act((await theCase(s, psn_no)).case_id, { action: 'provide-bank-account', ...account })
    expect(sent(s, 'bank').map(({ data }) => data.payee)).toMatchObject([{}, { kind: 'person', acct_no: '6013' }])
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'done',
      actions: [],
      outcome: { refunds: [{ month: '202606', amt_psn: '120.00' }] },
    })
  })

  it('without a bank account go on once one is registered', async () => {
    const { s, psn_no, n, brdy } = await retiredMan({ bank: false })
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202606'))
    await s.happen(
      'person.registered',
      person(n, { brdy, bank_acct: { bank_code: '1', acct_no: '77', acct_name: '测试1' } }),
    )
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'done' })
    expect(sent(s, 'bank')).toHaveLength(2)
  })

  it('returned by the bank: the person gives another account, and it is ordered again under a new pay_no', async () => {
    const { s, psn_no } = await retiredMan()
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202606', '202606', { amt_emp: '0.00' }))
    const [first] = sent(s, 'bank')
    const { pay_no, amt } = first!.data
    await s.happen('payment.returned', { pay_no, amt, reason: '账户已销户' })
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'waiting', waiting_for: { what: 'provide-bank-account' } })
    expect((await toldTo(s, psn_no)).at(-1)).toContain('请换一个您本人的银行账户')
    const account = { bank_code: '104', acct_no: '6013', acct_name: '测试1' }
    await s.act((await theCase(s, psn_no)).case_id, { action: 'provide-bank-account', ...account })
    const [, second] = sent(s, 'bank')
    expect(second!.data).toMatchObject({ amt, payee: { acct_no: '6013' } })
    expect(second!.data.pay_no).not.toBe(pay_no)
    await s.happen('payment.settled', { pay_no: second!.data.pay_no, amt, bank_time: '2026-05-21T09:00:00+08:00' })
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'done',
      outcome: { refunds: [{ month: '202606', amt_psn: '120.00' }] },
    })
    expect(sent(s, 'bank')).toHaveLength(2)
  })

  it('returned to the employer: a clerk gives the account; a rejected task opens again after 10 working days', async () => {
    const { s, psn_no } = await retiredMan()
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202606', '202606', { amt_psn: '0.00' }))
    const { pay_no, amt } = sent(s, 'bank')[0]!.data
    await s.happen('payment.returned', { pay_no, amt, reason: '户名不符' })
    const [task] = await s.tasks(psn_no)
    expect(task).toMatchObject({
      kind: 'payment-returned',
      owner: { role: 'clerk', area: '130100' },
      facts: { amt: '480.00' },
    })
    await s.decideTask(task!.task_id, { decision: 'reject', reason: '联系不上单位' })
    expect(await s.tasks(psn_no)).toEqual([])
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'clerk', what: 'payment-returned' },
    })
    await s.advanceTo('2026-06-03T23:00:00+08:00')
    expect(await s.tasks(psn_no)).toEqual([])
    await s.advanceTo('2026-06-04T08:00:00+08:00')
    const [again] = await s.tasks(psn_no)
    expect(again).toMatchObject({ kind: 'payment-returned', due_at: '2026-06-17T23:59:59+08:00' })
    const bank_acct = { bank_code: '105', acct_no: '88', acct_name: '春风厂' }
    await s.decideTask(again!.task_id, { decision: 'approve', bank_acct })
    expect(sent(s, 'bank').map(({ data }) => data.payee)).toMatchObject([
      {},
      { kind: 'employer', name: '春风厂', acct_no: '88' },
    ])
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'done' })
  })

  it('of a month that two pooling areas collected are refunded by both', async () => {
    const { s, psn_no } = await retiredMan()
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202606'))
    await s.happen(
      'contribution.posted',
      contribution(psn_no, '130200', '202606', '202606', { amt_psn: '100.00', amt_emp: '0.00' }),
    )
    expect((await theCase(s, psn_no)).outcome.refunds).toEqual([
      { month: '202606', amt_psn: '220.00', amt_emp: '480.00' },
    ])
    expect(sent(s, 'bank').map(({ data }) => data.payer_admdvs)).toEqual(['130100', '130100', '130200'])
  })
})
