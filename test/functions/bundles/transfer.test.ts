import { describe, expect, it } from 'vitest'
import type { Day } from '../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { accountIn, fundedPart } from '../../../shared/registers/ledger.ts'
import { standingOn } from '../../../shared/registers/relation.ts'
import { bankAccount, credit, enrolment, pause, register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

const A = '130200' as Admdvs
const B = '130100' as Admdvs

/** A paused on 2026-01-31 with a balance, B enrolled on 2026-03-02: the first example of the rules. */
async function example(balance = '2177.04', enrolledOn = '2026-03-02') {
  const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  const psn = await register(stack, 1)
  await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
  if (balance !== '0.00') await stack.happen('account.credited', credit(psn, A, balance))
  await stack.happen('enrolment.paused', pause(psn, A, '2026-01-31'))
  await stack.happen('enrolment.registered', enrolment(psn, B, enrolledOn))
  return { stack, psn }
}

const one = async (stack: Stack, psn: string) => (await stack.cases(psn, 'transfer'))[0]!
const balances = async (stack: Stack, psn: string) => {
  const file = await stack.file(psn)
  return { a: accountIn(file, A).balance, b: accountIn(file, B).balance, funded: fundedPart(accountIn(file, B)) }
}
const approve = async (stack: Stack, psn: string, kind: string) => {
  const task = (await stack.tasks(psn)).find((t) => t.kind === kind)!
  return stack.decideTask(task.task_id, { decision: 'approve' })
}

describe('transfer', () => {
  it('continues the relation at once and asks the clerk of A for the account', async () => {
    const { stack, psn } = await example()
    const kase = await one(stack, psn)
    expect(kase).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'clerk', what: 'approve-transfer-out' },
      admdvs: B,
    })
    expect(kase.areas).toEqual([B, A])
    expect(kase.due_at).toBe('2026-03-16T23:59:59+08:00')
    const [task] = await stack.tasks(psn)
    expect(task).toMatchObject({
      kind: 'approve-transfer-out',
      owner: { role: 'clerk', area: A },
      facts: { amt: '2177.04' },
    })
    const file = await stack.file(psn)
    expect(standingOn(file.one('relation', `310#${A}`)!, '2026-03-02' as Day)?.psn_insu_stas).toBe('4')
    expect(stack.sent('registry', 'enrolment.changed')[0]?.data).toMatchObject({
      psn_insu_stas: '4',
      from: '2026-03-02',
    })
  })

  it('credits the whole balance in B as virtual money on approval', async () => {
    const { stack, psn } = await example()
    await approve(stack, psn, 'approve-transfer-out')
    expect(await balances(stack, psn)).toEqual({ a: 0, b: 217704, funded: 0 })
    expect(await one(stack, psn)).toMatchObject({
      status: 'done',
      outcome: {
        result: 'transferred',
        from_admdvs: A,
        to_admdvs: B,
        amt: '2177.04',
        benefit: 'continuous',
        back_payment_months: 1,
      },
    })
  })

  it('clears the claim, and funds it when the bank has settled the order', async () => {
    const { stack, psn } = await example()
    await approve(stack, psn, 'approve-transfer-out')
    const clearing = await stack.clear('13', '2026-03-02')
    expect(clearing).toMatchObject({
      status: 'open',
      positions: [
        { admdvs: B, net: 217704 },
        { admdvs: A, net: -217704 },
      ],
    })
    const [order] = stack.sent('bank', 'funds.ordered')
    await stack.happen('funds.settled', { ...order!.data, bank_time: '2026-03-03T10:00:00+08:00' })
    expect(await balances(stack, psn)).toEqual({ a: 0, b: 217704, funded: 217704 })
    expect((await stack.clear('13', '2026-03-02')).status).toBe('settled')
  })

  it('interrupted four months: waiting, benefits from the first of the seventh month', async () => {
    const { stack, psn } = await example('0.00', '2026-06-01')
    expect((await one(stack, psn)).outcome).toMatchObject({
      result: 'no-balance',
      benefit: 'waiting',
      benefit_from: '2026-12-01',
      back_payment_months: 0,
    })
  })

  it('waits for the pause in A and goes on when it is reported', async () => {
    const stack = await makeStack({ now: '2026-02-01T09:00:00+08:00' })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-02-01'))
    expect(await one(stack, psn)).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'partner', what: 'enrolment.paused' },
    })
    await stack.advanceTo('2026-02-12T09:00:00+08:00')
    await stack.happen('enrolment.paused', pause(psn, A, '2026-02-10'))
    expect(await one(stack, psn)).toMatchObject({
      status: 'done',
      outcome: { result: 'no-balance', back_payment_months: 0 },
    })
    const relation = (await stack.file(psn)).one('relation', `310#${A}`)!
    expect(relation.terminations[0]?.from).toBe('2026-02-11')
  })

  it('ends with B: on the day after a pause of B that was announced, though nothing else happens', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-03-02'))
    await stack.happen('enrolment.paused', pause(psn, B, '2026-03-20'))
    expect(await one(stack, psn)).toMatchObject({ status: 'waiting', wake_at: '2026-03-21T00:00:00+08:00' })
    await stack.advanceTo('2026-03-21T00:01:00+08:00')
    expect(await one(stack, psn)).toMatchObject({ status: 'withdrawn', outcome: { result: 'not-transferred' } })
  })

  it('asks a clerk of B after 90 days without a pause, and ends the one chosen the day before B', async () => {
    const stack = await makeStack({ now: '2026-02-01T09:00:00+08:00' })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-02-01'))
    await stack.advanceTo('2026-05-03T09:00:00+08:00')
    const [task] = await stack.tasks(psn)
    expect(task).toMatchObject({ kind: 'choose-origin', owner: { role: 'clerk', area: B } })
    expect(await stack.decideTask(task!.task_id, { decision: 'approve', insu_admdvs: '130300' })).toMatchObject({
      status: 400,
    })
    await stack.decideTask(task!.task_id, { decision: 'approve', insu_admdvs: A })
    expect(await one(stack, psn)).toMatchObject({ status: 'done', outcome: { result: 'no-balance', from_admdvs: A } })
  })

  it('asks nobody any more once the pause is reported after all', async () => {
    const stack = await makeStack({ now: '2026-02-01T09:00:00+08:00' })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('account.credited', credit(psn, A, '10.00'))
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-02-01'))
    await stack.advanceTo('2026-05-03T09:00:00+08:00')
    expect((await stack.tasks(psn)).map(({ kind }) => kind)).toEqual(['choose-origin'])
    await stack.happen('enrolment.paused', pause(psn, A, '2026-02-10'))
    expect((await stack.tasks(psn)).map(({ kind }) => kind)).toEqual(['approve-transfer-out'])
    expect((await stack.file(psn)).one('relation', `310#${A}`)?.terminations[0]?.from).toBe('2026-02-11')
    await approve(stack, psn, 'approve-transfer-out')
    expect(await one(stack, psn)).toMatchObject({ status: 'done', outcome: { result: 'transferred', amt: '10.00' } })
  })

  it('refunds where B takes no accounts; a returned payment is ordered anew with another number', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    await stack.setting(B, { accepts_account_transfer: false })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('account.credited', credit(psn, A, '10.00'))
    await stack.happen('enrolment.paused', pause(psn, A, '2026-01-31'))
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-03-02'))
    let kase = await one(stack, psn)
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
    kase = await one(stack, psn)
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
    expect(await one(stack, psn)).toMatchObject({ status: 'done', outcome: { result: 'refunded', amt: '10.00' } })
    expect(await balances(stack, psn)).toMatchObject({ a: 0, b: 0 })
  })

  it('follows with a late credit, approval included', async () => {
    const { stack, psn } = await example()
    await approve(stack, psn, 'approve-transfer-out')
    await stack.happen('account.credited', credit(psn, A, '100.00'))
    expect((await one(stack, psn)).status).toBe('waiting')
    await approve(stack, psn, 'approve-transfer-out')
    expect(await one(stack, psn)).toMatchObject({ status: 'done', outcome: { amt: '2277.04' } })
    expect(await balances(stack, psn)).toEqual({ a: 0, b: 227704, funded: 0 })
  })

  it('charges spending in A that arrives late to B, and refers to clerks what B does not cover', async () => {
    const { stack, psn } = await example('100.00')
    await approve(stack, psn, 'approve-transfer-out')
    await stack.happen('account.spent', { ...credit(psn, A, '30.00'), setl_id: 'S1' })
    expect(await balances(stack, psn)).toMatchObject({ a: 0, b: 7000 })
    await stack.happen('account.spent', { ...credit(psn, A, '90.00'), setl_id: 'S2' })
    expect(await balances(stack, psn)).toMatchObject({ a: 0, b: 0 })
    const tasks = (await stack.tasks(psn)).filter((t) => t.kind === 'reverse-by-hand')
    expect(tasks.map((t) => t.admdvs).sort()).toEqual([B, A])
  })

  it('withdraws when B is revoked before approval; A is paused again', async () => {
    const { stack, psn } = await example()
    await stack.happen('enrolment.revoked', {
      psn_no: psn,
      insu_admdvs: B,
      insutype: '310',
      psn_insu_date: '2026-03-02',
      reason: '登记错误',
    })
    expect(await one(stack, psn)).toMatchObject({ status: 'withdrawn' })
    const file = await stack.file(psn)
    expect(standingOn(file.one('relation', `310#${A}`)!, '2026-03-03' as Day)?.psn_insu_stas).toBe('2')
    expect(await stack.tasks(psn)).toEqual([])
    expect(await balances(stack, psn)).toMatchObject({ a: 217704, b: 0 })
  })

  it('reverses when B is revoked after approval and nothing is spent, in a clearing or not', async () => {
    for (const cleared of [false, true]) {
      const { stack, psn } = await example()
      await approve(stack, psn, 'approve-transfer-out')
      if (cleared) await stack.clear('13', '2026-03-02')
      await stack.happen('enrolment.revoked', {
        psn_no: psn,
        insu_admdvs: B,
        insutype: '310',
        psn_insu_date: '2026-03-02',
        reason: '登记错误',
      })
      expect(await one(stack, psn)).toMatchObject({ status: 'withdrawn', outcome: { result: 'reversed' } })
      expect(await balances(stack, psn)).toMatchObject({ a: 217704, b: 0 })
    }
  })

  it('leaves a partly spent transfer to clerks of both areas when B is revoked', async () => {
    const { stack, psn } = await example()
    await approve(stack, psn, 'approve-transfer-out')
    await stack.happen('account.spent', { ...credit(psn, B, '7.04'), setl_id: 'S1' })
    await stack.happen('enrolment.revoked', {
      psn_no: psn,
      insu_admdvs: B,
      insutype: '310',
      psn_insu_date: '2026-03-02',
      reason: '登记错误',
    })
    expect((await stack.tasks(psn)).map((t) => [t.kind, t.admdvs]).sort()).toEqual([
      ['reverse-by-hand', B],
      ['reverse-by-hand', A],
    ])
    expect(await balances(stack, psn)).toMatchObject({ a: 0, b: 217000 })
  })
})
