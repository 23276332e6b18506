/** RULES.md 4.7 to 4.10: spending that is told late, that is not covered, or that is more than there is. */
import { describe, expect, it } from 'vitest'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { accountIn } from '../../../../shared/registers/ledger.ts'
import { credit, register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'
import { A, accounts, approve, B, byHand, moved, moving, spent } from './scene.ts'
import { casesIn, holds } from './tables.ts'

const cases = casesIn(`
4.7 B pays what A no longer can
  enrol A 2019-03-01 · credit A 100.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · spend A 30.00 S1
  → money: B 70.00 virtual; tasks: none
4.7 A pays first what it holds by now
  enrol A 2019-03-01 · credit A 100.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · credit A 10.00 · spend A 4.00 S1
  → money: A 6.00, B 100.00 virtual; tasks: approve-transfer-out A 6.00
4.7 and B the rest
  enrol A 2019-03-01 · credit A 100.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · credit A 10.00 · spend A 15.00 S1
  → cases: B done transferred 100.00; money: B 95.00 virtual; tasks: none
4.7 B pays with real money before virtual money
  enrol A 2019-03-01 · credit A 100.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · credit B 20.00 · spend A 30.00 S1
  → money: B 90.00 virtual
4.7 what neither covers is for clerks of both
  enrol A 2019-03-01 · credit A 100.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · spend A 130.00 S1
  → money: none; tasks: reverse-by-hand A 30.00, reverse-by-hand B 30.00
4.7 each spending apart
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · spend A 12.00 S1 · spend A 3.00 S2
  → tasks: reverse-by-hand A 2.00, reverse-by-hand A 3.00, reverse-by-hand B 2.00, reverse-by-hand B 3.00
4.8 money that comes to B covers it first
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · spend A 15.00 S1 · credit B 2.00
  → money: none; tasks: reverse-by-hand A 3.00, reverse-by-hand B 3.00
4.8 so does money that comes to A, and the rest follows
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · spend A 15.00 S1 · credit A 8.00
  → money: A 3.00; tasks: approve-transfer-out A 3.00
4.8 once a clerk has dealt with it, it covers nothing
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · spend A 15.00 S1 ·
  approve reverse-by-hand · credit B 8.00
  → money: B 8.00; tasks: none
4.9 corrected downwards: what nobody covered is forgiven first
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · spend A 15.00 S1 · spend A 12.00 S1
  → money: none; tasks: reverse-by-hand A 2.00, reverse-by-hand B 2.00
4.9 the rest goes back to where it was spent, as what it was paid with, and follows
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · spend A 8.00 S1 · spend A 5.00 S1
  → money: A 3.00 virtual, B 2.00 virtual; tasks: approve-transfer-out A 3.00
4.9 corrected upwards: B pays the difference
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · spend A 5.00 S1 · spend A 8.00 S1
  → money: B 2.00 virtual; tasks: none
4.10 before it has left, an account pays what it can, and the rest waits for a credit
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · spend A 12.00 S1
  → money: A 10.00; parked: S1; tasks: approve-transfer-out A 10.00
4.10 the credit comes: it is paid
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · spend A 12.00 S1 · credit A 5.00
  → money: A 3.00; parked: none; tasks: approve-transfer-out A 3.00
`)

describe('spending told late', () => {
  it.each(cases)('$title', holds)
})

describe('late spending', () => {
  it('charges spending in A that arrives late to B, and refers to clerks what B does not cover', async () => {
    const { stack, psn } = await moving('100.00')
    await approve(stack, psn, 'approve-transfer-out')
    await stack.happen('account.spent', spent(psn, A, '30.00', 'S1'))
    expect(await accounts(stack, psn)).toMatchObject({ a: [0, 0], b: [7000, 0] })
    await stack.happen('account.spent', spent(psn, A, '90.00', 'S2'))
    expect(await accounts(stack, psn)).toMatchObject({ a: [0, 0], b: [0, 0] })
    const tasks = (await stack.tasks(psn)).filter((t) => t.kind === 'reverse-by-hand')
    expect(tasks.map((t) => t.admdvs).sort()).toEqual([B, A])
  })
})

describe('late spending that nobody covers', () => {
  it('is forgiven first when the spending is corrected, and credited to nobody', async () => {
    const { stack, psn } = await moved('100.00')
    await stack.happen('account.spent', spent(psn, A, '150.00', 'S1'))
    expect(await byHand(stack, psn)).toEqual([
      [B, '50.00'],
      [A, '50.00'],
    ])
    await stack.happen('account.spent', spent(psn, A, '120.00', 'S1'), { time: '2026-03-03T09:00:00+08:00' })
    expect(await accounts(stack, psn)).toMatchObject({ a: [0, 0], b: [0, 0] })
    expect(await byHand(stack, psn)).toEqual([
      [B, '20.00'],
      [A, '20.00'],
    ])
    await stack.happen('account.spent', spent(psn, A, '90.00', 'S1'), { time: '2026-03-04T09:00:00+08:00' })
    expect(await byHand(stack, psn)).toEqual([])
    // 10.00 were really paid by B, which owes them to A until they are cleared.
    expect(await accounts(stack, psn)).toMatchObject({ a: [1000, 0], b: [0, 0] })
  })

  it('is covered first by the credit that comes', async () => {
    const { stack, psn } = await moved('100.00')
    await stack.happen('account.spent', spent(psn, A, '150.00', 'S1'))
    await stack.happen('account.credited', credit(psn, A, '80.00'))
    expect(await accounts(stack, psn)).toMatchObject({ a: [3000, 3000], b: [0, 0] })
    expect(await byHand(stack, psn)).toEqual([])
  })

  it('is covered by no later credit once clerks have dealt with it', async () => {
    const { stack, psn } = await moved('100.00')
    await stack.happen('account.spent', spent(psn, A, '150.00', 'S1'))
    for (const { task_id } of await stack.tasks(psn)) await stack.decideTask(task_id, { decision: 'approve' })
    await stack.happen('account.credited', credit(psn, A, '80.00'))
    expect(await accounts(stack, psn)).toMatchObject({ a: [8000, 8000] })
    await stack.happen('account.spent', spent(psn, A, '110.00', 'S1'), { time: '2026-03-03T09:00:00+08:00' })
    expect(await accounts(stack, psn)).toMatchObject({ a: [8000, 8000], b: [0, 0] })
  })
})

describe('an account that is over-spent', () => {
  it('pays what was spent first, in whatever order it is told', async () => {
    const told: [string, string, string][] = [
      ['60.00', 'S1', '2026-03-01T09:00:00+08:00'],
      ['70.00', 'S2', '2026-03-01T10:00:00+08:00'],
      ['30.00', 'S3', '2026-03-01T11:00:00+08:00'],
    ]
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]
    for (const order of orders) {
      const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
      const psn = await register(stack, 1)
      await stack.happen('account.credited', credit(psn, A, '100.00'))
      for (const index of order) {
        const [amt, setl_id, time] = told[index] as [string, string, string]
        await stack.happen('account.spent', spent(psn, A, amt, setl_id), { id: setl_id, time })
      }
      expect(await accounts(stack, psn)).toMatchObject({ a: [1000, 1000] })
      const waiting = async () =>
        (await stack.file(psn)).all('parked').map((row) => (row.private.event as { id: string }).id)
      expect(await waiting()).toEqual(['S2'])
      await stack.happen('account.credited', credit(psn, A, '60.00'))
      expect(await waiting()).toEqual([])
      expect(await accounts(stack, psn)).toMatchObject({ a: [0, 0] })
    }
  })

  it('holds the last report of a settlement, also while it waits', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
      const psn = await register(stack, 1)
      await stack.happen('account.credited', credit(psn, A, '100.00'))
      const told = [
        ['20.00', '2026-03-01T09:00:00+08:00'],
        ['120.00', '2026-03-01T10:00:00+08:00'],
      ]
      for (const index of order) {
        const [amt, time] = told[index] as [string, string]
        await stack.happen('account.spent', spent(psn, A, amt, 'S1'), { id: amt, time })
      }
      expect(await accounts(stack, psn)).toMatchObject({ a: [10000, 10000] })
      expect((await stack.file(psn)).all('parked')).toHaveLength(1)
      await stack.happen('account.credited', credit(psn, A, '30.00'))
      expect(await accounts(stack, psn)).toMatchObject({ a: [1000, 1000] })
    }
  })

  it('what a settlement that gives way leaves covers late spending first', async () => {
    const { stack, psn } = await moved('10.00')
    const at = (hour: string) => ({ time: `2026-03-02T${hour}:00:00+08:00` })
    await stack.advanceTo('2026-03-02T18:00:00+08:00')
    await stack.happen('account.spent', spent(psn, B, '8.00', 'later'), at('12'))
    await stack.happen('account.spent', spent(psn, A, '5.00', 'in-a'), at('13'))
    expect(await accounts(stack, psn)).toMatchObject({ b: [0, 0] })
    await stack.happen('account.spent', spent(psn, B, '4.00', 'earlier'), at('11'))
    expect(await accounts(stack, psn)).toMatchObject({ b: [100, 0] })
    expect(accountIn(await stack.file(psn), A as Admdvs).uncovered).toBeUndefined()
  })
})
