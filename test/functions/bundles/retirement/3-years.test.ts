/** RULES.md 3.2: how many years count, and where they must have been paid, differs from place to place. */
import { describe, expect, it } from 'vitest'
import { addMonths, month } from '../../../../shared/calendar/index.ts'
import { certnoOf, enrolment, pause } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import {
  bills,
  contribution,
  monthsUpTo,
  pay,
  pension,
  retirementStack,
  settleIn,
  setYears,
  theCase,
  toldTo,
} from './scene.ts'

const now = '2026-06-01T10:00:00+08:00'
const missing = async (s: Stack, psn_no: string) =>
  (await s.tasks(psn_no)).filter(({ kind }) => kind === 'policy-missing').map(({ facts }) => facts.name)

/** A man of the area with 372 months there through the month of his retirement. */
async function retiring(s: Stack, area: string, retr_date = '2026-05-18') {
  const last = retr_date.slice(0, 7).replace('-', '')
  const { psn_no, n, brdy } = await settleIn(s, { paid: 372, area, last })
  await s.happen('pension.approved', pension(n, brdy, retr_date, { pension_admdvs: area }))
  return psn_no
}

describe('years that nobody has said', () => {
  it('are waited for, one task for each parameter, and the person is told once', async () => {
    const s = await retirementStack(now)
    const psn_no = await retiring(s, '350200')
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'operator', what: 'policy-missing' },
      actions: [],
    })
    expect(await missing(s, psn_no)).toEqual(['retire_paid_months', 'retire_total_months'])
    const told = await toldTo(s, psn_no)
    expect(told).toEqual([expect.stringMatching(/多少年.*厦门市医保部门要先/)])

    await s.policy({ name: 'retire_total_months', admdvs: '350000', value: { male: 300, female: 240 } })
    expect(await missing(s, psn_no)).toEqual(['retire_paid_months'])
    expect(await toldTo(s, psn_no)).toEqual(told)
    await s.policy({ name: 'retire_paid_months', admdvs: '350200', value: 120 })
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'done',
      outcome: {
        result: 'retired',
        effective_from: '2026-06-01',
        required_total: 300,
        required_paid: 120,
        shortfall: 0,
      },
    })
    expect(await s.tasks(psn_no)).toEqual([])
  })

  it.each([
    ['河北省 itself has published nothing', '130100', '2026-05-18', ['retire_paid_months', 'retire_total_months']],
    ['河北省本级 the day before', '139900', '2023-05-14', ['retire_paid_months', 'retire_total_months']],
    ['河北省本级 on the first day', '139900', '2023-05-15', []],
    ['衡水 knows only what must really be paid', '131100', '2026-05-18', ['retire_total_months']],
    ['江苏 the day before', '320500', '2023-05-31', ['retire_paid_months', 'retire_total_months']],
    ['江苏 knows only the years in all', '320500', '2023-06-01', ['retire_paid_months']],
    ['广东 before 2030', '440300', '2029-12-31', ['retire_total_months']],
    ['广东 from 2030', '440300', '2030-01-01', []],
    ['the day of retirement decides, not the first of its month', '139900', '2023-05-31', []],
  ])('%s', async (_what, area, retr_date, names) => {
    const s = await retirementStack('2030-01-10T10:00:00+08:00', false)
    const psn_no = await retiring(s, area, retr_date)
    expect(await missing(s, psn_no)).toEqual(names)
    expect((await theCase(s, psn_no)).status).toBe(names.length === 0 ? 'done' : 'waiting')
  })

  it('set from a later day than that of retirement: still missing', async () => {
    const s = await retirementStack(now, false)
    const psn_no = await retiring(s, '130100')
    await s.policy({ name: 'retire_total_months', admdvs: '130000', value: { male: 360, female: 300 } })
    await s.policy({ name: 'retire_paid_months', admdvs: '130000', from: '2026-05-19', value: 120 })
    expect(await missing(s, psn_no)).toEqual(['retire_paid_months'])
    await s.policy({ name: 'retire_paid_months', admdvs: '130000', from: '2026-05-18', value: 120 })
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'done', outcome: { result: 'retired' } })
  })

  it('are left out of the outcome of somebody who dies meanwhile', async () => {
    const s = await retirementStack(now, false)
    const psn_no = await retiring(s, '131100')
    await s.happen('death.registered', { certno: certnoOf(1, '1963-05-18'), dead_date: '2026-05-25' })
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'withdrawn',
      outcome: { result: 'withdrawn', admdvs: '131100', paid: 372, deemed: 0, required_paid: 180, refunds: [] },
    })
    expect((await theCase(s, psn_no)).outcome).not.toHaveProperty('required_total')
    expect(await s.tasks(psn_no)).toEqual([])
  })
})

describe('months that must be paid in the place itself', () => {
  /** 372 months through 202605, the last of them, `here`, in the provincial fund of Hebei. */
  async function moved(here: number, more: { deemed?: number; elsewhere?: number } = {}) {
    const { deemed = 0, elsewhere = 372 - here } = more
    const s = await retirementStack(now)
    const { psn_no, n, brdy } = await settleIn(s, { paid: here, area: '139900' })
    const last = addMonths(month('202605'), -here)
    if (elsewhere > 0) await s.happen('contribution.posted', monthsUpTo(psn_no, '130100', elsewhere, last))
    const about = { pension_admdvs: '139900', deemed_months: deemed }
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18', about))
    const { case_id } = await theCase(s, psn_no)
    return { s, psn_no, choose: (option: string) => s.act(case_id, { action: 'choose', option }) }
  }

  it('suffice', async () => {
    const { s, psn_no } = await moved(120)
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ result: 'retired', admdvs: '139900', paid: 372 })
  })

  it('are short though those of the whole province suffice; the person hears where they must be paid', async () => {
    const { s, psn_no } = await moved(119)
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'waiting', waiting_for: { what: 'choose' } })
    expect((await toldTo(s, psn_no)).at(-1)).toMatch(/还差1个月.*只算在河北省本级缴的月份/)
    await s.advanceTo('2026-08-30T12:00:00+08:00')
    expect((await s.tasks(psn_no))[0]?.facts).toMatchObject({
      paid: 372,
      paid_here: 119,
      required_paid: 120,
      shortfall: 1,
    })
  })

  it('count towards the total wherever they are paid', async () => {
    const { s, psn_no } = await moved(120, { elsewhere: 230, deemed: 5 })
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'waiting', waiting_for: { what: 'choose' } })
    await s.happen('contribution.posted', contribution(psn_no, '130200', '199001', '199005'))
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ result: 'retired', paid: 355, deemed: 5, shortfall: 5 })
  })

  it('monthly: only what is paid there from then on, and then the next month', async () => {
    const { s, psn_no, choose } = await moved(118)
    await choose('monthly')
    expect((await toldTo(s, psn_no)).at(-1)).toMatch(/再缴满2个月.*只算在河北省本级缴的月份/)
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202606', '202607'))
    await s.happen('contribution.posted', contribution(psn_no, '139900', '202608'))
    expect(await theCase(s, psn_no)).toMatchObject({ waiting_for: { what: 'contribution.posted' } })
    await s.happen('contribution.posted', contribution(psn_no, '139900', '202609'))
    expect((await theCase(s, psn_no)).outcome).toMatchObject({
      result: 'retired',
      effective_from: '2026-10-01',
      paid: 376,
      shortfall: 2,
      option: 'monthly',
      refunds: [],
    })
  })

  it('a month paid in two places counts where it was paid', async () => {
    const { s, psn_no } = await moved(119)
    await s.happen('contribution.posted', contribution(psn_no, '139900', '201001'))
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ result: 'retired', paid: 372 })
  })

  it('can be bought, by the rate that the place sets', async () => {
    const { s, psn_no, choose } = await moved(110)
    await choose('lump-sum')
    expect(bills(s)).toMatchObject([{ months: 10, amt: '4800.00', insu_admdvs: '139900' }])
    await pay(s, bills(s)[0]!, '2026-07-15')
    expect((await theCase(s, psn_no)).outcome).toMatchObject({
      result: 'retired',
      effective_from: '2026-08-01',
      paid: 372,
      shortfall: 10,
    })
  })

  it('go by the place where the relation is after a transfer', async () => {
    const s = await retirementStack(now)
    const { psn_no, n, brdy } = await settleIn(s, { paid: 372, area: '130100' })
    await s.happen('enrolment.registered', enrolment(psn_no, '139900', '2026-05-01'))
    await s.happen('enrolment.paused', pause(psn_no, '130100', '2026-04-30'))
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18', { pension_admdvs: '139900' }))
    expect(await theCase(s, psn_no)).toMatchObject({ admdvs: '139900', waiting_for: { what: 'choose' } })
    expect((await toldTo(s, psn_no)).at(-1)).toContain('还差120个月')
  })

  it('are what an operator may say of any place', async () => {
    const s = await retirementStack(now)
    await setYears(s, '350000')
    await s.policy({ name: 'retire_paid_where', admdvs: '350200', value: 'area' })
    const { psn_no, n, brdy } = await settleIn(s, { paid: 100, area: '350200' })
    await s.happen('contribution.posted', monthsUpTo(psn_no, '350100', 272, '201701'))
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18', { pension_admdvs: '350200' }))
    expect((await toldTo(s, psn_no)).at(-1)).toContain('还差20个月')
  })
})
