/** What the bank says late of payments of one person under two numbers: nothing is paid twice unheard, no fen is lost. */
import { describe, expect, it } from 'vitest'
import { liftHold, setHold } from '../../functions/api/holds.ts'
import { collectEntries, type LedgerEntries, proveLedger } from '../../functions/proof/ledger-check.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import { pidOf } from '../../shared/identity/index.ts'
import { accountIn } from '../../shared/registers/ledger.ts'
import { loadPerson } from '../../shared/table/files.ts'
import { orders, otherAccount } from '../support/bank.ts'
import { bankAccount, certnoOf, credit, enrolment, pause, register } from '../support/people.ts'
import { makeStack, type Stack, testKeys } from '../support/stack.ts'
import { allowance } from './bundles/maternity-allowance/scene.ts'
import { birth, childOf, makeNursery, motherBirth, paid } from './bundles/newborn/scene.ts'
import { monthsUpTo, pension } from './bundles/retirement/scene.ts'

const fileOf = (stack: Stack, psnNo: string) => loadPerson(stack.table, testKeys, pidOf(testKeys, psnNo))
const settled = (stack: Stack, { pay_no, amt }: Record<string, unknown>, time: string) =>
  stack.happen('payment.settled', { pay_no, amt, bank_time: time }, { time })
const returned = (stack: Stack, { pay_no, amt }: Record<string, unknown>, time: string) =>
  stack.happen('payment.returned', { pay_no, amt, reason: '账户已销户' }, { time })

describe('an order of a case that had ended under the lost number', () => {
  it('does not leave once it is called off under the number that is kept', async () => {
    const stack = await makeNursery('2026-03-10T09:00:00+08:00')
    await register(stack, 2, { brdy: motherBirth, bank_acct: bankAccount })
    await register(stack, 4, { brdy: '2026-03-10' })
    await stack.happen('birth.certified', birth('2026-03-10'))
    for (const hour of ['08', '09']) {
      const more = { payer_certno: certnoOf(2, motherBirth), paid_at: `2026-03-10T${hour}:00:00+08:00` }
      await stack.happen('premium.paid', { ...paid(2026, '2026-03-10'), ...more })
    }
    const [first = {}] = orders(stack)
    await returned(stack, first, '2026-03-10T10:00:00+08:00')
    // Whoever ordered it anew is stopped before anything has left.
    const { send } = stack.ports.queues
    stack.ports.queues.send = async (queue, bodies) => {
      if (queue === 'bank') throw new Error('stopped')
      return send(queue, bodies)
    }
    await expect(register(stack, 2, { brdy: motherBirth, bank_acct: otherAccount })).rejects.toThrow('worker failed')
    stack.ports.queues.send = send
    expect((await stack.cases(childOf(), 'newborn'))[0]).toMatchObject({ status: 'done' })
    await stack.happen('person.merged', { psn_no: childOf(), into_psn_no: 'P000004', reason: '同一个孩子' })
    await settled(stack, first, '2026-03-10T11:00:00+08:00')
    const rows = (await fileOf(stack, 'P000004')).all('payment')
    expect(rows.map(({ called_off }) => called_off !== undefined).sort()).toEqual([false, true])
    await stack.advanceTo('2026-03-11T09:00:00+08:00')
    expect(orders(stack)).toHaveLength(1)
  })
})

describe('an order that the bank had returned before its number was lost', () => {
  const lost = 'P000002'
  const kept = 'P000004'
  const area = '440100'
  const merge = { psn_no: lost, into_psn_no: kept, reason: '同一人重复建档' }
  const byHand = async (stack: Stack) => (await stack.tasks(kept)).filter(({ kind }) => kind === 'reverse-by-hand')
  const openCase = async (stack: Stack) =>
    (await stack.cases(kept, 'maternity-allowance')).find(({ status }) => status !== 'withdrawn')

  /** The two are found to be one, and what is asked anew is answered. */
  async function mergeAndVerify(stack: Stack) {
    await stack.happen('person.merged', merge)
    const verify = (await stack.tasks(kept)).find(({ kind }) => kind === 'verify-birth')
    await stack.decideTask(verify?.task_id ?? '', { decision: 'approve' })
  }

  /** The mother's allowance was ordered under the lost number, and came back. */
  async function cameBack() {
    const stack = await allowance({ bank_acct: bankAccount }, { twice: true })
    const [first = {}] = orders(stack)
    await returned(stack, first, '2026-04-08T10:00:00+08:00')
    return { stack, first }
  }

  it('and is paid after all: who pays is told once, and no second order leaves', async () => {
    const { stack, first } = await cameBack()
    await setHold(stack.ports, 'payments', '核对', 'operator:test')
    await mergeAndVerify(stack)
    expect(await byHand(stack)).toEqual([])
    await settled(stack, first, '2026-04-08T11:00:00+08:00')
    expect(await byHand(stack)).toMatchObject([
      { owner: { role: 'clerk', area }, facts: { psn_no: lost, reason: 'merged', orders: [{ pay_no: first.pay_no }] } },
    ])
    await liftHold(stack.ports, 'payments', 'operator:test')
    await stack.run()
    expect(orders(stack)).toHaveLength(1)
    expect(await openCase(stack)).toMatchObject({ status: 'done', outcome: { result: 'paid' } })
    // Said again it changes nothing; taken back, it is owed once more and nobody has to recover anything.
    await settled(stack, first, '2026-04-08T12:00:00+08:00')
    expect(await byHand(stack)).toHaveLength(1)
    await returned(stack, first, '2026-04-08T13:00:00+08:00')
    expect(await byHand(stack)).toEqual([])
    expect(await openCase(stack)).toMatchObject({ status: 'waiting' })
    await settled(stack, first, '2026-04-08T14:00:00+08:00')
    expect(await byHand(stack)).toHaveLength(1)
  })

  it('and both are paid: who pays is told of the first', async () => {
    const { stack, first } = await cameBack()
    await mergeAndVerify(stack)
    const second = orders(stack)[1] ?? {}
    expect(second.amt).toBe(first.amt)
    await settled(stack, second, '2026-04-08T11:00:00+08:00')
    await settled(stack, first, '2026-04-08T12:00:00+08:00')
    const [task] = await byHand(stack)
    expect(task?.facts.orders).toEqual([{ pay_no: first.pay_no, amt: first.amt }])
    const decided = await stack.decideTask(task?.task_id ?? '', { decision: 'approve' })
    expect(decided.result).toBe('done')
    await settled(stack, first, '2026-04-08T13:00:00+08:00')
    expect(await byHand(stack)).toEqual([])
  })
})

describe('a refund of a transfer that was approved under the lost number', () => {
  const kept = 'P000001'
  const lost = 'P000003'
  const A = '130200'
  const B = '130100'
  const merge = { psn_no: lost, into_psn_no: kept, reason: '同一人重复建档' }

  /** 10.00 of A were to be refunded, for B takes no accounts; the clerk of A has approved. */
  async function approved() {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    await stack.setting(B, { accepts_account_transfer: false })
    await register(stack, 1)
    await register(stack, 3, { bank_acct: bankAccount })
    await stack.happen('enrolment.registered', enrolment(lost, A, '2019-03-01'))
    await stack.happen('account.credited', credit(lost, A, '10.00'))
    await stack.happen('enrolment.paused', pause(lost, A, '2026-01-31'))
    await stack.happen('enrolment.registered', enrolment(lost, B, '2026-03-02'))
    await approve(stack, lost)
    return stack
  }
  const approve = async (stack: Stack, psnNo: string) => {
    const task = (await stack.tasks(psnNo)).find(({ kind }) => kind === 'approve-refund')
    return stack.decideTask(task?.task_id ?? '', { decision: 'approve' })
  }
  const byHand = async (stack: Stack) => (await stack.tasks(kept)).filter(({ kind }) => kind === 'reverse-by-hand')

  /** Fen by kind of account: what is in the person's, what is still to be paid, what has left; proved on the way. */
  async function books(stack: Stack) {
    const entries: LedgerEntries = { movements: [], accounts: [] }
    collectEntries(stack.ports, [...stack.table.items.values()], entries)
    expect(proveLedger(entries).violations).toEqual([])
    const sum = { person: 0, payable: 0, outside: 0 } as Record<string, number>
    for (const { debit, credit, amt, mode } of entries.movements) {
      if (mode !== 'posted') continue
      const [from = '', to = ''] = [debit, credit].map((account) => account.split(':')[0])
      sum[from] = (sum[from] ?? 0) - amt
      sum[to] = (sum[to] ?? 0) + amt
    }
    return [sum.person, sum.payable, (sum.outside ?? 0) + 1000]
  }

  it('and came back: it is in the account, and is refunded by a case of the number that is kept', async () => {
    const stack = await approved()
    await returned(stack, orders(stack)[0] ?? {}, '2026-03-02T10:00:00+08:00')
    expect(await books(stack)).toEqual([0, 1000, 0])
    await stack.happen('person.merged', merge)
    expect(await books(stack)).toEqual([1000, 0, 0])
    expect(accountIn(await fileOf(stack, kept), A as Admdvs)).toMatchObject({ balance: 1000 })
    await approve(stack, kept)
    expect(orders(stack)).toMatchObject([{}, { amt: '10.00', payer_admdvs: A }])
    await settled(stack, orders(stack)[1] ?? {}, '2026-03-03T10:00:00+08:00')
    expect(await stack.cases(kept, 'transfer')).toMatchObject([{ status: 'done', outcome: { result: 'refunded' } }])
    expect(await books(stack)).toEqual([0, 0, 1000])
    expect(await byHand(stack)).toEqual([])
  })

  it('and came back, and is paid after all: it leaves the account, and is not refunded again', async () => {
    const stack = await approved()
    const [first = {}] = orders(stack)
    await returned(stack, first, '2026-03-02T10:00:00+08:00')
    await stack.happen('person.merged', merge)
    await settled(stack, first, '2026-03-03T10:00:00+08:00')
    expect(await books(stack)).toEqual([0, 0, 1000])
    expect(await byHand(stack)).toMatchObject([{ owner: { area: A }, facts: { orders: [{ pay_no: first.pay_no }] } }])
    expect((await stack.tasks(kept)).map(({ kind }) => kind)).toEqual(['reverse-by-hand'])
    await settled(stack, first, '2026-03-04T10:00:00+08:00')
    await returned(stack, first, '2026-03-05T10:00:00+08:00')
    expect(await books(stack)).toEqual([1000, 0, 0])
    expect((await stack.tasks(kept)).map(({ kind }) => kind)).toEqual(['approve-refund'])
  })

  it('and came back, and is paid after all while another waits to leave: that one does not', async () => {
    const stack = await approved()
    const [first = {}] = orders(stack)
    await returned(stack, first, '2026-03-02T10:00:00+08:00')
    await stack.happen('person.merged', merge)
    await setHold(stack.ports, 'payments', '核对', 'operator:test')
    await approve(stack, kept)
    expect(await books(stack)).toEqual([0, 1000, 0])
    await settled(stack, first, '2026-03-03T10:00:00+08:00')
    await liftHold(stack.ports, 'payments', 'operator:test')
    await stack.run()
    expect(orders(stack)).toHaveLength(1)
    expect(await stack.cases(kept, 'transfer')).toMatchObject([{ status: 'done', outcome: { result: 'refunded' } }])
    expect(await books(stack)).toEqual([0, 0, 1000])
    expect(await byHand(stack)).toHaveLength(1)
  })

  it.each([
    ['paid', [0, 0, 1000]],
    ['returned', [1000, 0, 0]],
  ] as const)('and is at the bank: a clerk is told, and the books follow what is said: %s', async (said, then) => {
    const stack = await approved()
    await stack.happen('person.merged', merge)
    expect(await books(stack)).toEqual([0, 1000, 0])
    expect(await byHand(stack)).toHaveLength(1)
    await (said === 'paid' ? settled : returned)(stack, orders(stack)[0] ?? {}, '2026-03-03T10:00:00+08:00')
    expect(await books(stack)).toEqual(then)
    expect(await byHand(stack)).toHaveLength(1)
  })
})

describe('months that were ordered back under the lost number', () => {
  it('are not paid back again by a case that was open under the other', async () => {
    const [kept, lost] = ['P000001', 'P000003'] as const
    const stack = await makeStack({ now: '2026-06-10T10:00:00+08:00' })
    const brdy = '1963-05-18'
    for (const [n, psnNo, last] of [
      [1, kept, '202605'],
      [3, lost, '202606'],
    ] as const) {
      await register(stack, n, { brdy, ...(psnNo === kept ? { bank_acct: bankAccount } : {}) })
      await stack.happen('enrolment.registered', enrolment(psnNo, '130100', '1990-01-01'))
      await stack.happen('contribution.posted', monthsUpTo(psnNo, '130100', 380, last))
      await stack.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    }
    const [open] = await stack.cases(lost, 'retirement')
    expect(open).toMatchObject({ waiting_for: { what: 'provide-bank-account' } })
    const employers = () => orders(stack).filter(({ payee }) => payee.kind === 'employer')
    expect(employers()).toMatchObject([{ case_id: open?.case_id, amt: '480.00' }])
    await stack.happen('person.merged', { psn_no: lost, into_psn_no: kept, reason: '同一人重复建档' })
    expect(employers()).toHaveLength(1)
    expect(orders(stack).filter(({ payee }) => payee.kind === 'person')).toMatchObject([{ amt: '120.00' }])
    await settled(stack, employers()[0] ?? {}, '2026-06-11T10:00:00+08:00')
    expect(employers()).toHaveLength(1)
    expect((await stack.tasks(kept)).map(({ kind }) => kind)).toEqual(['reverse-by-hand'])
  })
})
