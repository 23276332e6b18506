/** RULES.md 5.9: parameters that were wrong, and bills by them. */
import { describe, expect, it } from 'vitest'
import {
  bills,
  pay,
  pension,
  relationsOn,
  retirementStack,
  sent,
  settleIn,
  shortBy10,
  theCase,
  toldTo,
  wake,
} from './scene.ts'

const rate = (value: string, from?: string) => ({
  name: 'topup_rate',
  admdvs: '130000',
  value,
  ...(from === undefined ? {} : { from }),
})

describe('a rate that is corrected', () => {
  /** A bill of 4800.00 that should have been one of 6000.00. */
  async function dearer() {
    const scene = await shortBy10()
    const { s, psn_no, choose } = scene
    await choose('lump-sum')
    await s.policy(rate('0.1000'))
    await wake(s, psn_no)
    const [wrong, right] = bills(s)
    expect(right).toMatchObject({ months: 10, amt: '6000.00' })
    await pay(s, wrong!, '2026-07-15')
    return { ...scene, right: right! }
  }
  const review = { kind: 'amount-differs', facts: { months: 10, amt: '4800.00', expected: '6000.00' } }

  it('upwards: what was paid of the old bill is too little, which is told and asked of a clerk; the rest is billed', async () => {
    const { s, psn_no } = await dearer()
    expect(await theCase(s, psn_no)).toMatchObject({ waiting_for: { what: 'premium.paid' }, actions: ['choose'] })
    expect(await s.tasks(psn_no)).toMatchObject([{ ...review, owner: { role: 'clerk', area: '130100' } }])
    expect(bills(s).slice(2)).toMatchObject([{ months: 10, amt: '1200.00' }])
    expect((await toldTo(s, psn_no)).at(-1)).toMatch(/4800.00元已经收到.*现在应缴6000.00元/)
    const told = await toldTo(s, psn_no)
    await wake(s, psn_no)
    expect(await toldTo(s, psn_no)).toEqual(told)
  })

  it('upwards, and a clerk lets the sum count: retired from the month after it was paid', async () => {
    const { s, psn_no } = await dearer()
    await s.advanceTo('2026-08-03T10:00:00+08:00')
    await s.decideTask((await s.tasks(psn_no))[0]!.task_id, { decision: 'approve' })
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'done',
      outcome: { result: 'retired', effective_from: '2026-08-01', option: 'lump-sum' },
    })
    expect((await toldTo(s, psn_no)).join()).toContain('算缴清')
    expect(sent(s, 'bank')).toEqual([])
  })

  it('upwards, and a clerk does not: the sum goes back, and all is billed anew', async () => {
    const { s, psn_no } = await dearer()
    await s.decideTask((await s.tasks(psn_no))[0]!.task_id, { decision: 'reject', reason: '按更正后的标准缴' })
    expect(sent(s, 'bank').map(({ data }) => data.amt)).toEqual(['4800.00'])
    expect(bills(s).at(-1)).toMatchObject({ months: 10, amt: '6000.00' })
    expect(await s.tasks(psn_no)).toEqual([])
    await pay(s, bills(s).at(-1)!, '2026-08-02')
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ result: 'retired', effective_from: '2026-09-01' })
    expect(sent(s, 'bank')).toHaveLength(1)
  })

  it('upwards, and the rest is paid: nobody need look any more', async () => {
    const { s, psn_no } = await dearer()
    await pay(s, bills(s).at(-1)!, '2026-08-02')
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ result: 'retired', effective_from: '2026-09-01' })
    expect(await s.tasks(psn_no)).toEqual([])
    expect(sent(s, 'bank')).toEqual([])
  })

  it('makes a bill that is not paid yet a new one; the old one counts, and too much goes back', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('lump-sum')
    await s.advanceTo('2026-06-10T10:00:00+08:00')
    await s.policy(rate('0.0600'))
    await wake(s, psn_no)
    expect(bills(s)).toMatchObject([{ amt: '4800.00' }, { months: 10, amt: '3600.00', due_date: '2026-09-08' }])
    expect((await toldTo(s, psn_no)).at(-1)).toMatch(/重新算过.*3600.00元/)
    await pay(s, bills(s)[0]!, '2026-07-15')
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ result: 'retired', effective_from: '2026-08-01' })
    expect(sent(s, 'bank')).toMatchObject([{ data: { amt: '1200.00', purpose: 'premium-refund' } }])
  })

  it('is none if it holds from a later day than the bill', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('lump-sum')
    await s.policy(rate('0.0600', '2026-06-02'))
    await s.advanceTo('2026-06-10T10:00:00+08:00')
    await wake(s, psn_no)
    expect(bills(s)).toMatchObject([{ amt: '4800.00' }])
  })
})

describe('years that are corrected', () => {
  async function short20() {
    const s = await retirementStack('2026-06-01T10:00:00+08:00')
    const { psn_no, n, brdy } = await settleIn(s, { paid: 340 })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    await s.act((await theCase(s, psn_no)).case_id, { action: 'choose', option: 'lump-sum' })
    expect(bills(s)).toMatchObject([{ months: 20, amt: '9600.00' }])
    const correct = async (male: number) => {
      await s.policy({ name: 'retire_total_months', admdvs: '130100', value: { male, female: 300 } })
      await wake(s, psn_no)
    }
    return { s, psn_no, correct }
  }

  it('downwards: billed anew, and the end once nothing is missing', async () => {
    const { s, psn_no, correct } = await short20()
    await correct(350)
    expect(bills(s).slice(1)).toMatchObject([{ months: 10, amt: '4800.00' }])
    await correct(330)
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ result: 'retired', required_total: 330, shortfall: 20 })
    await pay(s, bills(s)[0]!, '2026-06-05')
    expect(sent(s, 'bank').map(({ data }) => data.amt)).toEqual(['9600.00'])
  })

  it('upwards: what the old bill asked for is too little', async () => {
    const { s, psn_no, correct } = await short20()
    await correct(365)
    expect(bills(s).slice(1)).toMatchObject([{ months: 25, amt: '12000.00' }])
    await pay(s, bills(s)[0]!, '2026-06-05')
    expect(await s.tasks(psn_no)).toMatchObject([
      { kind: 'amount-differs', facts: { months: 25, amt: '9600.00', expected: '12000.00' } },
    ])
    await s.decideTask((await s.tasks(psn_no))[0]!.task_id, { decision: 'approve' })
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ result: 'retired', effective_from: '2026-07-01' })
  })
})

describe('a premium that is corrected', () => {
  async function resident(value: string) {
    const { s, psn_no, choose } = await shortBy10()
    await choose('resident')
    await s.policy({ name: 'resident_premium', admdvs: '130000', from: '2026-01-01', value })
    await wake(s, psn_no)
    expect(bills(s)).toMatchObject([
      { insutype: '390', amt: '400.00' },
      { insutype: '390', year: 2026, amt: value },
    ])
    expect((await s.file(psn_no)).all('bill').filter((bill) => bill.superseded)).toMatchObject([{ amt: 40_000 }])
    await pay(s, bills(s)[0]!, '2026-06-15')
    const state = async () => (await relationsOn(s, psn_no, '2026-07-01'))[0]?.state
    return { s, psn_no, state }
  }

  it('downwards: the old bill counts, and the difference goes back', async () => {
    const { s, state } = await resident('380.00')
    expect(await state()).toBe('1')
    expect(sent(s, 'bank').map(({ data }) => data.amt)).toEqual(['20.00'])
  })

  it('upwards: told, and for a clerk to say; approved it is paid', async () => {
    const { s, psn_no, state } = await resident('430.00')
    expect(await state()).toBe('0')
    const [task, ...none] = await s.tasks(psn_no)
    expect(none).toEqual([])
    expect(task).toMatchObject({ kind: 'amount-differs', facts: { year: 2026, amt: '400.00', expected: '430.00' } })
    expect((await toldTo(s, psn_no)).at(-1)).toContain('现在应缴430.00元')
    await s.decideTask(task!.task_id, { decision: 'approve' })
    expect(await state()).toBe('1')
    expect(sent(s, 'bank')).toEqual([])
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'done', outcome: { result: 'resident' } })
  })

  it('upwards, rejected: the sum goes back; the new bill, once paid, insures', async () => {
    const { s, psn_no, state } = await resident('430.00')
    await s.decideTask((await s.tasks(psn_no))[0]!.task_id, { decision: 'reject', reason: '按更正后的标准缴' })
    expect(sent(s, 'bank').map(({ data }) => data.amt)).toEqual(['400.00'])
    await pay(s, bills(s)[1]!, '2026-06-20')
    expect(await state()).toBe('1')
    expect(sent(s, 'bank')).toHaveLength(1)
  })
})
