/** RULES.md 2: the place that is left, and those that were left before. */
import { describe, expect, it } from 'vitest'
import { credit, enrolment, pause, register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'
import { A, approve, B, C, revoked, spent, theCase } from './scene.ts'

describe('waits for the pause', () => {
  it('waits for the pause in A and goes on when it is reported', async () => {
    const stack = await makeStack({ now: '2026-02-01T09:00:00+08:00' })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-02-01'))
    expect(await theCase(stack, psn)).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'partner', what: 'enrolment.paused' },
    })
    await stack.advanceTo('2026-02-12T09:00:00+08:00')
    await stack.happen('enrolment.paused', pause(psn, A, '2026-02-10'))
    expect(await theCase(stack, psn)).toMatchObject({
      status: 'done',
      outcome: { result: 'no-balance', back_payment_months: 0 },
    })
    const relation = (await stack.file(psn)).one('relation', `310#${A}`)!
    expect(relation.terminations[0]?.from).toBe('2026-02-11')
  })

  it('asks a clerk of B after 90 days without a pause, and ends the one chosen the day before B', async () => {
    const stack = await makeStack({ now: '2026-02-01T09:00:00+08:00' })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-02-01'))
    await stack.advanceTo('2026-05-03T09:00:00+08:00')
    const [task] = await stack.tasks(psn)
    expect(task).toMatchObject({ kind: 'choose-origin', owner: { role: 'clerk', area: B } })
    expect(await stack.decideTask(task!.task_id, { decision: 'approve', insu_admdvs: '130300' })).toMatchObject({
      status: 400,
    })
    await stack.decideTask(task!.task_id, { decision: 'approve', insu_admdvs: A })
    expect(await theCase(stack, psn)).toMatchObject({
      status: 'done',
      outcome: { result: 'no-balance', from_admdvs: A },
    })
  })

  it('asks nobody any more once the pause is reported after all', async () => {
    const stack = await makeStack({ now: '2026-02-01T09:00:00+08:00' })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('account.credited', credit(psn, A, '10.00'))
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-02-01'))
    await stack.advanceTo('2026-05-03T09:00:00+08:00')
    expect((await stack.tasks(psn)).map(({ kind }) => kind)).toEqual(['choose-origin'])
    await stack.happen('enrolment.paused', pause(psn, A, '2026-02-10'))
    expect((await stack.tasks(psn)).map(({ kind }) => kind)).toEqual(['approve-transfer-out'])
    expect((await stack.file(psn)).one('relation', `310#${A}`)?.terminations[0]?.from).toBe('2026-02-11')
    await approve(stack, psn, 'approve-transfer-out')
    expect(await theCase(stack, psn)).toMatchObject({
      status: 'done',
      outcome: { result: 'transferred', amt: '10.00' },
    })
  })
})

describe('older relations', () => {
  it('a withdrawn transfer takes its tasks on older relations with it', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const psn = await register(stack, 1)
    for (const [area, from, to] of [
      [C, '2018-01-01', '2019-12-31'],
      [A, '2020-01-01', '2026-01-31'],
    ] as const) {
      await stack.happen('enrolment.registered', enrolment(psn, area, from))
      await stack.happen('enrolment.paused', pause(psn, area, to))
      await stack.happen('account.credited', credit(psn, area, '5.00'))
    }
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-03-02'))
    expect((await stack.tasks(psn)).map(({ kind }) => kind).sort()).toEqual(['approve-transfer-out', 'older-relation'])
    await stack.happen('enrolment.revoked', revoked(psn, B, '2026-03-02'))
    expect(await stack.tasks(psn)).toEqual([])
  })

  it('an older relation whose balance is spent is told of no more', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const psn = await register(stack, 1)
    for (const [area, from, to] of [
      [C, '2018-01-01', '2019-12-31'],
      [A, '2020-01-01', '2026-01-31'],
    ] as const) {
      await stack.happen('enrolment.registered', enrolment(psn, area, from))
      await stack.happen('enrolment.paused', pause(psn, area, to))
      await stack.happen('account.credited', credit(psn, area, '5.00'))
    }
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-03-02'))
    await stack.happen('account.spent', spent(psn, C, '5.00', 'S1'))
    expect((await stack.tasks(psn)).map(({ kind }) => kind)).toEqual(['approve-transfer-out'])
  })
})
