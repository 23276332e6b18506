/** RULES.md 4: automatic checks, and what a clerk reviews. */
import { describe, expect, test } from 'vitest'
import { at, orders } from '../../../support/bank.ts'
import type { Stack } from '../../../support/stack.ts'
import { base, delivery, insured, openTask, posted, psnNo, theCase, verify } from './scene.ts'

describe('automatic checks', () => {
  const reasonsFor = async (stack: Stack, data = delivery()) => {
    await stack.happen('delivery.settled', data)
    await verify(stack)
    return (await openTask(stack, 'review-allowance'))?.facts.reasons
  }

  test('none fails: no clerk', async () => {
    expect(await reasonsFor(await insured())).toBeUndefined()
  })

  test('another name than the person’s', async () => {
    expect(await reasonsFor(await insured(), delivery({ psn_name: '测试三' }))).toEqual(['name-differs'])
  })

  test('discharged in the future', async () => {
    expect(await reasonsFor(await insured('130100', { now: at('2026-04-07') }))).toEqual(['discharge-in-future'])
  })

  test('above 60000.00; 60000.00 itself passes', async () => {
    const half = delivery({ outcome: 'miscarriage', gestation_weeks: 15 })
    expect(await reasonsFor(await insured('130100', { base: '120000.02' }), half)).toEqual(['amount-above'])
    expect(await reasonsFor(await insured('130100', { base: '120000.00' }), half)).toBeUndefined()
  })

  test('a name that is corrected before the clerk decides needs no clerk', async () => {
    const stack = await insured()
    await reasonsFor(stack, delivery({ psn_name: '测试三' }))
    await stack.happen('delivery.settled', delivery(), { time: at('2026-04-09') })
    expect(await openTask(stack, 'review-allowance')).toBeUndefined()
    expect(orders(stack)).toHaveLength(1)
  })

  test.each([
    ['2026-10-05', ['settled-twice']],
    ['2026-10-06', undefined],
  ])('the same delivery under another number, discharged %s', async (dscg_date, reasons) => {
    const stack = await insured('130100', { now: at('2026-10-10') })
    await stack.happen('delivery.settled', delivery())
    await verify(stack)
    expect(orders(stack)).toHaveLength(1)
    expect(await reasonsFor(stack, delivery({ setl_id: 'S2', dscg_date }))).toEqual(reasons)
  })

  test('of two that arrive together the one reported first is paid, the other is reviewed', async () => {
    const stack = await insured()
    await stack.send('delivery.settled', delivery({ setl_id: 'S2' }), { time: at('2026-04-08', '10:00') })
    await stack.send('delivery.settled', delivery(), { time: at('2026-04-08', '08:00') })
    await stack.run()
    for (const task of await stack.tasks(psnNo)) await stack.decideTask(task.task_id, { decision: 'approve' })
    expect((await theCase(stack)).waiting_for?.what).toBe('payment.settled')
    expect((await theCase(stack, 'S2')).waiting_for?.what).toBe('review-allowance')
  })
})

describe('a base that is missing', () => {
  test('is waited for up to 5 working days from verification, and goes on the moment it is declared', async () => {
    const stack = await insured('130100', { base: false })
    await stack.happen('delivery.settled', delivery())
    await stack.advanceTo(at('2026-04-10'))
    await verify(stack)
    expect((await theCase(stack)).waiting_for).toMatchObject({
      what: 'employer.base-declared',
      until: '2026-04-17T23:59:59+08:00',
    })
    await stack.happen('employer.base-declared', base('130100', 2024))
    expect(orders(stack)).toEqual([])
    await stack.happen('employer.base-declared', base())
    expect(orders(stack)).toMatchObject([{ amt: '43423.00' }])
  })

  test('then a clerk reviews, and may give it', async () => {
    const stack = await insured('130100', { base: false })
    await stack.happen('delivery.settled', delivery())
    await verify(stack)
    await stack.advanceTo(at('2026-04-16'))
    const task = await openTask(stack, 'review-allowance')
    expect(task.facts).toMatchObject({ reasons: ['base-missing'], days: 173 })
    await stack.decideTask(task.task_id, { decision: 'approve', avg_base: '7530.00' })
    expect(orders(stack)).toMatchObject([{ amt: '43423.00', payee: { kind: 'person', name: '测试2' } }])
  })

  test('declared while the clerk has not decided, it needs no clerk', async () => {
    const stack = await insured('130100', { base: false })
    await stack.happen('delivery.settled', delivery())
    await verify(stack)
    await stack.advanceTo(at('2026-04-16'))
    await stack.happen('employer.base-declared', base())
    expect(await openTask(stack, 'review-allowance')).toBeUndefined()
    expect(orders(stack)).toHaveLength(1)
  })

  test('where the employer does not verify, 5 working days from the day on which the months suffice', async () => {
    const stack = await insured('330100', { base: false })
    await stack.happen('contribution.posted', posted('330100', '202511', '202603'))
    await stack.happen('delivery.settled', delivery({ insu_admdvs: '330100' }))
    await stack.advanceTo(at('2026-05-11'))
    await stack.happen('contribution.posted', posted('330100', '202604', '202604'))
    expect((await theCase(stack)).waiting_for).toMatchObject({
      actor: 'employer',
      what: 'employer.base-declared',
      until: '2026-05-18T23:59:59+08:00',
    })
  })
})
