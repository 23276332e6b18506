/** RULES.md 4.6: people who come back to where they were. */
import { describe, expect, it } from 'vitest'
import type { Day } from '../../../../shared/calendar/index.ts'
import { standingOn } from '../../../../shared/registers/relation.ts'
import { credit, enrolment, register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'
import { A, accounts, approve, B, move, moved, spent } from './scene.ts'
import { casesIn, holds } from './tables.ts'

const cases = casesIn(`
4.6 the example of the rules: two cases, one balance, nothing asked again
  enrol A 2019-03-01 · credit A 500.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · on 2026-05-01 ·
  pause B 2026-04-30 · enrol A 2026-05-01 · approve
  → cases: B done transferred 500.00, A done transferred 500.00; money: A 500.00 virtual; tasks: none
4.6 what comes there from then on stays
  enrol A 2019-03-01 · credit A 500.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · on 2026-05-01 ·
  pause B 2026-04-30 · enrol A 2026-05-01 · approve · credit A 30.00
  → money: A 530.00 (500.00 virtual); tasks: none
4.6 a credit that waits for A's clerk stays when the person comes back
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · credit A 3.00 ·
  on 2026-03-20 · enrol A 2026-03-20
  → money: A 3.00, B 10.00 virtual; tasks: none
4.6 once more there and back
  enrol A 2019-03-01 · credit A 5.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · on 2026-05-01 ·
  pause B 2026-04-30 · enrol A 2026-05-01 · approve · on 2026-07-01 · pause A 2026-06-30 · enrol B 2026-07-01 · approve
  → cases: B done transferred 5.00, A done transferred 5.00, B done transferred 5.00; money: B 5.00 virtual; tasks: none
4.6 spending that is told late is paid where the person is insured again
  enrol A 2019-03-01 · credit A 5.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · on 2026-05-01 ·
  pause B 2026-04-30 · enrol A 2026-05-01 · approve · spend A 2.00 S1
  → money: A 3.00 virtual; tasks: none; parked: none
4.6 more than there is waits for its credit
  enrol A 2019-03-01 · credit A 5.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · on 2026-05-01 ·
  pause B 2026-04-30 · enrol A 2026-05-01 · approve · spend A 7.00 S1
  → money: A 5.00 virtual; tasks: none; parked: S1
`)

describe('back again', () => {
  it.each(cases)('$title', holds)
})

describe('who comes back to an earlier area', () => {
  it('takes the balance along once, and is asked nothing again', async () => {
    const { stack, psn } = await moved('500.00')
    await stack.advanceTo('2026-05-01T09:00:00+08:00')
    await move(stack, psn, B, '2026-04-30', A, '2026-05-01')
    await approve(stack, psn)
    expect(await accounts(stack, psn)).toMatchObject({ a: [50000, 0], b: [0, 0] })
    expect((await stack.cases(psn, 'transfer')).map(({ status, outcome }) => [status, outcome?.amt])).toEqual([
      ['done', '500.00'],
      ['done', '500.00'],
    ])
    expect(await stack.tasks(psn)).toEqual([])
    await stack.happen('account.credited', credit(psn, A, '30.00'))
    expect(await stack.tasks(psn)).toEqual([])
    expect(await accounts(stack, psn)).toMatchObject({ a: [53000, 3000] })
  })

  it('is insured there again, and takes the balance along, though no pause there was ever reported', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-03-02'))
    await stack.advanceTo('2026-06-02T09:00:00+08:00')
    const [task] = await stack.tasks(psn)
    await stack.decideTask(task?.task_id ?? '', { decision: 'approve', insu_admdvs: A })
    await stack.happen('account.credited', credit(psn, B, '10.00'))
    await move(stack, psn, B, '2026-06-30', A, '2026-07-01')
    const relation = (await stack.file(psn)).one('relation', `310#${A}`)
    expect(relation && standingOn(relation, '2026-07-01' as Day)?.psn_insu_stas).toBe('1')
    await approve(stack, psn)
    expect(await accounts(stack, psn)).toMatchObject({ a: [1000, 0], b: [0, 0] })
  })

  it('and finds a late credit that was waiting for its clerk left in place', async () => {
    const { stack, psn } = await moved('500.00')
    await stack.happen('account.credited', credit(psn, A, '30.00'))
    expect(await stack.tasks(psn)).toHaveLength(1)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2026-03-03'))
    const first = (await stack.cases(psn, 'transfer')).find(({ admdvs }) => admdvs === B)
    expect(first).toMatchObject({ status: 'done', outcome: { result: 'transferred', amt: '500.00' } })
    expect(await accounts(stack, psn)).toMatchObject({ a: [3000, 3000], b: [50000, 0] })
  })

  it('spends what comes later: a spending before its credit waits for it', async () => {
    const { stack, psn } = await moved('500.00')
    await stack.advanceTo('2026-05-01T09:00:00+08:00')
    await move(stack, psn, B, '2026-04-30', A, '2026-05-01')
    await approve(stack, psn)
    await stack.happen('account.spent', spent(psn, A, '580.00', 'S1'))
    expect((await stack.file(psn)).all('parked')).toMatchObject([{ reason: 'needs-credit' }])
    expect(await accounts(stack, psn)).toMatchObject({ a: [50000, 0] })
    await stack.happen('account.credited', credit(psn, A, '80.00'))
    expect(await accounts(stack, psn)).toMatchObject({ a: [0, 0] })
    expect((await stack.file(psn)).all('parked')).toEqual([])
  })

  it('keeps what nobody has approved yet, though a clerk had chosen the place', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('account.credited', credit(psn, A, '100.00'))
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-03-02'))
    await stack.advanceTo('2026-06-02T09:00:00+08:00')
    const [choice] = await stack.tasks(psn)
    await stack.decideTask(choice!.task_id, { decision: 'approve', insu_admdvs: A })
    expect((await stack.tasks(psn)).map(({ kind }) => kind)).toEqual(['approve-transfer-out'])
    await stack.happen('enrolment.registered', enrolment(psn, A, '2026-06-10'))
    expect((await stack.tasks(psn)).map(({ kind }) => kind)).not.toContain('approve-transfer-out')
    const [left] = (await stack.cases(psn, 'transfer')).filter(({ admdvs }) => admdvs === B)
    expect(left).toMatchObject({ status: 'done', outcome: { result: 'balance-held' } })
    expect(await accounts(stack, psn)).toMatchObject({ a: [10000, 10000] })
  })
})
