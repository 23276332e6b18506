/** assistance/RULES.md 4: what gathers to the end of the month, and who confirms it. */
import { describe, expect, it } from 'vitest'
import { at } from '../../../support/bank.ts'
import { bankAccount, person, register } from '../../../support/people.ts'
import { leaving, onlyCase, scene } from './scene.ts'

describe('while the clerk is asked', () => {
  it('another sum closes the task, and another opens with the same limit; nothing left, it gathers on (4.3)', async () => {
    const s = await scene()
    await s.settle()
    await s.dawn('2026-04-01')
    const first = await s.task('confirm-assistance')
    await s.settle({ fund_pay_sumamt: '12000.00' }, { time: at('2026-04-03') })
    const second = await s.task('confirm-assistance')
    expect(second).toMatchObject({ facts: { amt: '2800.00' }, due_at: first!.due_at })
    expect(second!.task_id).not.toBe(first!.task_id)
    expect(await s.stack.decideTask(first!.task_id, { decision: 'approve' })).toMatchObject({ result: 'refused' })
    await s.revoke('S1', '2026-04-04')
    expect(await s.task('confirm-assistance')).toBeUndefined()
    expect(s.orders()).toEqual([])
  })

  it('an approval of sums that a parameter has changed pays nothing: the new ones are asked (4.3)', async () => {
    const s = await scene()
    await s.settle()
    await s.dawn('2026-04-01')
    const value = { deductible: '0.00', ratio: '0.75' }
    const task = await s.task('confirm-assistance')
    await s.stack.policy({ name: 'aid_low_income', admdvs: '130100', value })
    await s.stack.decideTask(task!.task_id, { decision: 'approve' })
    expect(s.orders()).toEqual([])
    await s.decides('confirm-assistance')
    expect(s.orders()).toEqual([['130100', 'medical-assistance', '3750.00']])
  })

  it('rejected, the person is told why, and nothing is owed until a due changes (4.4)', async () => {
    const s = await scene()
    await s.settle()
    await s.dawn('2026-04-01')
    await s.decides('confirm-assistance', 'reject')
    expect(s.stack.sent('notice').map(({ data }) => data.text)).toEqual([expect.stringContaining('测试')])
    expect(await onlyCase(s)).toMatchObject({ waiting_for: { what: 'settlement.posted' } })
    expect(await s.asked()).toMatchObject({ payers: [{ due: '3500.00', given: '0.00', to_pay: '0.00' }] })
    await s.dawn('2026-05-01')
    expect(await s.task('confirm-assistance')).toBeUndefined()
    await s.settle(leaving('1000.00', '2026-05-10'))
    await s.paidOn('2026-06-01')
    expect(s.orders()).toEqual([['130100', 'medical-assistance', '4200.00']])
  })
})

it('a refusal is over once a due has changed, also if it is what it was again (4.4)', async () => {
  const s = await scene()
  await s.settle()
  await s.dawn('2026-04-01')
  await s.decides('confirm-assistance', 'reject')
  await s.settle({ fund_pay_sumamt: '12000.00' }, { time: at('2026-04-03') })
  expect(await onlyCase(s)).toMatchObject({ waiting_for: { what: 'month-end' } })
  await s.settle({}, { time: at('2026-04-04') })
  await s.dawn('2026-05-01')
  expect(await s.task('confirm-assistance')).toMatchObject({ facts: { amt: '3500.00' } })
})

it('what other departments grant, set late, is found by the case that went on without it (4.6)', async () => {
  const s = await scene()
  await s.settle()
  await s.paidOn('2026-04-01')
  const value = [
    { dept: 'union', psn_idet_types: ['low-income'], med_types: ['21'], deductible: '0.00', ratio: '0.50' },
  ]
  await s.stack.policy({ name: 'department_aid', admdvs: '130000', value })
  expect(await onlyCase(s)).toMatchObject({ waiting_for: { what: 'month-end', until: '2026-05-01T00:00:00+08:00' } })
  await s.paidOn('2026-05-01')
  expect(s.orders().at(-1)).toEqual(['130100', 'union', '750.00'])
})

describe('a run', () => {
  it('of no more than the sum of the parameter goes straight on (4.2)', async () => {
    const s = await scene()
    await s.stack.policy({ name: 'assistance_confirm_above', admdvs: '130100', value: '3500.00' })
    await s.settle()
    await s.dawn('2026-04-01')
    expect(s.orders()).toHaveLength(1)
    expect(await onlyCase(s)).toMatchObject({
      due_at: '2026-04-21T23:59:59+08:00',
      waiting_for: { what: 'payment.settled' },
    })
  })

  it('belongs to the first of its month, however late it is looked at (4.5)', async () => {
    const s = await scene()
    await s.settle()
    s.stack.clock.set('2026-04-20T09:00:00+08:00' as never)
    await s.stack.advanceTo('2026-04-20T09:10:00+08:00')
    expect(await s.task('confirm-assistance')).toMatchObject({ due_at: '2026-04-09T23:59:59+08:00' })
  })

  it('of fifty is confirmed by one click, each for its own sum (4.2)', async () => {
    const s = await scene()
    for (let n = 2; n <= 50; n++) {
      const psn_no = await register(s.stack, n, { bank_acct: bankAccount })
      await s.recognize({ psn_no })
      await s.settle({ psn_no, ...leaving(`${n}00.00`, '2026-03-10', { setl_id: `S${n}` }) })
    }
    await s.settle()
    await s.dawn('2026-04-01')
    const { tasks } = (await s.api.call(s.clerk, 'GET /v1/tasks?kind=confirm-assistance&limit=100')).body
    const task_ids = tasks.map(({ task_id }: { task_id: string }) => task_id)
    const { results } = (await s.api.call(s.clerk, 'POST /v1/task-decisions', { task_ids, decision: 'approve' })).body
    expect(results.filter(({ status }: { status: number }) => status === 200)).toHaveLength(50)
    const sums = ['3500.00', ...Array.from({ length: 49 }, (_, n) => `${(n + 2) * 70}.00`)]
    expect(
      s
        .orders()
        .map(([, , amt]) => amt)
        .sort(),
    ).toEqual(sums.sort())
  })

  it('of many is confirmed by one click; above the sum of the second person each alone (4.2)', async () => {
    const s = await scene()
    await s.settle()
    await s.stack.happen('person.registered', person(2, { bank_acct: bankAccount }))
    await s.stack.happen('identity.recognized' as never, {
      psn_no: 'P000002',
      psn_idet_type: 'destitute',
      admdvs: '130100',
      begndate: '2026-01-01',
    })
    await s.settle({ psn_no: 'P000002', setl_id: 'S2', fund_pay_sumamt: '6000.00' })
    await s.stack.policy({ name: 'second_person', admdvs: '130100', value: { 'confirm-assistance': '5000.00' } })
    await s.dawn('2026-04-01')
    const { tasks } = (await s.api.call(s.clerk, 'GET /v1/tasks?kind=confirm-assistance')).body
    const task_ids = tasks.map(({ task_id }: { task_id: string }) => task_id)
    expect(task_ids).toHaveLength(2)
    const body = { task_ids, decision: 'approve' }
    const { results } = (await s.api.call(s.clerk, 'POST /v1/task-decisions', body)).body
    expect(results.map(({ status, code }: { status: number; code?: string }) => code ?? status).sort()).toEqual([
      200,
      'alone-only',
    ])
    expect(s.orders()).toEqual([['130100', 'medical-assistance', '3500.00']])
  })

  it('none: a year whose last ground is gone is withdrawn, and goes on with a new one (4.1)', async () => {
    const s = await scene()
    await s.settle()
    await s.revoke('S1', '2026-03-20')
    expect(await onlyCase(s)).toMatchObject({ status: 'withdrawn', outcome: { reason: 'revoked' } })
    await s.settle({ setl_id: 'S2' }, { time: at('2026-03-21') })
    expect(await onlyCase(s)).toMatchObject({ status: 'waiting', waiting_for: { what: 'month-end' } })
    expect((await onlyCase(s)).outcome).toBeUndefined()
  })
})
