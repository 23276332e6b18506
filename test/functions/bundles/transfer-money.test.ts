/**
 * Money when life goes on (transfer/RULES.md 4, 6 and 7): people who come back, late spending, transfers taken back.
 */
import { describe, expect, it } from 'vitest'
import type { Day } from '../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { accountIn, fundedPart } from '../../../shared/registers/ledger.ts'
import { standingOn } from '../../../shared/registers/relation.ts'
import { credit, enrolment, pause, register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

const A = '130200'
const B = '130100'
const C = '130300'

/** A paused on 2026-01-31 with a balance, B enrolled on 2026-03-02, and the clerk of A has agreed. */
async function moved(balance = '100.00') {
  const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  const psn = await register(stack, 1)
  await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
  await stack.happen('account.credited', credit(psn, A, balance))
  await stack.happen('enrolment.paused', pause(psn, A, '2026-01-31'))
  await stack.happen('enrolment.registered', enrolment(psn, B, '2026-03-02'))
  await approve(stack, psn)
  return { stack, psn }
}

async function approve(stack: Stack, psn: string) {
  const task = (await stack.tasks(psn)).find(({ kind }) => kind === 'approve-transfer-out')
  return stack.decideTask(task?.task_id ?? '', { decision: 'approve' })
}

/** From one place to the next: paused there, enrolled here. */
async function move(stack: Stack, psn: string, from: string, last: string, to: string, on: string) {
  await stack.happen('enrolment.paused', pause(psn, from, last))
  await stack.happen('enrolment.registered', enrolment(psn, to, on))
}

const spent = (psn: string, area: string, amt: string, setl_id: string) => ({ ...credit(psn, area, amt), setl_id })
const revoked = (psn_no: string, insu_admdvs: string, psn_insu_date: string) => ({
  psn_no,
  insu_admdvs,
  insutype: '310',
  psn_insu_date,
  reason: '登记错误',
})

/** Balance and funded part by area, in fen. */
async function accounts(stack: Stack, psn: string) {
  const file = await stack.file(psn)
  const of = (area: string) => {
    const account = accountIn(file, area as Admdvs)
    return [account.balance, fundedPart(account)]
  }
  return { a: of(A), b: of(B), c: of(C) }
}

/** The bank settles every order of a clearing. */
async function settle(stack: Stack) {
  for (const { data } of stack.sent('bank', 'funds.ordered')) {
    await stack.happen('funds.settled', { ...data, bank_time: stack.clock.now() })
  }
}

const byHand = async (stack: Stack, psn: string) =>
  (await stack.tasks(psn))
    .filter(({ kind }) => kind === 'reverse-by-hand')
    .map(({ admdvs, facts }) => [admdvs, facts.amt])

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

  it('keeps what nobody has approved yet, though a clerk had chosen the place (transfer/RULES.md 4.6)', async () => {
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

describe('only clearing makes virtual money real', () => {
  /** 100.00 from A to B and on to C, neither cleared. */
  async function movedTwice() {
    const { stack, psn } = await moved('100.00')
    await stack.advanceTo('2026-04-01T09:00:00+08:00')
    await move(stack, psn, B, '2026-03-31', C, '2026-04-01')
    await approve(stack, psn)
    expect(await accounts(stack, psn)).toMatchObject({ b: [0, 0], c: [10000, 0] })
    return { stack, psn }
  }

  it('what moves on stays virtual and comes back virtual, until it is cleared', async () => {
    const { stack, psn } = await movedTwice()
    await stack.happen('enrolment.revoked', revoked(psn, C, '2026-04-01'))
    expect(await accounts(stack, psn)).toMatchObject({ b: [10000, 0], c: [0, 0] })
    await stack.clear('13', '2026-04-01')
    await settle(stack)
    expect(await accounts(stack, psn)).toMatchObject({ b: [10000, 10000] })
  })

  it('what was paid for meanwhile comes back real', async () => {
    const { stack, psn } = await movedTwice()
    await stack.clear('13', '2026-03-02')
    await settle(stack)
    expect(await accounts(stack, psn)).toMatchObject({ b: [0, 0], c: [10000, 0] })
    await stack.happen('enrolment.revoked', revoked(psn, C, '2026-04-01'))
    expect(await accounts(stack, psn)).toMatchObject({ b: [10000, 10000], c: [0, 0] })
  })

  it('a spending of virtual money that is corrected gives virtual money back', async () => {
    const { stack, psn } = await moved('100.00')
    await stack.happen('account.spent', spent(psn, B, '40.00', 'S1'))
    await stack.happen('account.spent', spent(psn, B, '10.00', 'S1'), { time: '2026-03-03T09:00:00+08:00' })
    expect(await accounts(stack, psn)).toMatchObject({ b: [9000, 0] })
  })
})

describe('a revocation while the clearing is open', () => {
  it("moves nothing of the person's own money once the virtual part was spent, also in part", async () => {
    for (const sum of ['100.00', '1.00']) {
      const { stack, psn } = await moved('100.00')
      await stack.happen('account.spent', spent(psn, B, sum, 'S1'))
      await stack.clear('13', '2026-03-02')
      await stack.happen('account.credited', credit(psn, B, '500.00'))
      const before = await accounts(stack, psn)
      await stack.happen('enrolment.revoked', revoked(psn, B, '2026-03-02'))
      expect(await byHand(stack, psn)).toEqual([
        [B, '100.00'],
        [A, '100.00'],
      ])
      expect(await accounts(stack, psn)).toEqual(before)
    }
  })

  it('also when the claim was paid meanwhile', async () => {
    const { stack, psn } = await moved('100.00')
    await stack.happen('account.spent', spent(psn, B, '1.00', 'S1'))
    await stack.clear('13', '2026-03-02')
    await settle(stack)
    await stack.happen('account.credited', credit(psn, B, '500.00'))
    await stack.happen('enrolment.revoked', revoked(psn, B, '2026-03-02'))
    expect(await byHand(stack, psn)).toHaveLength(2)
    expect(await accounts(stack, psn)).toMatchObject({ a: [0, 0], b: [59900, 59900] })
  })

  it('takes back the very money that the transfer brought, and leaves own money funded', async () => {
    const { stack, psn } = await moved('100.00')
    await stack.happen('account.credited', credit(psn, B, '500.00'))
    await stack.clear('13', '2026-03-02')
    await stack.happen('enrolment.revoked', revoked(psn, B, '2026-03-02'))
    expect(await accounts(stack, psn)).toMatchObject({ a: [10000, 0], b: [50000, 50000] })
  })
})

describe('two relations at once', () => {
  it('the one begun first takes the account of the place before, whichever is reported first', async () => {
    for (const order of [
      [B, C],
      [C, B],
    ]) {
      const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
      const psn = await register(stack, 1)
      await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
      await stack.happen('account.credited', credit(psn, A, '100.00'))
      await stack.happen('enrolment.paused', pause(psn, A, '2026-01-31'))
      const on: Record<string, string> = { [B]: '2026-03-02', [C]: '2026-08-01' }
      for (const area of order) await stack.happen('enrolment.registered', enrolment(psn, area, on[area] as string))
      const told = (await stack.cases(psn, 'transfer')).map(({ admdvs, waiting_for }) => [admdvs, waiting_for?.what])
      expect(told.sort()).toEqual([
        [B, 'approve-transfer-out'],
        [C, 'enrolment.paused'],
      ])
      expect((await stack.tasks(psn)).map(({ kind }) => kind)).toEqual(['approve-transfer-out'])
    }
  })

  it('the one begun first takes it, though its pause was reported after a clerk had been asked', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('account.credited', credit(psn, A, '100.00'))
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-03-02'))
    await stack.advanceTo('2026-06-02T09:00:00+08:00')
    await stack.happen('enrolment.registered', enrolment(psn, C, '2026-08-01'))
    await stack.happen('enrolment.paused', pause(psn, A, '2026-03-01'))
    expect(await stack.tasks(psn)).toMatchObject([{ kind: 'approve-transfer-out', facts: { to_admdvs: B } }])
  })

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
