/** RULES.md 2: the place that is left, and those that were left before. */
import { describe, expect, it } from 'vitest'
import { credit, enrolment, pause, register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'
import { A, approve, B, C, revoked, spent, theCase } from './scene.ts'
import { casesIn, holds } from './tables.ts'

const cases = casesIn(`
2.1 the one paused latest
  enrol C 2018-01-01 · pause C 2025-12-30 · enrol A 2017-01-01 · pause A 2025-12-31 · enrol B 2026-03-02
  → relations: A ended 2026-03-02, B normal, C paused
2.1 whichever is reported first
  enrol A 2017-01-01 · pause A 2025-12-31 · enrol C 2018-01-01 · pause C 2025-12-30 · enrol B 2026-03-02
  → relations: A ended 2026-03-02, B normal, C paused
2.1 the example of the rules: 130400 before 130200
  enrol A 2019-03-01 · pause A 2020-06-30 · enrol D 2021-02-01 · pause D 2025-12-31 · enrol B 2026-02-01
  → cases: B done no-balance; relations: A paused, B normal, D ended 2026-02-01
2.1 paused on one day: the one begun later
  enrol C 2018-01-01 · pause C 2026-01-31 · enrol A 2018-01-02 · pause A 2026-01-31 · enrol B 2026-03-02
  → relations: A ended 2026-03-02, B normal, C paused
2.1 begun on one day too: a clerk of B chooses
  enrol C 2018-01-01 · pause C 2026-01-31 · enrol A 2018-01-01 · pause A 2026-01-31 · enrol B 2026-03-02
  → cases: B waiting choose-origin; tasks: choose-origin B; due: 2026-03-16
2.1 as the clerk has chosen
  enrol C 2018-01-01 · pause C 2026-01-31 · enrol A 2018-01-01 · pause A 2026-01-31 · enrol B 2026-03-02 ·
  choose C
  → cases: B done no-balance; relations: A paused, B normal, C ended 2026-03-02
2.1 a paused one before one that is still normal
  enrol C 2020-01-01 · enrol A 2018-01-01 · pause A 2026-01-31 · enrol B 2026-03-02
  → relations: A ended 2026-03-02, B normal, C normal
2.1 the latest period of a place counts: an earlier pause there is over
  enrol A 2010-01-01 · pause A 2015-12-31 · enrol C 2016-01-01 · pause C 2020-12-31 · enrol A 2021-01-01 ·
  pause A 2026-01-31 · enrol B 2026-03-02
  → relations: A ended 2026-03-02, B normal, C paused
2.1 of two pauses of one period the one reported last holds
  enrol A 2018-01-01 · pause A 2026-02-28 · pause A 2025-10-31 · enrol C 2018-01-01 · pause C 2025-12-31 ·
  enrol B 2026-03-02
  → relations: A paused, B normal, C ended 2026-03-02
2.2 none paused: waits until the end of the 90th day
  enrol A 2019-03-01 · enrol B 2026-03-02 · on 2026-05-31
  → cases: B waiting enrolment.paused; tasks: none; due: 2026-05-31
2.2 then a clerk of B chooses
  enrol A 2019-03-01 · enrol B 2026-03-02 · on 2026-06-01
  → cases: B waiting choose-origin; tasks: choose-origin B; due: 2026-06-15
2.2 two are normal, and none is paused: the case waits all the same
  enrol A 2019-03-01 · enrol C 2020-03-01 · enrol B 2026-03-02
  → cases: B waiting enrolment.paused
2.2 the 90 days run from the opening, not from the enrolment
  enrol A 2019-03-01 · on 2026-04-01 · enrol B 2026-03-02 · on 2026-06-30
  → cases: B waiting enrolment.paused
2.2 one chosen while normal ends on the day before B, 0 months interrupted
  enrol A 2019-03-01 · enrol B 2026-03-02 · on 2026-06-01 · choose A
  → cases: B done no-balance; relations: A ended 2026-03-02, B normal; benefit: continuous 0
2.2 its account follows
  enrol A 2019-03-01 · credit A 8.00 · enrol B 2026-03-02 · on 2026-06-01 · choose A · approve
  → cases: B done transferred 8.00; money: B 8.00 virtual
2.2 rejected: nothing is transferred
  enrol A 2019-03-01 · credit A 8.00 · enrol B 2026-03-02 · on 2026-06-01 · reject choose-origin
  → cases: B done not-transferred; money: A 8.00; relations: A normal, B normal
2.2 rejected stays rejected when the pause comes
  enrol A 2019-03-01 · enrol B 2026-03-02 · on 2026-06-01 · reject choose-origin · pause A 2026-05-31
  → cases: B done not-transferred; relations: A paused, B normal
2.2 the pause comes on the 90th day
  enrol A 2019-03-01 · enrol B 2026-03-02 · on 2026-05-31 · pause A 2026-05-30
  → cases: B done no-balance; relations: A ended 2026-05-31, B normal
2.3 a pause that comes after the clerk was asked answers the question
  enrol A 2019-03-01 · enrol B 2026-03-02 · on 2026-06-01 · pause A 2026-05-31
  → cases: B done no-balance; tasks: none; relations: A ended 2026-06-01, B normal
2.3 so does one that makes two alike different
  enrol C 2018-01-01 · pause C 2026-01-31 · enrol A 2018-01-01 · pause A 2026-01-31 · enrol B 2026-03-02 ·
  pause A 2026-02-15
  → cases: B done no-balance; tasks: none; relations: A ended 2026-03-02, B normal, C paused
2.4 an earlier relation reported later makes another place A
  enrol A 2019-03-01 · credit A 5.00 · pause A 2025-12-31 · enrol B 2026-03-02 · enrol C 2018-01-01 ·
  credit C 7.00 · pause C 2026-01-31
  → cases: B waiting approve-transfer-out; tasks: approve-transfer-out C 7.00, older-relation B of A 5.00; relations: A paused, B normal, C ended 2026-03-02
2.4 a later pause of A itself is taken into account
  enrol A 2019-03-01 · credit A 5.00 · pause A 2025-12-31 · enrol B 2026-03-02 · on 2026-03-11 ·
  pause A 2026-03-10
  → cases: B waiting approve-transfer-out; relations: A ended 2026-03-11, B normal
2.4 one that ended no-balance takes it up too
  enrol A 2019-03-01 · pause A 2025-12-31 · enrol B 2026-03-02 · enrol C 2018-01-01 · credit C 7.00 ·
  pause C 2026-01-31
  → cases: B waiting approve-transfer-out; tasks: approve-transfer-out C 7.00; relations: A paused, B normal, C ended 2026-03-02
2.4 once money has moved it is an older relation
  enrol A 2019-03-01 · credit A 5.00 · pause A 2025-12-31 · enrol B 2026-03-02 · approve · enrol C 2018-01-01 ·
  credit C 7.00 · pause C 2026-01-31
  → cases: B done transferred 5.00; tasks: older-relation B of C 7.00; relations: A ended 2026-03-02, B normal, C paused
2.4 once a clerk has rejected, too
  enrol A 2019-03-01 · credit A 5.00 · pause A 2025-12-31 · enrol B 2026-03-02 · reject · enrol C 2018-01-01 ·
  credit C 7.00 · pause C 2026-01-31
  → cases: B done balance-held; tasks: older-relation B of C 7.00; money: A 5.00, C 7.00
2.4 once a clerk has chosen, too
  enrol A 2019-03-01 · credit A 5.00 · enrol B 2026-03-02 · on 2026-06-01 · choose A · enrol C 2018-01-01 ·
  credit C 7.00 · pause C 2026-01-31
  → cases: B waiting approve-transfer-out; tasks: approve-transfer-out A 5.00, older-relation B of C 7.00
2.5 an older relation with a balance is told of, and the case goes on
  enrol C 2018-01-01 · credit C 5.00 · pause C 2019-12-31 · enrol A 2020-01-01 · credit A 9.00 ·
  pause A 2026-01-31 · enrol B 2026-03-02 · approve
  → cases: B done transferred 9.00; money: B 9.00 virtual, C 5.00; tasks: older-relation B of C 5.00; relations: A ended 2026-03-02, B normal, C paused
2.5 without a balance it is not
  enrol C 2018-01-01 · pause C 2019-12-31 · enrol A 2020-01-01 · pause A 2026-01-31 · enrol B 2026-03-02
  → cases: B done no-balance; tasks: none
2.5 nor one that is still normal
  enrol C 2018-01-01 · credit C 5.00 · enrol A 2020-01-01 · pause A 2026-01-31 · enrol B 2026-03-02
  → tasks: none
2.5 each of several
  enrol C 2015-01-01 · credit C 5.00 · pause C 2016-12-31 · enrol D 2017-01-01 · credit D 6.00 ·
  pause D 2018-12-31 · enrol A 2020-01-01 · pause A 2026-01-31 · enrol B 2026-03-02
  → tasks: older-relation B of C 5.00, older-relation B of D 6.00
2.5 money that comes there later is told of, and its sum kept up
  enrol C 2018-01-01 · pause C 2019-12-31 · enrol A 2020-01-01 · pause A 2026-01-31 · enrol B 2026-03-02 ·
  credit C 5.00 · credit C 2.00
  → tasks: older-relation B of C 7.00
2.5 what a clerk has dealt with is not told of again
  enrol C 2018-01-01 · credit C 5.00 · pause C 2019-12-31 · enrol A 2020-01-01 · pause A 2026-01-31 ·
  enrol B 2026-03-02 · approve older-relation · credit C 1.00
  → tasks: none
`)

describe('from where', () => {
  it.each(cases)('$title', holds)
})

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
