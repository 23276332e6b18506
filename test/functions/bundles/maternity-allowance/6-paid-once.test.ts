/** RULES.md 6.2, and the task `paid-twice`: the allowance is paid once, to somebody. */
import { describe, expect, test } from 'vitest'
import type { Pid } from '../../../../shared/identity/index.ts'
import { rowItem, rowOf } from '../../../../shared/table/files.ts'
import type { Item } from '../../../../shared/table/table.ts'
import { orders, otherAccount, returned, settled } from '../../../support/bank.ts'
import { bankAccount, certnoOf, register } from '../../../support/people.ts'
import { type Stack, testKeys } from '../../../support/stack.ts'
import { motherBirth, notices } from '../newborn/scene.ts'
import { allowance, openTask, psnNo, theCase } from './scene.ts'

const area = '440100'
const amt = '9800.00'

const findAccount = async (stack: Stack) =>
  stack.decideTask((await openTask(stack, 'payment-returned'))!.task_id, {
    decision: 'approve',
    bank_acct: otherAccount,
  })

describe('paid to the mother', () => {
  test('who has no account on record: she is asked, and it is ordered the moment she gives one', async () => {
    const stack = await allowance()
    const row = await theCase(stack)
    expect(row).toMatchObject({
      waiting_for: { actor: 'citizen', what: 'provide-bank-account' },
      actions: ['provide-bank-account'],
    })
    expect(notices(stack, 'allowance.needs-account')).toHaveLength(1)
    expect(orders(stack)).toEqual([])
    await stack.act(row.case_id, { action: 'provide-bank-account', ...otherAccount })
    expect(orders(stack)).toMatchObject([{ amt, payee: { kind: 'person', acct_no: otherAccount.acct_no } }])
    await settled(stack, 0, '2026-04-10')
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { result: 'paid', amt } })
  })

  test('who has died without one: a clerk looks for the heirs’ at once', async () => {
    const stack = await allowance()
    await stack.happen('death.registered', { certno: certnoOf(2, motherBirth), dead_date: '2026-04-08' })
    expect(await theCase(stack)).toMatchObject({
      waiting_for: { actor: 'clerk', what: 'payment-returned' },
      actions: [],
    })
    await findAccount(stack)
    expect(orders(stack)).toMatchObject([{ payee: { acct_no: otherAccount.acct_no } }])
  })

  test('whose relation is taken back while she is asked gets none', async () => {
    const stack = await allowance()
    await stack.happen('enrolment.revoked', {
      psn_no: psnNo,
      insu_admdvs: area,
      insutype: '310',
      psn_insu_date: '2020-01-01',
      reason: '误登',
    })
    expect(await theCase(stack)).toMatchObject({ status: 'withdrawn', actions: [] })
  })
})

describe('a bank that pays, says that it did not, and says late that it did', () => {
  test('while the second is at the bank: done, and a clerk is told', async () => {
    const stack = await allowance({ bank_acct: bankAccount })
    await returned(stack, 0, '2026-04-10')
    await findAccount(stack)
    await settled(stack, 0, '2026-04-12')
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { result: 'paid', amt } })
    expect(await openTask(stack, 'paid-twice')).toMatchObject({
      owner: { role: 'clerk', area },
      facts: { amt, pay_no: orders(stack)[1]!.pay_no },
    })
    await settled(stack, 1, '2026-04-13')
    expect(await stack.tasks(psnNo)).toHaveLength(1)
  })

  test('after the second is settled: a clerk is told', async () => {
    const stack = await allowance({ bank_acct: bankAccount })
    await returned(stack, 0, '2026-04-10')
    await findAccount(stack)
    await settled(stack, 1, '2026-04-12')
    await settled(stack, 0, '2026-04-13')
    const task = await openTask(stack, 'paid-twice')
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    expect(await stack.tasks(psnNo)).toEqual([])
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { result: 'paid' } })
  })

  test('before a clerk found another account: none is needed any more', async () => {
    const stack = await allowance({ bank_acct: bankAccount })
    await returned(stack, 0, '2026-04-10')
    await settled(stack, 0, '2026-04-11')
    expect(await theCase(stack)).toMatchObject({ status: 'done' })
    expect(await stack.tasks(psnNo)).toEqual([])
    expect(orders(stack)).toHaveLength(1)
  })
})

const rewritten = (item: Item, old: (row: Stored) => object): Item => {
  const pid = item.pk.slice(2) as Pid
  return rowItem(testKeys, pid, item.sk, old(rowOf<Stored>(testKeys, pid, item)))
}

interface Stored {
  state?: Record<string, object>
  used?: string
  known?: string[]
}

describe('a case that an older release left', () => {
  test('resting after a returned payment goes on: a clerk finds another account', async () => {
    const stack = await allowance({ bank_acct: bankAccount })
    await returned(stack, 0, '2026-04-10')
    const rewrite = async (prefix: string, old: (row: Stored) => object) => {
      for (const item of [...stack.table.items.values()].filter(({ sk }) => sk.startsWith(prefix)))
        await stack.table.write({ put: { ...item, ...rewritten(item, old) } })
    }
    await rewrite('B#payment#', ({ used: _used, known: _known, ...row }) => row)
    await rewrite('B#case#MA', (row) => {
      const { askedOn: _askedOn, payment, ...state } = row.state ?? {}
      const { enoughOn: _enough, ...known } = state
      const order = { pay_no: orders(stack)[0]!.pay_no, tries: 1 }
      const before = { ...known, returns: 2, payment: { ...payment, base: 300_000, ...order } }
      return { ...row, chain_version: 1, step: 'restReturned', state: before }
    })
    await register(stack, 2, { brdy: motherBirth, tel: '13900000001' })
    expect(orders(stack)).toHaveLength(1)
    await findAccount(stack)
    expect(orders(stack)).toMatchObject([{}, { amt, payee: { acct_no: otherAccount.acct_no } }])
    await settled(stack, 1, '2026-04-12')
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { result: 'paid', amt } })
  })
})
