/** contract-operations.md §1, *Corrections*: a fact, the report that takes it back, and a later one, in whatever order. */
import { describe, expect, it } from 'vitest'
import type { AnyInboundType } from '../../../../events/index.ts'
import { isCancelled, isTakenBack } from '../../../../shared/registers/apply/taken-back.ts'
import { paidMonths } from '../../../../shared/registers/months.ts'
import { visit as admission, settlement } from '../../../functions/bundles/filing/scene.ts'
import { delivery } from '../../../functions/bundles/maternity-allowance/scene.ts'
import { contribution } from '../../../functions/bundles/retirement/scene.ts'
import { ordersOf, type Told, tellTwice } from '../../../support/orders.ts'
import { certnoOf, register } from '../../../support/people.ts'
import { makeStack, type Stack } from '../../../support/stack.ts'

const now = '2026-05-20T12:00:00+08:00'
const psn = 'P000001'
const on = (day: number) => `2026-05-${String(day).padStart(2, '0')}T09:00:00+08:00`
const told = (type: AnyInboundType, day: number, data: Record<string, unknown>): Told => ({ type, time: on(day), data })
const months = (from: string, to = from) => contribution(psn, '130100', from, to)
const revocation = (accrym_begn: string, accrym_end = accrym_begn) => ({
  psn_no: psn,
  insu_admdvs: '130100',
  insutype: '310',
  accrym_begn,
  accrym_end,
  reason: '错报',
})
const setl = { ...delivery(), certno: certnoOf(1), dscg_date: '2026-05-01' }
const revoked = { setl_id: 'S1', certno: certnoOf(1), reason: '录入错误' }
const visit = { ...admission(psn, '110000'), begntime: '2026-05-01T09:00:00+08:00' }
const cancelled = { fixmedins_code: 'H11000000001', mdtrt_id: 'M1', psn_no: psn, reason: '没有入院' }

/** What must come of the events, in every order and repetition. */
async function inEveryOrder(events: readonly Told[], expected: unknown, says: (stack: Stack) => Promise<unknown>) {
  for (const order of ordersOf(events)) {
    const stack = await makeStack({ now })
    await register(stack, 1)
    await tellTwice(stack, order)
    expect(await says(stack), order.map(({ type, time }) => `${type} ${time}`).join(', ')).toEqual(expected)
  }
}

const monthsSaid = async (stack: Stack) => {
  const file = await stack.file(psn)
  const counting = paidMonths(file).flatMap((one) => [...one.months.keys()])
  return { counting, rows: file.all('months'), waiting: file.count('parked') }
}
const counted = (...counting: string[]) => ({ counting, rows: expect.anything(), waiting: 0 })

/** The same whatever the order, rows included. */
async function monthsInEveryOrder(events: readonly Told[], ...counting: string[]) {
  const rows = new Set<string>()
  await inEveryOrder(events, counted(...counting), async (stack) => {
    const said = await monthsSaid(stack)
    rows.add(JSON.stringify(said.rows))
    return said
  })
  expect(rows.size).toBe(1)
}

describe('months that were posted by mistake', () => {
  it('count no longer, and an older posting that arrives late does not bring them back', async () => {
    await monthsInEveryOrder(
      [
        told('contribution.posted', 2, months('202601', '202604')),
        told('contribution.posted', 3, months('202602')),
        told('contribution.revoked', 4, revocation('202602', '202603')),
      ],
      '202601',
      '202604',
    )
  })

  it('count again once they are posted anew, at a later time', async () => {
    await monthsInEveryOrder(
      [
        told('contribution.posted', 2, months('202601', '202603')),
        told('contribution.revoked', 3, revocation('202601', '202603')),
        told('contribution.posted', 4, months('202602')),
      ],
      '202602',
    )
  })

  it('are none of them, of a posting and a revocation of one time', async () => {
    const posted = told('contribution.posted', 2, months('202601'))
    await monthsInEveryOrder([posted, told('contribution.revoked', 2, revocation('202601'))])
  })

  it('are revoked as a whole once one of them is known, and the revocation waits till then', async () => {
    const stack = await makeStack({ now })
    await register(stack, 1)
    await stack.happen('contribution.revoked', revocation('202601', '202606'), { time: on(5) })
    expect((await stack.file(psn)).all('parked')).toMatchObject([{ reason: 'needs-contribution' }])
    await stack.happen('contribution.posted', { ...months('202606'), insutype: '390' }, { time: on(4) })
    expect((await monthsSaid(stack)).waiting).toBe(1)
    await stack.happen('contribution.posted', months('202606'), { time: on(4) })
    await stack.happen('contribution.posted', months('202601'), { time: on(3) })
    expect(await monthsSaid(stack)).toMatchObject({ counting: ['202606'], waiting: 0 })
  })

  it('go over with a number that is merged', async () => {
    const stack = await makeStack({ now })
    await register(stack, 1)
    await register(stack, 3)
    await stack.happen('contribution.posted', { ...months('202601', '202603'), psn_no: 'P000003' }, { time: on(2) })
    await stack.happen('contribution.revoked', { ...revocation('202602'), psn_no: 'P000003' }, { time: on(4) })
    await stack.happen('person.merged', { psn_no: 'P000003', into_psn_no: psn, reason: '重复' })
    await stack.happen('contribution.posted', months('202602'), { time: on(3) })
    expect(await monthsSaid(stack)).toMatchObject({ counting: ['202601', '202603'] })
  })
})

describe('a delivery that was settled by mistake', () => {
  const says = async (stack: Stack) => (await stack.file(psn)).all('delivery').map(isTakenBack)

  it('is taken back, and its settlement counts again once it is reported anew', async () => {
    const reported = [told('delivery.settled', 2, setl), told('delivery.revoked', 3, revoked)]
    await inEveryOrder(reported, [true], says)
    await inEveryOrder([...reported, told('delivery.settled', 4, { ...setl, dystocia: false })], [false], says)
  })
})

describe('a visit that did not take place', () => {
  const says = async (stack: Stack) => (await stack.file(psn)).all('visit').map(isCancelled)

  it('is cancelled, and takes place after all if it is admitted or settled at a later time', async () => {
    const reported = [told('visit.admitted', 2, visit), told('visit.cancelled', 3, cancelled)]
    const paid = { ...settlement(psn, '110000'), endtime: '2026-05-01T12:00:00+08:00' }
    await inEveryOrder(reported, [true], says)
    await inEveryOrder([...reported, told('visit.admitted', 4, visit)], [false], says)
    await inEveryOrder([...reported, told('visit.settled', 4, paid)], [false], says)
    await inEveryOrder([told('visit.admitted', 1, visit), told('visit.settled', 2, paid), reported[1]!], [true], says)
  })
})

describe('a settlement that was undone', () => {
  const says = async (stack: Stack) => (await stack.file(psn)).all('visit').map(({ settled }) => settled?.setl_id)

  it('never was, and another, or the same told anew, holds', async () => {
    const paid = { ...settlement(psn, '110000'), endtime: '2026-05-01T12:00:00+08:00' }
    const { fixmedins_code, mdtrt_id } = cancelled
    const undone = { fixmedins_code, mdtrt_id, psn_no: psn, setl_id: 'S1', reason: '重新结算' }
    const reported = [
      told('visit.admitted', 1, visit),
      told('visit.settled', 2, paid),
      told('visit.unsettled', 3, undone),
    ]
    await inEveryOrder(reported, [undefined], says)
    await inEveryOrder([...reported, told('visit.settled', 4, { ...paid, setl_id: 'S2' })], ['S2'], says)
    await inEveryOrder([...reported, told('visit.settled', 4, paid)], ['S1'], says)
  })
})

describe('a referral that was reported', () => {
  const says = async (stack: Stack) =>
    (await stack.file(psn)).all('filing').map(({ from, to, ended_at }) => [from, to, ended_at?.slice(0, 10)])
  const { fixmedins_code, psn_no } = cancelled
  const who = { fixmedins_code, psn_no, trt_dcla_detl_sn: 'R1' }
  const made = { ...who, mdtrtarea_admvs: '310000', begndate: '2026-05-02', enddate: '2026-08-31' }
  const ended = { ...who, reason: '不转了' }

  it('holds as it was told last, and is covered to the day it was taken back', async () => {
    const reported = [told('filing.reported', 2, made), told('filing.ended', 4, ended)]
    await inEveryOrder(reported, [['2026-05-02', '2026-05-04', '2026-05-04']], says)
    const longer = told('filing.reported', 3, { ...made, begndate: '2026-05-03', enddate: '2026-09-30' })
    await inEveryOrder([...reported, longer], [['2026-05-03', '2026-05-04', '2026-05-04']], says)
    const anew = told('filing.reported', 5, made)
    await inEveryOrder([...reported, anew], [['2026-05-02', '2026-08-31', undefined]], says)
  })

  it('never covers a day if it had not begun', async () => {
    const reported = [told('filing.reported', 2, { ...made, begndate: '2026-06-01' }), told('filing.ended', 4, ended)]
    await inEveryOrder(reported, [['2026-06-01', '2026-05-31', '2026-05-04']], says)
  })
})
