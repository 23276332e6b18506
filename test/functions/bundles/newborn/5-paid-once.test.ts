/** RULES.md 5.3 to 5.5, and the task `paid-twice`: a refund is paid once, and no family that mourns is asked. */
import { describe, expect, test } from 'vitest'
import { account, at, orders, returned, settled } from '../../../support/bank.ts'
import { certnoOf, register } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { birth, childOf, makeNursery, mother, motherBirth, notices, paid, theCase } from './scene.ts'

const openTask = async (stack: Stack, kind: string) => (await stack.tasks(childOf())).find((task) => task.kind === kind)

const give = async (stack: Stack) =>
  stack.act((await theCase(stack)).case_id, { action: 'provide-bank-account', ...account(8) })

/** A child whose premium was paid twice; the second goes back to the mother. */
async function paidTwice(more: { bank?: false } = {}) {
  const stack = await makeNursery(at('2026-03-10'))
  await register(stack, 2, { brdy: motherBirth, ...(more.bank === false ? {} : { bank_acct: account(2) }) })
  await stack.happen('birth.certified', birth('2026-03-10', { guardians: [mother()] }))
  await stack.happen('premium.paid', paid(2026, '2026-03-12'))
  await stack.happen('premium.paid', paid(2026, '2026-03-13'))
  return stack
}

describe('a bank that pays, says that it did not, and says late that it did', () => {
  test('while the second is at the bank: a clerk of the payer’s area is told, once', async () => {
    const stack = await paidTwice()
    await returned(stack, 0, '2026-03-14')
    await give(stack)
    await settled(stack, 0, '2026-03-16')
    const task = await openTask(stack, 'paid-twice')
    expect(task).toMatchObject({ owner: { role: 'clerk', area: '530100' }, facts: { amt: '400.00' } })
    expect(task?.facts.pay_no).toBe(orders(stack)[1]!.pay_no)
    await settled(stack, 1, '2026-03-17')
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    expect(await stack.tasks(childOf())).toEqual([])
    expect(orders(stack)).toHaveLength(2)
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { result: 'insured' } })
    expect(notices(stack, 'newborn.refunded')).toHaveLength(1)
  })

  test('before another account is given: none is needed any more', async () => {
    const stack = await paidTwice()
    await returned(stack, 0, '2026-03-14')
    expect((await theCase(stack)).actions).toEqual(['provide-bank-account'])
    await settled(stack, 0, '2026-03-15')
    expect(await theCase(stack)).toMatchObject({ status: 'done', actions: [] })
    expect(orders(stack)).toHaveLength(1)
    expect(await stack.tasks(childOf())).toEqual([])
  })

  test('settled, and then returned: ordered anew', async () => {
    const stack = await paidTwice()
    await settled(stack, 0, '2026-03-14')
    await returned(stack, 0, '2026-03-15')
    await give(stack)
    expect(orders(stack)).toMatchObject([{}, { amt: '400.00', payee: { acct_no: account(8).acct_no } }])
  })
})

describe('a family that mourns', () => {
  test.each([
    ['the child', { birth_cert_no: 'Z530000001', dead_date: '2026-03-12' }],
    ['the mother', { certno: certnoOf(2, motherBirth), dead_date: '2026-03-12' }],
  ])('%s has died: a clerk finds an account at once, nobody is asked', async (_who, death) => {
    const stack = await paidTwice({ bank: false })
    expect((await theCase(stack)).waiting_for?.what).toBe('provide-bank-account')
    await stack.happen('death.registered', death)
    expect(await theCase(stack)).toMatchObject({
      waiting_for: { actor: 'clerk', what: 'payment-returned' },
      actions: [],
    })
    const task = await openTask(stack, 'payment-returned')
    await stack.decideTask(task!.task_id, { decision: 'approve', bank_acct: account(8) })
    expect(orders(stack)).toMatchObject([{ amt: '400.00', payee: { acct_no: account(8).acct_no } }])
    expect(await theCase(stack)).toMatchObject({ status: 'done' })
  })

  test('an account on record is paid to, whoever has died', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await register(stack, 2, { brdy: motherBirth, bank_acct: account(2) })
    await stack.happen('birth.certified', birth('2026-03-10', { guardians: [mother()] }))
    await stack.happen('premium.paid', paid(2026, '2026-03-12'))
    await stack.happen('death.registered', { birth_cert_no: 'Z530000001', dead_date: '2026-03-12' })
    await stack.happen('premium.paid', paid(2026, '2026-03-13'))
    expect(orders(stack)).toMatchObject([{ payee: { acct_no: account(2).acct_no } }])
  })
})
