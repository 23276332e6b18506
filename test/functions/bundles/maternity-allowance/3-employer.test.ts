/** RULES.md 3: the employer verifies the delivery. */
import { describe, expect, test } from 'vitest'
import { employerAtDischarge } from '../../../../functions/bundles/maternity-allowance/rules/eligibility.ts'
import { day, instant } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { put } from '../../../../shared/registers/file.ts'
import { emptyRelation } from '../../../../shared/registers/relation.ts'
import type { Delivery, YearOfMonths } from '../../../../shared/registers/rows.ts'
import { at, orders } from '../../../support/bank.ts'
import { delivery, fileOfMonths, insured, monthsRow, openTask, theCase, verify } from './scene.ts'

describe('the employer', () => {
  test('silent for 5 working days: a clerk reviews; approved, it is paid', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    await stack.advanceTo(at('2026-04-15', '23:59'))
    expect((await theCase(stack)).waiting_for?.what).toBe('verify-birth')
    await stack.advanceTo(at('2026-04-16', '00:01'))
    const task = await openTask(stack, 'review-allowance')
    expect(task).toMatchObject({
      owner: { role: 'clerk', area: '130100' },
      facts: { reasons: ['employer-silent'], days: 173, amt: '43423.00', daily_base: '251.0000' },
    })
    expect(await openTask(stack, 'verify-birth')).toBeUndefined()
    await stack.decideTask(task.task_id, { decision: 'approve' })
    expect(orders(stack)).toHaveLength(1)
  })

  test('refuses: a clerk reviews with its reason; refused again, the case is rejected', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    await stack.decideTask((await openTask(stack, 'verify-birth')).task_id, { decision: 'reject', reason: '已离职' })
    const task = await openTask(stack, 'review-allowance')
    expect(task.facts).toMatchObject({ reasons: ['employer-refused'], employer_reason: '已离职' })
    await stack.decideTask(task.task_id, { decision: 'reject', reason: '核实属实' })
    expect(await theCase(stack)).toMatchObject({
      status: 'rejected',
      outcome: { result: 'rejected', reason: 'review-refused' },
    })
    expect(orders(stack)).toEqual([])
  })

  test('is asked while an operator is told what the sum will lack; nobody waits for one after the other', async () => {
    const stack = await insured('410100')
    await stack.policy({ name: 'allowance_min_months', admdvs: '410000', value: 0 })
    await stack.happen('delivery.settled', delivery({ insu_admdvs: '410100' }))
    expect((await theCase(stack)).waiting_for?.what).toBe('verify-birth')
    expect(await openTask(stack, 'policy-missing')).toMatchObject({ facts: { name: 'extended_days' } })
    await stack.policy({ name: 'extended_days', admdvs: '410000', value: { first: 90, second: 90, third: 90 } })
    expect(await openTask(stack, 'policy-missing')).toBeUndefined()
    await verify(stack)
    expect(orders(stack)).toMatchObject([{ amt: '50953.00' }])
  })
})

describe('the employer on the day of discharge', () => {
  const theDelivery = { insu_admdvs: '330100' as Admdvs, dscg_date: day('2026-04-08') } as Delivery
  const time = instant('2026-01-01T00:00:00+08:00')
  const enrolledOn = (on: string, paused?: string, ...months: YearOfMonths[]) => {
    const first = { psn_insu_date: day('2020-01-01'), psn_type: '11' as const, time }
    const enrolments = [...(paused ? [first] : []), { ...first, psn_insu_date: day(on) }]
    const pauses = paused ? [{ last: day(paused), time, at: time }] : []
    const relation = { ...emptyRelation('330100' as Admdvs, '310'), enrolments, pauses }
    return fileOfMonths(...months).with([put('relation', relation)])
  }
  const paid = [monthsRow('330100', '2026', ['01'], 'E1'), monthsRow('330100', '2025', ['12'], 'E0')]

  test('one that the enrolment does not name is taken from the latest contribution up to then', () => {
    expect(employerAtDischarge(enrolledOn('2025-06-01', undefined, ...paid), theDelivery)).toBe('E1')
    const later = monthsRow('330100', '2026', ['05'], 'E1')
    expect(employerAtDischarge(enrolledOn('2025-06-01', undefined, later), theDelivery)).toBeUndefined()
  })

  test('who was paused and has begun anew has none, whoever paid for her before', () => {
    const anew = enrolledOn('2026-02-01', '2026-01-31', ...paid)
    expect(employerAtDischarge(anew, theDelivery)).toBeUndefined()
    const paidSince = enrolledOn('2026-02-01', '2026-01-31', monthsRow('330100', '2026', ['02'], 'E2'))
    expect(employerAtDischarge(paidSince, theDelivery)).toBe('E2')
  })
})
