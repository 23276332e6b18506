/** RULES.md 7: time limits. */
import { describe, expect, test } from 'vitest'
import { at } from '../../../support/bank.ts'
import { delivery, insured, openTask, theCase } from './scene.ts'

describe('time limits', () => {
  test('running into a year without published holidays are provisional, and an operator is told', async () => {
    const stack = await insured('130100', { now: at('2026-12-25') })
    await stack.happen('delivery.settled', delivery({ dscg_date: '2026-12-24' }))
    expect(await theCase(stack)).toMatchObject({ due_at: '2027-01-07T23:59:59+08:00', due_provisional: true })
    const task = await openTask(stack, 'calendar-missing')
    expect(task).toMatchObject({ owner: { role: 'operator' }, facts: { year: 2027 } })
  })
})
