/** The examples of RULES.md, through the real inbox and engine. */
import { describe, expect, test } from 'vitest'
import { at } from '../../../support/bank.ts'
import { leaving, onlyCase, scene, shanghai } from './scene.ts'

const endOf = (on: string) => `${on}T23:59:59+08:00`
const mine = (...amts: string[]) => amts.map((amt) => ['130100', 'medical-assistance', amt])

describe('examples', () => {
  test('as is, messages repeated, the identity told last: one case, a run on the first of April, 3500.00 once', async () => {
    const s = await scene({ recognized: false })
    await s.settle({}, { id: 'E1' })
    await s.settle({}, { id: 'E1' })
    expect(await s.cases()).toEqual([])
    await s.recognize()
    expect(await onlyCase(s)).toMatchObject({
      status: 'waiting',
      admdvs: '130100',
      waiting_for: { actor: 'partner', what: 'month-end', until: '2026-04-01T00:00:00+08:00' },
    })
    expect((await onlyCase(s)).due_at).toBeUndefined()
    expect(await s.asked()).toEqual({
      year: 2026,
      settlements: [
        {
          setl_id: 'S1',
          day: '2026-03-10',
          burden: '5000.00',
          grants: [{ admdvs: '130100', dept: 'medical-assistance', psn_idet_type: 'low-income', amt: '3500.00' }],
        },
      ],
      payers: [{ admdvs: '130100', dept: 'medical-assistance', due: '3500.00', given: '0.00', to_pay: '3500.00' }],
    })
    await s.dawn('2026-04-01')
    expect(await onlyCase(s)).toMatchObject({
      due_at: endOf('2026-04-21'),
      waiting_for: { actor: 'clerk', what: 'confirm-assistance', until: endOf('2026-04-09') },
    })
    expect(await s.task('confirm-assistance')).toMatchObject({
      due_at: endOf('2026-04-09'),
      facts: { year: 2026, amt: '3500.00', payers: [{ dept: 'medical-assistance', to_pay: '3500.00' }] },
    })
    await s.decides('confirm-assistance')
    expect(s.orders()).toEqual(mine('3500.00'))
    await s.bankPays('2026-04-10')
    expect(await onlyCase(s)).toMatchObject({
      waiting_for: { actor: 'partner', what: 'settlement.posted', until: '2027-04-01T00:00:00+08:00' },
    })
    expect(s.told()).toEqual(['assistance.paid'])
    expect(s.orders()).toHaveLength(1)
  })

  test('what the desk gave is taken off: 500.00', async () => {
    const s = await scene()
    await s.settle({ fund_pay_sumamt: '14000.00', maf_pay: '3000.00' })
    expect(await s.asked()).toMatchObject({
      settlements: [{ burden: '5000.00' }],
      payers: [{ due: '3500.00', given: '3000.00', to_pay: '500.00' }],
    })
  })

  test('in Shanghai 4500.00', async () => {
    const s = await scene({ recognized: { admdvs: shanghai } })
    await s.settle()
    expect(await onlyCase(s)).toMatchObject({ admdvs: shanghai })
    expect(await s.asked()).toMatchObject({ payers: [{ admdvs: shanghai, due: '4500.00' }] })
  })

  test('from the day itself 3500.00, from the next day no case', async () => {
    const today = await scene({ recognized: { begndate: '2026-03-10' } })
    await today.settle()
    expect(await today.asked()).toMatchObject({ payers: [{ due: '3500.00' }] })
    const tomorrow = await scene({ recognized: { begndate: '2026-03-11' } })
    await tomorrow.settle()
    expect(await tomorrow.cases()).toEqual([])
    expect(await tomorrow.asked()).toEqual({ year: 2026, settlements: [], payers: [] })
  })

  test('borderline: a deductible over the year, and a cap', async () => {
    const borderline = async () => {
      const s = await scene({ now: at('2026-01-05'), recognized: { psn_idet_type: 'borderline' } })
      const value = { deductible: '3000.00', ratio: '0.60', cap: '50000.00' }
      await s.stack.policy({ name: 'aid_borderline', admdvs: '130100', value })
      return s
    }
    const known = await borderline()
    await known.settle(leaving('2000.00', '2026-02-10'))
    await known.settle(leaving('4000.00', '2026-05-10'))
    expect(await known.asked()).toMatchObject({
      settlements: [{ grants: [] }, { grants: [{ amt: '1800.00' }] }],
      payers: [{ due: '1800.00' }],
    })
    const late = await borderline()
    await late.settle(leaving('4000.00', '2026-05-10'))
    await late.paidOn('2026-06-01')
    await late.settle(leaving('2000.00', '2026-02-10'))
    await late.paidOn('2026-07-01')
    expect(late.orders()).toEqual(mine('600.00', '1200.00'))
    const dear = await borderline()
    await dear.settle(leaving('90000.00', '2026-05-10'))
    expect(await dear.asked()).toMatchObject({ payers: [{ due: '50000.00' }] })
  })

  test('the Red Cross paid 1500.00, without a row: 2450.00', async () => {
    const s = await scene()
    await s.settle()
    await s.aid()
    expect(await s.asked()).toMatchObject({
      settlements: [{ burden: '3500.00' }],
      payers: [{ dept: 'medical-assistance', due: '2450.00' }],
    })
  })

  test('the union has a row: 7000.00, and 1000.00 of what is left', async () => {
    const s = await scene()
    const row = {
      dept: 'union',
      psn_idet_types: ['worker-hardship'],
      med_types: ['21'],
      deductible: '1000.00',
      ratio: '0.50',
      cap: '2000.00',
    }
    await s.stack.policy({ name: 'department_aid', admdvs: '130100', value: [row] })
    await s.recognize({ psn_idet_type: 'worker-hardship' })
    await s.settle({ fund_pay_sumamt: '6000.00' })
    await s.paidOn('2026-04-01')
    expect(s.orders()).toEqual([...mine('7000.00'), ['130100', 'union', '1000.00']])
  })

  test('reported again with fund 12000.00: before the payment 2800.00, after it set off later', async () => {
    const before = await scene()
    await before.settle()
    await before.settle({ fund_pay_sumamt: '12000.00' }, { time: at('2026-03-20') })
    await before.paidOn('2026-04-01')
    expect(before.orders()).toEqual(mine('2800.00'))
    const after = await scene()
    await after.settle()
    await after.paidOn('2026-04-01')
    await after.settle({ fund_pay_sumamt: '12000.00' }, { time: at('2026-04-20') })
    await after.settle(leaving('2000.00', '2026-05-10'))
    await after.paidOn('2026-06-01')
    expect(after.orders()).toEqual(mine('3500.00', '700.00'))
  })

  test('paid, revoked, a smaller one later: nothing to pay, and the rest is to be recovered', async () => {
    const s = await scene()
    await s.settle()
    await s.paidOn('2026-04-01')
    await s.revoke('S1', '2026-04-20')
    await s.settle(leaving('2000.00', '2026-05-10'))
    expect(await s.asked()).toMatchObject({ payers: [{ due: '1400.00', given: '3500.00', to_pay: '0.00' }] })
    await s.dawn('2027-04-01')
    expect(s.orders()).toHaveLength(1)
    expect(await s.task('recover-assistance')).toMatchObject({
      due_at: endOf('2027-04-15'),
      due_provisional: true,
      facts: { amt: '2100.00', payers: [{ over: '2100.00' }] },
    })
    await s.decides('recover-assistance')
    expect(await onlyCase(s)).toMatchObject({
      status: 'done',
      outcome: {
        result: 'reconciled',
        year: 2026,
        paid: '3500.00',
        payers: [{ admdvs: '130100', dept: 'medical-assistance', due: '1400.00', given: '3500.00', over: '2100.00' }],
      },
    })
  })

  test.each(['2026-03-20', '2026-03-09'])(
    'died on %s without an account: run and approval as ever, then a clerk',
    async (on) => {
      const s = await scene({ person: {} })
      await s.stack.advanceTo(at('2026-03-21'))
      await s.settle({}, { time: at('2026-03-21') })
      await s.dies(on)
      await s.dawn('2026-04-01')
      await s.decides('confirm-assistance')
      expect((await onlyCase(s)).waiting_for).toMatchObject({ actor: 'clerk', what: 'payment-returned' })
      expect(await s.task('payment-returned')).toMatchObject({ facts: { amt: '3500.00' } })
      expect(s.told()).toEqual([])
    },
  )

  test.each([
    ['2025-08-01', 1],
    ['2025-07-31', 0],
  ])('no identity, 8000.00 in July and 12000.00 on %s: a watch, or none', async (on, watches) => {
    const s = await scene({ now: at('2025-07-01'), recognized: false })
    await s.stack.policy({ name: 'hardship_line', admdvs: '130100', value: '20000.00' })
    await s.settle(leaving('12000.00', on))
    await s.settle(leaving('8000.00', '2026-07-15'))
    expect(await s.cases()).toHaveLength(watches)
    if (watches === 0) return
    expect(await onlyCase(s)).toMatchObject({
      waiting_for: { actor: 'citizen', what: 'choose', until: endOf('2026-08-14') },
      actions: ['choose'],
    })
    await s.stack.act((await onlyCase(s)).case_id, { action: 'choose', option: 'refer' })
    const [referred] = s.stack.sent('registry', 'hardship.referred')
    expect(referred?.data).toMatchObject({
      psn_no: s.psn,
      admdvs: '130100',
      from_month: '202508',
      to_month: '202607',
      burden: '20000.00',
    })
    await s.recognize({ begndate: '2026-07-15' })
    const outcome = { result: 'recognized', burden: '20000.00', from_month: '202508', to_month: '202607' }
    const ended = (await s.cases()).filter(({ status }) => status === 'done')
    expect(ended).toMatchObject([{ outcome }])
  })
})
