/** transfer/RULES.md 4.12: a credit that bears a number, and what later reports make of it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkLedger } from '../../../../functions/proof/ledger-check.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { accountIn, fundedPart } from '../../../../shared/registers/ledger.ts'
import { ordersOf, type Told, tellTwice } from '../../../support/orders.ts'
import { enrolment, pause, register } from '../../../support/people.ts'
import { makeStack, type Stack } from '../../../support/stack.ts'

const now = '2026-05-20T12:00:00+08:00'
const psn = 'P000001'
const A = '130200' as Admdvs
const B = '130100' as Admdvs
const on = (day: number) => `2026-05-${String(day).padStart(2, '0')}T09:00:00+08:00`
const credit = (amt: string, more: object = {}) => ({ psn_no: psn, insu_admdvs: A, amt, credit_no: 'N1', ...more })
const spent = (setl_id: string, amt: string) => ({ psn_no: psn, insu_admdvs: A, setl_id, amt })

const money = async (stack: Stack) => {
  const file = await stack.file(psn)
  return Object.fromEntries(file.all('account').map((one) => [one.insu_admdvs, [one.balance, fundedPart(one)]]))
}
const byHand = async (stack: Stack) =>
  (await stack.tasks(psn, 'any'))
    .filter(({ kind }) => kind === 'reverse-by-hand')
    .map(({ status, admdvs, facts }) => [status, admdvs, facts.amt])
const open = async () => {
  const stack = await makeStack({ now })
  await register(stack, 1)
  return stack
}

describe('a credit that is reported again under its number', () => {
  const reports: Told[] = [
    { type: 'account.credited', time: on(2), data: credit('100.00') },
    { type: 'account.credited', time: on(3), data: credit('40.00') },
    { type: 'account.credited', time: on(4), data: credit('70.00') },
    { type: 'account.spent', time: on(5), data: spent('S1', '30.00') },
  ]

  it('is the latest report, in whatever order, and spending with it', async () => {
    for (const order of ordersOf(reports)) {
      const stack = await open()
      await stack.happen('account.credited', { ...credit('50.00'), credit_no: undefined })
      await tellTwice(stack, order)
      expect(await money(stack)).toEqual({ [A]: [9000, 9000] })
      expect(await byHand(stack)).toEqual([])
      expect(await checkLedger(stack.ports)).toMatchObject({ balanced: true })
    }
  }, 20_000)

  it('of one time is the larger sum, and of another place another credit', async () => {
    for (const amts of [
      ['100.00', '40.00'],
      ['40.00', '100.00'],
    ]) {
      const stack = await open()
      for (const amt of amts) await stack.happen('account.credited', credit(amt), { time: on(2) })
      await stack.happen('account.credited', credit('5.00', { insu_admdvs: B }), { time: on(3) })
      expect(await money(stack)).toEqual({ [A]: [10000, 10000], [B]: [500, 500] })
    }
  })

  it('with nothing is taken back; without a number nothing can be', async () => {
    const stack = await open()
    await stack.happen('account.credited', credit('100.00'), { time: on(2) })
    await stack.happen('account.credited', credit('0.00'), { time: on(3) })
    expect(await money(stack)).toEqual({ [A]: [0, 0] })
    const { entries } = { entries: (await stack.file(psn)).all('credit') }
    expect(entries).toMatchObject([{ amt: 0, credited: 10000 }])
  })
})

describe('what the balance does not cover', () => {
  const used = async () => {
    const stack = await open()
    await stack.happen('account.credited', credit('100.00'), { time: on(2) })
    await stack.happen('account.spent', spent('S1', '80.00'), { time: on(3) })
    await stack.happen('account.credited', credit('0.00'), { time: on(4) })
    return stack
  }

  it('is told to a clerk of the place, once, and covered first by what comes in', async () => {
    const stack = await used()
    expect(await byHand(stack)).toEqual([['open', A, '80.00']])
    await stack.happen('account.credited', credit('30.00', { credit_no: 'N2' }), { time: on(5) })
    expect(await byHand(stack)).toEqual([['open', A, '50.00']])
    await stack.happen('account.credited', credit('60.00', { credit_no: 'N3' }), { time: on(6) })
    expect(await byHand(stack)).toEqual([['closed', A, '50.00']])
    expect(await money(stack)).toEqual({ [A]: [1000, 1000] })
    expect(await checkLedger(stack.ports)).toMatchObject({ balanced: true })
  })

  it('is forgiven first, if the credit turns out to be more again', async () => {
    const stack = await used()
    await stack.happen('account.credited', credit('90.00'), { time: on(5) })
    expect(await money(stack)).toEqual({ [A]: [1000, 1000] })
    expect(await byHand(stack)).toEqual([['closed', A, '80.00']])
  })

  it('is covered by nothing more once a clerk has decided', async () => {
    const stack = await used()
    const [task] = await stack.tasks(psn)
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    await stack.happen('account.credited', credit('30.00', { credit_no: 'N2' }), { time: on(5) })
    expect(await money(stack)).toEqual({ [A]: [3000, 3000] })
    expect(await byHand(stack)).toEqual([['approved', A, '80.00']])
  })
})

describe('a balance that has left', () => {
  it('is followed: the place it went to is charged, and comes back virtual until that is paid', async () => {
    const stack = await open()
    await stack.happen('enrolment.registered', enrolment(psn, A, '2020-01-01'))
    await stack.happen('account.credited', credit('100.00'), { time: on(2) })
    await stack.happen('enrolment.paused', pause(psn, A, '2026-05-09'))
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-05-10'))
    const [task] = await stack.tasks(psn)
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    expect(await money(stack)).toEqual({ [A]: [0, 0], [B]: [10000, 0] })
    await stack.happen('account.credited', credit('60.00'), { time: on(12) })
    expect(await money(stack)).toEqual({ [A]: [0, 0], [B]: [6000, 0] })
    expect(await byHand(stack)).toEqual([])
    expect(await checkLedger(stack.ports)).toMatchObject({ balanced: true })
    await stack.clear('130000', '2026-05-20')
    expect(await checkLedger(stack.ports)).toMatchObject({ balanced: true })
    await stack.happen('account.spent', { ...spent('S1', '50.00'), insu_admdvs: B }, { time: on(13) })
    await stack.happen('account.credited', credit('0.00'), { time: on(14) })
    expect(await byHand(stack)).toEqual([['open', A, '50.00']])
  })
})

describe('a credit under both numbers of a person', () => {
  it('came in once', async () => {
    const stack = await open()
    await register(stack, 3)
    await stack.happen('account.credited', credit('100.00'), { time: on(2) })
    await stack.happen('account.credited', credit('60.00', { psn_no: 'P000003' }), { time: on(3) })
    await stack.happen('person.merged', { psn_no: 'P000003', into_psn_no: psn, reason: '重复' })
    expect(await money(stack)).toEqual({ [A]: [6000, 6000] })
    await stack.happen('account.credited', credit('90.00', { psn_no: 'P000003' }), { time: on(4) })
    expect(await money(stack)).toEqual({ [A]: [9000, 9000] })
    expect(await checkLedger(stack.ports)).toMatchObject({ balanced: true })
  })
})

describe('any reports in any order', () => {
  const report = fc.oneof(
    fc.record({
      credit_no: fc.constantFrom('N1', 'N2'),
      amt: fc.integer({ min: 0, max: 9 }),
      day: fc.integer({ min: 1, max: 9 }),
    }),
    fc.record({
      setl_id: fc.constantFrom('S1', 'S2'),
      amt: fc.integer({ min: 0, max: 9 }),
      day: fc.integer({ min: 1, max: 9 }),
    }),
  )

  it('neither lose nor make a fen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(report, { minLength: 1, maxLength: 8 }), async (reports) => {
        const stack = await open()
        for (const { amt, day, ...what } of reports) {
          const data = { psn_no: psn, insu_admdvs: A, amt: `${amt}.00`, ...what }
          await stack.happen('setl_id' in what ? 'account.spent' : 'account.credited', data, { time: on(day) })
        }
        const file = await stack.file(psn)
        const { balance, uncovered = [] } = accountIn(file, A)
        const sum = (all: readonly { amt: number }[]) => all.reduce((total, { amt }) => total + amt, 0)
        expect(balance).toBe(sum(file.all('credit')) - sum(file.all('spending')) + sum(uncovered))
        expect(await checkLedger(stack.ports)).toMatchObject({ balanced: true })
        expect(balance === 0 || uncovered.length === 0).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
