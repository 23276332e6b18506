/** RULES.md 6: to whom it is paid. */
import { describe, expect, test } from 'vitest'
import { allowancePayee } from '../../../../functions/bundles/maternity-allowance/parameters.ts'
import { addDays, day } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { policyAt } from '../../../../shared/policy/index.ts'
import { at, orders, settled } from '../../../support/bank.ts'
import { bankAccount, certnoOf } from '../../../support/people.ts'
import { motherBirth, notices } from '../newborn/scene.ts'
import { base, delivery, employerAccount, insured, openTask, posted, theCase, verify } from './scene.ts'

describe('the payment', () => {
  const payeeIn = (area: string, on: string) => {
    const found = policyAt([], allowancePayee, area as Admdvs, day(on))
    return found.found && found.value
  }

  test.each([
    ['the nation', '500000', '2026-02-01'],
    ['Beijing', '110000', '2026-01-31'],
    ['Hebei', '130100', '2025-08-31'],
    ['Zhejiang', '330100', '2025-07-01'],
    ['Henan', '410100', '2025-08-01'],
    ['Hunan', '430100', '2025-12-01'],
    ['Guangdong', '440100', '2025-12-01'],
    ['Guangxi', '450100', '2026-01-01'],
    ['Sichuan', '510100', '2025-09-01'],
    ['Guizhou', '520100', '2026-01-01'],
  ])('in %s (%s) to the person for a discharge from %s, to the employer before', (_name, area, from) => {
    expect(payeeIn(area, from)).toBe('person')
    expect(payeeIn(area, addDays(day(from), -1))).toBe('employer')
  })

  test('to the employer, by its account', async () => {
    const stack = await insured('130100', { base: false })
    await stack.happen('employer.base-declared', base('130100', 2024))
    await stack.happen('delivery.settled', delivery({ dscg_date: '2025-08-30' }))
    await verify(stack)
    expect(orders(stack)).toMatchObject([{ payee: { kind: 'employer', acct_no: employerAccount.acct_no } }])
    await settled(stack, 0, '2026-04-20')
    expect(notices(stack, 'allowance.paid')[0]!.data.text).toContain('由单位发给您')
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
    expect(second).toMatchObject({ amt: '43423.00', payee: { kind: 'person', acct_no: '6222777' } })
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
      reason: '本人在换账户',
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

  test('not ordered yet for want of an account, the sum is what all that is reported by then says', async () => {
    const stack = await insured('330100', { person: { bank_acct: undefined } })
    await stack.happen('contribution.posted', posted('330100', '202510', '202603'))
    await stack.happen('delivery.settled', delivery({ insu_admdvs: '330100', dystocia: false }))
    expect((await theCase(stack)).waiting_for?.what).toBe('provide-bank-account')
    await stack.advanceTo(at('2026-04-09'))
    await stack.happen('delivery.settled', delivery({ insu_admdvs: '330100', dystocia: true }))
    expect(notices(stack, 'allowance.needs-account').map(({ data }) => data.text)).toEqual([
      expect.stringContaining('47188.00元'),
      expect.stringContaining('50953.00元'),
    ])
    await stack.happen('employer.base-declared', base('330100', 2025, '9000.00'))
    const task = await openTask(stack, 'review-allowance')
    expect(task.facts).toMatchObject({ reasons: ['amount-above'], amt: '60900.00' })
    await stack.decideTask(task.task_id, { decision: 'approve' })
    await stack.act((await theCase(stack)).case_id, { action: 'provide-bank-account', ...bankAccount })
    expect(orders(stack)).toMatchObject([{ amt: '60900.00' }])
  })
})
