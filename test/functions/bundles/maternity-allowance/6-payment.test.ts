/** RULES.md 6: to whom it is paid. */
import { describe, expect, test } from 'vitest'
import { at, orders, settled } from '../../../support/bank.ts'
import { bankAccount, certnoOf } from '../../../support/people.ts'
import { motherBirth, notices } from '../newborn/scene.ts'
import { base, delivery, employerAccount, insured, openTask, theCase, verify } from './scene.ts'

describe('the payment', () => {
  test('to the person in Guangdong for a discharge from 2025-01-01, to the employer before', async () => {
    for (const [dscg_date, kind] of [
      ['2025-01-01', 'person'],
      ['2024-12-31', 'employer'],
    ] as const) {
      const stack = await insured('440100', { base: false, person: { bank_acct: bankAccount } })
      for (const year of [2023, 2024]) await stack.happen('employer.base-declared', base('440100', year))
      await stack.happen('delivery.settled', delivery({ insu_admdvs: '440100', dscg_date }))
      await verify(stack)
      expect(orders(stack)).toMatchObject([{ payee: { kind } }])
    }
  })

  test('returned: a clerk gives another account and it is ordered again with another number', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    await verify(stack)
    const [first] = orders(stack)
    await stack.happen('payment.returned', { pay_no: first!.pay_no, amt: first!.amt, reason: '账户已销户' })
    const task = await openTask(stack, 'payment-returned')
    expect(task).toMatchObject({
      owner: { role: 'clerk', area: '130100' },
      facts: { amt: '43423.00', reason: '账户已销户' },
    })
    expect(await stack.decideTask(task.task_id, { decision: 'approve' })).toMatchObject({ status: 400 })
    await stack.decideTask(task.task_id, { decision: 'approve', bank_acct: { ...employerAccount, acct_no: '6222777' } })
    const [, second] = orders(stack)
    expect(second).toMatchObject({ amt: '43423.00', payee: { kind: 'employer', acct_no: '6222777' } })
    expect(second!.pay_no).not.toBe(first!.pay_no)
    await settled(stack, 1, '2026-04-20')
    expect((await theCase(stack)).status).toBe('done')
  })

  test('returned and refused: the task opens again after 10 working days', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    await verify(stack)
    await stack.happen('payment.returned', { pay_no: orders(stack)[0]!.pay_no, amt: '43423.00', reason: '户名不符' })
    await stack.decideTask((await openTask(stack, 'payment-returned')).task_id, {
      decision: 'reject',
      reason: '单位在换账户',
    })
    await stack.advanceTo(at('2026-04-22', '12:00'))
    expect(await openTask(stack, 'payment-returned')).toBeUndefined()
    await stack.advanceTo(at('2026-04-23', '12:00'))
    const again = await openTask(stack, 'payment-returned')
    await stack.decideTask(again.task_id, { decision: 'approve', bank_acct: employerAccount })
    expect(orders(stack)).toHaveLength(2)
  })

  test('settled and returned later: it is taken up again', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    await verify(stack)
    await settled(stack, 0, '2026-04-20')
    await stack.advanceTo(at('2026-04-21'))
    await stack.happen('payment.returned', { pay_no: orders(stack)[0]!.pay_no, amt: '43423.00', reason: '退票' })
    expect((await theCase(stack)).waiting_for?.what).toBe('payment-returned')
  })

  test('the mother who has died is not written to', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    await stack.happen('death.registered', { certno: certnoOf(2, motherBirth), dead_date: '2026-04-09' })
    await verify(stack)
    await settled(stack, 0, '2026-04-20')
    expect((await theCase(stack)).status).toBe('done')
    expect(notices(stack)).toEqual([])
  })
})
