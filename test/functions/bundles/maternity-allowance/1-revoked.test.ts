/** RULES.md 1.6: what the allowance rests on is taken back by who reported it. */
import { describe, expect, test } from 'vitest'
import { orders, settled } from '../../../support/bank.ts'
import { bankAccount, certnoOf } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { motherBirth } from '../newborn/scene.ts'
import { allowance, delivery, insured, openTask, posted, psnNo, theCase, verify } from './scene.ts'

const revocation = { setl_id: 'S1', certno: certnoOf(2, motherBirth), reason: '录入错误' }
const revoke = (stack: Stack, time?: string) => stack.happen('delivery.revoked', revocation, time ? { time } : {})
const months = (area: string, accrym_begn: string, accrym_end: string) => {
  const { base: _base, amt_psn: _psn, amt_emp: _emp, emp_no: _no, ...span } = posted(area, accrym_begn, accrym_end)
  return { ...span, reason: '错报' }
}
const byHand = async (stack: Stack) =>
  (await stack.tasks(psnNo, 'any')).filter(({ kind }) => kind === 'reverse-by-hand')

describe('the settlement of the delivery', () => {
  test('before anything is ordered: withdrawn, and settled anew it goes on', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    await revoke(stack)
    expect(await theCase(stack)).toMatchObject({ status: 'withdrawn', outcome: { reason: 'revoked' } })
    expect(await stack.tasks(psnNo)).toEqual([])
    await stack.happen('delivery.settled', delivery(), { time: '2026-04-09T09:00:00+08:00' })
    expect(await theCase(stack)).toMatchObject({ status: 'waiting', step: 'awaitEmployer' })
    await verify(stack)
    expect(orders(stack)).toHaveLength(1)
    expect(await byHand(stack)).toEqual([])
  })

  test('before it came itself: parked, and no case opens', async () => {
    const stack = await insured()
    await revoke(stack)
    expect((await stack.file(psnNo)).all('parked')).toMatchObject([{ reason: 'needs-delivery' }])
    await stack.happen('delivery.settled', delivery(), { time: '2026-04-08T07:00:00+08:00' })
    expect(await stack.cases(psnNo)).toEqual([])
  })

  test('once it is ordered it is paid, and a clerk of the area is told of the sum, once', async () => {
    const stack = await allowance({ bank_acct: bankAccount })
    await revoke(stack)
    await settled(stack, 0, '2026-04-10')
    await revoke(stack, '2026-04-11T09:00:00+08:00')
    const row = await theCase(stack)
    expect(row).toMatchObject({ status: 'done', outcome: { result: 'paid' } })
    expect(await byHand(stack)).toMatchObject([
      { status: 'open', owner: { role: 'clerk', area: '440100' }, facts: { reason: 'revoked', amt: '9800.00' } },
    ])
  })

  test('that gave way to another is not taken for the same delivery', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    await revoke(stack)
    await stack.happen('delivery.settled', delivery({ setl_id: 'S2' }))
    await verify(stack)
    expect(await openTask(stack, 'review-allowance')).toBeUndefined()
    expect(orders(stack)).toHaveLength(1)
  })
})

describe('months without a break', () => {
  const short = async () => {
    const stack = await insured()
    await stack.policy({ name: 'allowance_min_months', admdvs: '130000', value: 6 })
    await stack.happen('contribution.posted', posted('130100', '202510', '202603'))
    await stack.happen('delivery.settled', delivery())
    return stack
  }

  test('fall short before anything is ordered: it waits for them again', async () => {
    const stack = await short()
    expect(await theCase(stack)).toMatchObject({ step: 'awaitEmployer' })
    await stack.happen('contribution.revoked', months('130100', '202511', '202511'))
    expect(await theCase(stack)).toMatchObject({
      step: 'checkMonths',
      waiting_for: { what: 'contribution.posted' },
      state: { monthsMissing: 2 },
    })
    expect(await stack.tasks(psnNo)).toEqual([])
    await stack.happen('contribution.posted', posted('130100', '202511', '202511'), {
      time: '2026-04-09T09:00:00+08:00',
    })
    expect(await theCase(stack)).toMatchObject({ step: 'awaitEmployer' })
  })

  test('fall short after it was paid: a clerk is told; posted anew, nobody need look', async () => {
    const stack = await short()
    await verify(stack)
    await settled(stack, 0, '2026-04-10')
    await stack.happen('contribution.revoked', months('130100', '202511', '202511'))
    expect(await theCase(stack)).toMatchObject({ status: 'done' })
    expect(await byHand(stack)).toMatchObject([{ status: 'open', facts: { reason: 'revoked' } }])
    await stack.happen('contribution.posted', posted('130100', '202511', '202511'), {
      time: '2026-04-11T09:00:00+08:00',
    })
    expect(await byHand(stack)).toMatchObject([{ status: 'closed' }])
  })

  test('that are more than enough are nobody’s matter', async () => {
    const stack = await short()
    await verify(stack)
    await settled(stack, 0, '2026-04-10')
    await stack.happen('contribution.posted', posted('130100', '202501', '202509'))
    await stack.happen('contribution.revoked', months('130100', '202501', '202506'))
    expect(await byHand(stack)).toEqual([])
  })
})
