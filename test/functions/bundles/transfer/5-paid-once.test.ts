/** RULES.md 5.2 to 5.4: paid once, whatever the bank pays, returns and says again; nobody waits for the dead. */
import { describe, expect, it } from 'vitest'
import { liftHold, setHold } from '../../../../functions/api/holds.ts'
import { collectEntries, type LedgerEntries, proveLedger } from '../../../../functions/proof/ledger-check.ts'
import { instant } from '../../../../shared/calendar/index.ts'
import { accountIn } from '../../../../shared/registers/ledger.ts'
import { at, orders, otherAccount, returned, settled } from '../../../support/bank.ts'
import { bankAccount, certnoOf, credit, enrolment, pause, register } from '../../../support/people.ts'
import { makeStack, type Stack } from '../../../support/stack.ts'
import { A, approve, B, openTask, theCase } from './scene.ts'

const now = '2026-03-02T09:00:00+08:00'

/** A balance of 10.00 in A, B takes no accounts. */
async function scene(more: { bank?: boolean } = {}) {
  const stack = await makeStack({ now })
  await stack.setting(B, { accepts_account_transfer: false })
  const psn = await register(stack, 1, more.bank === false ? {} : { bank_acct: bankAccount })
  await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
  await stack.happen('account.credited', credit(psn, A, '10.00'))
  await stack.happen('enrolment.paused', pause(psn, A, '2026-01-31'))
  await stack.happen('enrolment.registered', enrolment(psn, B, '2026-03-02'))
  return { stack, psn }
}

const give = async (stack: Stack, psn: string, account = otherAccount) =>
  stack.act((await theCase(stack, psn)).case_id, { action: 'provide-bank-account', ...account })

/** What the books hold against the payment still to be made, in fen; proved on the way. */
async function payable(stack: Stack, psn: string): Promise<number> {
  const entries: LedgerEntries = { movements: [], accounts: [] }
  collectEntries(stack.ports, [...stack.table.items.values()], entries)
  expect(proveLedger(entries).violations).toEqual([])
  const owed = `payable:${(await theCase(stack, psn)).case_id}`
  return entries.movements.reduce((sum, m) => sum + (m.credit === owed ? m.amt : 0) - (m.debit === owed ? m.amt : 0), 0)
}

// RULES.md 5.2, bundles/RULES.md 4.3, 4.4
describe('a refund that the bank settled and then returns', () => {
  it('is ordered anew without a new approval, and no money is lost', async () => {
    const { stack, psn } = await scene()
    await approve(stack, psn, 'approve-refund')
    await settled(stack, 0, '2026-03-03')
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done', outcome: { result: 'refunded', amt: '10.00' } })
    expect(await payable(stack, psn)).toBe(0)
    await returned(stack, 0, '2026-03-05')
    expect(await theCase(stack, psn)).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'citizen', what: 'provide-bank-account' },
      actions: ['provide-bank-account'],
    })
    expect((await theCase(stack, psn)).outcome).toBeUndefined()
    expect(await payable(stack, psn)).toBe(1000)
    await give(stack, psn)
    expect(orders(stack)).toMatchObject([
      {},
      { amt: '10.00', payer_admdvs: A, payee: { acct_no: otherAccount.acct_no } },
    ])
    expect(orders(stack)[1]!.pay_no).not.toBe(orders(stack)[0]!.pay_no)
    expect(await stack.tasks(psn, 'any')).toHaveLength(1)
    await settled(stack, 1, '2026-03-06')
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done', outcome: { result: 'refunded', amt: '10.00' } })
    expect(await payable(stack, psn)).toBe(0)
  })

  it('goes on by itself once another account is registered', async () => {
    const { stack, psn } = await scene()
    await approve(stack, psn, 'approve-refund')
    await settled(stack, 0, '2026-03-03')
    await returned(stack, 0, '2026-03-05')
    stack.clock.set(instant('2026-03-06T09:00:00+08:00'))
    await register(stack, 1, { bank_acct: otherAccount })
    expect(orders(stack)).toHaveLength(2)
  })
})

describe('a refund of a late credit beside one that came back', () => {
  it('is in the books when it is paid itself, whatever is said of the other meanwhile', async () => {
    const { stack, psn } = await scene()
    await approve(stack, psn, 'approve-refund')
    await settled(stack, 0, '2026-03-03')
    await stack.happen('account.credited', credit(psn, A, '5.00'))
    await approve(stack, psn, 'approve-refund')
    expect(await payable(stack, psn)).toBe(500)
    await returned(stack, 0, '2026-03-05')
    await give(stack, psn)
    expect(orders(stack).map(({ amt }) => amt)).toEqual(['10.00', '5.00', '10.00'])
    await settled(stack, 2, '2026-03-06')
    expect(await payable(stack, psn)).toBe(500)
    await stack.happen(
      'payment.settled',
      { pay_no: orders(stack)[1]!.pay_no, amt: '5.00', bank_time: at('2026-03-07', '10:00') },
      { time: at('2026-03-07', '10:00') },
    )
    expect(await payable(stack, psn)).toBe(0)
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done', outcome: { result: 'refunded', amt: '15.00' } })
  })
})

describe('a refund of a late credit after the balance moved to B', () => {
  it('does not hide where the balance went: spending reported late is still paid by B', async () => {
    const stack = await makeStack({ now })
    const psn = await register(stack, 1, { bank_acct: bankAccount })
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('account.credited', credit(psn, A, '10.00'))
    await stack.happen('enrolment.paused', pause(psn, A, '2026-01-31'))
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-03-02'))
    await approve(stack, psn, 'approve-transfer-out')
    await stack.setting(B, { accepts_account_transfer: false })
    await stack.happen('account.credited', credit(psn, A, '5.00'))
    await approve(stack, psn, 'approve-refund')
    await stack.happen('account.spent', { psn_no: psn, insu_admdvs: A, amt: '3.00', setl_id: 'S1' })
    expect(accountIn(await stack.file(psn), B).balance).toBe(700)
    expect(await openTask(stack, psn, 'reverse-by-hand')).toBeUndefined()
  })
})

describe('a refund that comes back while a late credit waits to be approved', () => {
  const late = async (more: { dies?: true } = {}) => {
    const { stack, psn } = await scene()
    await approve(stack, psn, 'approve-refund')
    await settled(stack, 0, '2026-03-03')
    await stack.happen('account.credited', credit(psn, A, '5.00'))
    if (more.dies) await stack.happen('death.registered', { certno: certnoOf(1), dead_date: '2026-03-04' })
    await returned(stack, 0, '2026-03-05')
    return { stack, psn }
  }
  const told = (stack: Stack) => stack.sent('notice').filter(({ data }) => data.template === 'transfer.returned')

  it('is in the books at once, and the person is asked for another account, once', async () => {
    const { stack, psn } = await late()
    expect(await theCase(stack, psn)).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'clerk', what: 'approve-refund' },
      actions: ['provide-bank-account'],
    })
    expect((await theCase(stack, psn)).outcome).toBeUndefined()
    expect(await payable(stack, psn)).toBe(1000)
    await stack.advanceTo('2026-03-06T09:00:00+08:00')
    expect(told(stack)).toHaveLength(1)
    await give(stack, psn)
    expect(orders(stack).map(({ amt }) => amt)).toEqual(['10.00', '10.00'])
    await settled(stack, 1, '2026-03-07')
    expect(await payable(stack, psn)).toBe(0)
    expect(await theCase(stack, psn)).toMatchObject({ waiting_for: { what: 'approve-refund' }, actions: [] })
    await approve(stack, psn, 'approve-refund')
    const { pay_no } = orders(stack)[2]!
    await stack.happen(
      'payment.settled',
      { pay_no, amt: '5.00', bank_time: at('2026-03-08', '10:00') },
      { time: at('2026-03-08', '10:00') },
    )
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done', outcome: { result: 'refunded', amt: '15.00' } })
    expect(await payable(stack, psn)).toBe(0)
  })

  it('is approved first: what came back is still asked for, and told of once', async () => {
    const { stack, psn } = await late()
    await approve(stack, psn, 'approve-refund')
    expect(told(stack)).toHaveLength(1)
    expect(await theCase(stack, psn)).toMatchObject({ waiting_for: { what: 'provide-bank-account' } })
    await give(stack, psn)
    expect(
      orders(stack)
        .map(({ amt }) => amt)
        .sort(),
    ).toEqual(['10.00', '10.00', '5.00'])
  })

  it('goes to another account on record without asking anybody', async () => {
    const { stack, psn } = await late()
    await register(stack, 1, { bank_acct: otherAccount })
    expect(orders(stack).map(({ amt }) => amt)).toEqual(['10.00', '10.00'])
    expect(await openTask(stack, psn, 'approve-refund')).toBeDefined()
  })

  it('of somebody who has died, a clerk is asked for the heirs’ account beside the approval', async () => {
    const { stack, psn } = await late({ dies: true })
    const kinds = (await stack.tasks(psn)).map(({ kind }) => kind)
    expect(new Set(kinds)).toEqual(new Set(['approve-refund', 'payment-returned']))
    const returned = (await stack.tasks(psn)).find(({ facts }) => facts.pay_no === orders(stack)[0]!.pay_no)!
    await stack.decideTask(returned.task_id, { decision: 'approve', bank_acct: otherAccount })
    expect(orders(stack).map(({ amt }) => amt)).toEqual(['10.00', '10.00'])
  })
})

describe('a bank that pays, says that it did not, and says late that it did', () => {
  it('before the second order: none is made', async () => {
    const { stack, psn } = await scene()
    await approve(stack, psn, 'approve-refund')
    await returned(stack, 0, '2026-03-03')
    await settled(stack, 0, '2026-03-04')
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done', outcome: { amt: '10.00' } })
    await register(stack, 1, { bank_acct: otherAccount })
    expect(orders(stack)).toHaveLength(1)
    expect(await stack.tasks(psn)).toEqual([])
  })

  it('while the second is at the bank: the case ends, and a clerk of A is told, once', async () => {
    const { stack, psn } = await scene()
    await approve(stack, psn, 'approve-refund')
    await returned(stack, 0, '2026-03-03')
    await give(stack, psn)
    await settled(stack, 0, '2026-03-05')
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done', outcome: { result: 'refunded', amt: '10.00' } })
    const task = await openTask(stack, psn, 'paid-twice')
    expect(task).toMatchObject({
      owner: { role: 'clerk', area: A },
      facts: { amt: '10.00', pay_no: orders(stack)[1]!.pay_no, paid_by: orders(stack)[0]!.pay_no },
    })
    await settled(stack, 1, '2026-03-06')
    expect((await stack.tasks(psn)).map(({ kind }) => kind)).toEqual(['paid-twice'])
    await approve(stack, psn, 'paid-twice')
    expect(await stack.tasks(psn)).toEqual([])
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done', outcome: { amt: '10.00' } })
    expect(orders(stack)).toHaveLength(2)
    expect(await payable(stack, psn)).toBe(0)
  })

  it('after the second is settled: a clerk of A is told; rejected, it is closed too', async () => {
    const { stack, psn } = await scene()
    await approve(stack, psn, 'approve-refund')
    await returned(stack, 0, '2026-03-03')
    await give(stack, psn)
    await settled(stack, 1, '2026-03-05')
    await settled(stack, 0, '2026-03-06')
    const task = await openTask(stack, psn, 'paid-twice')
    expect(task?.facts.pay_no).toBe(orders(stack)[1]!.pay_no)
    await stack.decideTask(task!.task_id, { decision: 'reject', reason: '联系不上' })
    expect(await stack.tasks(psn)).toEqual([])
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done', outcome: { amt: '10.00' } })
  })

  it('and the second comes back: nothing was paid twice, the task closes', async () => {
    const { stack, psn } = await scene()
    await approve(stack, psn, 'approve-refund')
    await returned(stack, 0, '2026-03-03')
    await give(stack, psn)
    await settled(stack, 0, '2026-03-05')
    await returned(stack, 1, '2026-03-06')
    expect(await stack.tasks(psn)).toEqual([])
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done' })
    await register(stack, 1, { bank_acct: { ...bankAccount, acct_no: '1' } })
    expect(orders(stack)).toHaveLength(2)
  })

  it('and takes the first back once more: it is ordered a third time, for the second was called off', async () => {
    const { stack, psn } = await scene()
    await approve(stack, psn, 'approve-refund')
    await returned(stack, 0, '2026-03-03')
    await give(stack, psn)
    await settled(stack, 0, '2026-03-05')
    await returned(stack, 0, '2026-03-06')
    expect(orders(stack)).toHaveLength(3)
    expect(await stack.tasks(psn)).toEqual([])
    await settled(stack, 2, '2026-03-07')
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done', outcome: { amt: '10.00' } })
    expect(await payable(stack, psn)).toBe(0)
  })

  it('a second order that has not left the house does not leave', async () => {
    const { stack, psn } = await scene()
    await approve(stack, psn, 'approve-refund')
    await returned(stack, 0, '2026-03-03')
    // Whoever ordered it anew is stopped before anything has left.
    const { send } = stack.ports.queues
    stack.ports.queues.send = () => Promise.reject(new Error('stopped'))
    await expect(give(stack, psn)).rejects.toThrow('stopped')
    stack.ports.queues.send = send
    await settled(stack, 0, '2026-03-05')
    await stack.advanceTo('2026-03-10T09:00:00+08:00')
    expect(orders(stack)).toHaveLength(1)
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done', outcome: { amt: '10.00' } })
    expect((await stack.tasks(psn)).map(({ kind }) => kind)).toEqual(['paid-twice'])
  })
})

describe('an operator holds payments', () => {
  it('a second order that is held when the late word comes does not leave when the hold ends', async () => {
    const { stack, psn } = await scene()
    await approve(stack, psn, 'approve-refund')
    await returned(stack, 0, '2026-03-03')
    await setHold(stack.ports, 'payments', '核对', 'operator:test')
    await give(stack, psn)
    await settled(stack, 0, '2026-03-05')
    await liftHold(stack.ports, 'payments', 'operator:test')
    await stack.run()
    expect(orders(stack)).toHaveLength(1)
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done', outcome: { amt: '10.00' } })
  })
})

describe('the person has died', () => {
  const die = (stack: Stack) => stack.happen('death.registered', { certno: certnoOf(1), dead_date: '2026-03-01' })

  it('without an account: a clerk looks for one at once, beside the approval', async () => {
    const { stack, psn } = await scene({ bank: false })
    expect((await theCase(stack, psn)).waiting_for?.what).toBe('provide-bank-account')
    await die(stack)
    expect((await stack.tasks(psn)).map(({ kind }) => kind).sort()).toEqual(['approve-refund', 'payment-returned'])
    expect((await theCase(stack, psn)).actions).toEqual([])
    await approve(stack, psn, 'approve-refund')
    expect((await theCase(stack, psn)).waiting_for).toMatchObject({ actor: 'clerk', what: 'payment-returned' })
    expect(orders(stack)).toEqual([])
    await approve(stack, psn, 'payment-returned', { bank_acct: otherAccount })
    expect(orders(stack)).toMatchObject([{ amt: '10.00', payee: { acct_no: otherAccount.acct_no } }])
    await settled(stack, 0, '2026-03-05')
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done', outcome: { result: 'refunded' } })
  })

  it('the other way round: the account first, then the approval', async () => {
    const { stack, psn } = await scene({ bank: false })
    await die(stack)
    await approve(stack, psn, 'payment-returned', { bank_acct: otherAccount })
    expect(orders(stack)).toEqual([])
    await approve(stack, psn, 'approve-refund')
    expect(orders(stack)).toMatchObject([{ payee: { acct_no: otherAccount.acct_no } }])
  })

  it('while another account is waited for: a clerk is asked at once', async () => {
    const { stack, psn } = await scene()
    await approve(stack, psn, 'approve-refund')
    await returned(stack, 0, '2026-03-03')
    expect((await theCase(stack, psn)).waiting_for?.what).toBe('provide-bank-account')
    await die(stack)
    expect((await stack.tasks(psn)).map(({ kind }) => kind)).toEqual(['payment-returned'])
    expect((await theCase(stack, psn)).waiting_for).toMatchObject({ actor: 'clerk', what: 'payment-returned' })
  })
})
