/** RULES.md 3: the employer verifies the delivery. */
import { describe, expect, test } from 'vitest'
import { employerAtDischarge } from '../../../../functions/bundles/maternity-allowance/rules/eligibility.ts'
import { day } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import type { Delivery } from '../../../../shared/registers/rows.ts'
import { at, orders } from '../../../support/bank.ts'
import { bankAccount, enrolment, register } from '../../../support/people.ts'
import { makeNursery, motherBirth } from '../newborn/scene.ts'
import { delivery, fileOfMonths, insured, monthsRow, openTask, psnNo, theCase } from './scene.ts'

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

  test('nobody to ask, nobody to declare a base: a clerk reviews at once and gives the base; paid in person', async () => {
    const stack = await makeNursery(at('2026-04-08'))
    await register(stack, 2, { brdy: motherBirth, bank_acct: bankAccount })
    const { emp_no: _emp, ...flexible } = enrolment(psnNo, '130100', '2020-01-01') as Record<string, unknown>
    await stack.happen('enrolment.registered', flexible)
    await stack.happen('delivery.settled', delivery())
    const task = await openTask(stack, 'review-allowance')
    expect(task.facts.reasons).toEqual(['no-employer', 'base-missing'])
    expect(await stack.decideTask(task.task_id, { decision: 'approve' })).toMatchObject({
      result: 'refused',
      status: 400,
    })
    await stack.decideTask(task.task_id, { decision: 'approve', avg_base: '5000.00' })
    expect(orders(stack)).toMatchObject([
      { amt: '28833.33', payee: { kind: 'person', name: '测试2', acct_no: bankAccount.acct_no } },
    ])
  })
})

describe('the employer on the day of discharge', () => {
  test('an employer that the enrolment does not name is taken from the latest contribution', () => {
    const delivery = { insu_admdvs: '330100' as Admdvs, dscg_date: day('2026-04-08') } as Delivery
    expect(
      employerAtDischarge(
        fileOfMonths(monthsRow('330100', '2026', ['01'], 'E1'), monthsRow('330100', '2025', ['12'], 'E0')),
        delivery,
      ),
    ).toBe('E1')
    expect(employerAtDischarge(fileOfMonths(monthsRow('330100', '2026', ['05'], 'E1')), delivery)).toBeUndefined()
  })
})
