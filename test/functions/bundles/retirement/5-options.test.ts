/** RULES.md 5.3, 5.7, 5.8: monthly, resident, and a change of mind. */
import { describe, expect, it } from 'vitest'
import { bankAccount, enrolment, pause, person } from '../../../support/people.ts'
import { bills, contribution, monthsUpTo, pay, relationsOn, sent, shortBy10, theCase, toldTo } from './scene.ts'

describe('monthly', () => {
  it('retires from the month after the last month needed', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('monthly')
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202606', '202702'))
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'partner', what: 'contribution.posted' },
      actions: ['choose'],
    })
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202703'))
    expect((await theCase(s, psn_no)).outcome).toMatchObject({
      result: 'retired',
      effective_from: '2027-04-01',
      paid: 120,
      shortfall: 10,
      option: 'monthly',
    })
  })

  it('months after the last one needed are refunded', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('monthly')
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202606', '202705'))
    expect((await theCase(s, psn_no)).outcome).toMatchObject({
      effective_from: '2027-04-01',
      paid: 120,
      refunds: [{ month: '202704' }, { month: '202705' }],
    })
  })

  it('months of long ago that are reported later: from E', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('monthly')
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202606'))
    await s.happen('contribution.posted', monthsUpTo(psn_no, '130200', 10, '199912'))
    expect((await theCase(s, psn_no)).outcome).toMatchObject({
      effective_from: '2026-06-01',
      paid: 120,
      refunds: [{ month: '202606' }],
    })
  })

  it('waits for years without ever being stuck', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('monthly')
    await s.advanceTo('2029-06-01T08:00:00+08:00')
    const row = await theCase(s, psn_no)
    expect(row.status).toBe('waiting')
    expect(row.waiting_for!.until! > '2029-06-01').toBe(true)
  })
})

describe('a change of mind', () => {
  it('from lump-sum to monthly and back gives a new bill; each choice is told', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('lump-sum')
    await choose('monthly')
    expect((await s.file(psn_no)).all('bill')).toMatchObject([{ superseded: true }])
    await choose('lump-sum')
    expect(bills(s)).toHaveLength(2)
    await pay(s, bills(s)[1]!, '2026-07-01')
    expect((await theCase(s, psn_no)).outcome).toMatchObject({
      result: 'retired',
      option: 'lump-sum',
      effective_from: '2026-08-01',
    })
  })

  it('the same choice twice is one', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('lump-sum')
    const before = await theCase(s, psn_no)
    await choose('lump-sum')
    expect(await theCase(s, psn_no)).toEqual(before)
    expect(bills(s)).toHaveLength(1)
  })

  it('a bill paid after it was given up is refunded at once', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('lump-sum')
    await choose('monthly')
    await pay(s, bills(s)[0]!, '2026-06-05')
    expect(sent(s, 'bank')).toMatchObject([{ data: { amt: '4800.00', purpose: 'premium-refund' } }])
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'waiting', waiting_for: { what: 'contribution.posted' } })
  })

  it('the same without a bank account: it may be given while the case goes on', async () => {
    const { s, psn_no, choose, case_id } = await shortBy10({ bank: false })
    await choose('lump-sum')
    await choose('monthly')
    await pay(s, bills(s)[0]!, '2026-06-05')
    expect(await theCase(s, psn_no)).toMatchObject({
      waiting_for: { what: 'contribution.posted' },
      actions: ['choose', 'provide-bank-account'],
    })
    expect((await toldTo(s, psn_no)).at(-1)).toContain('请填写您本人的银行账户')
    await s.act(case_id, { action: 'provide-bank-account', bank_code: '1', acct_no: '2', acct_name: '3' })
    expect(sent(s, 'bank')).toMatchObject([{ data: { amt: '4800.00' } }])
    expect(await theCase(s, psn_no)).toMatchObject({ actions: ['choose'] })
  })

  it('the same while an open transfer is waited for', async () => {
    const { s, psn_no, choose, case_id } = await shortBy10({ bank: false })
    await choose('lump-sum')
    await choose('monthly')
    await s.happen('enrolment.registered', enrolment(psn_no, '130200', '2026-05-01'))
    await pay(s, bills(s)[0]!, '2026-06-06')
    expect(await theCase(s, psn_no)).toMatchObject({ waiting_for: { what: 'transfer' } })
    expect((await toldTo(s, psn_no)).at(-1)).toContain('请填写您本人的银行账户')
    expect(await theCase(s, psn_no)).toMatchObject({ actions: ['provide-bank-account'] })
    await s.act(case_id, { action: 'provide-bank-account', bank_code: '1', acct_no: '2', acct_name: '3' })
    expect(sent(s, 'bank')).toMatchObject([{ data: { amt: '4800.00' } }])
    expect(await theCase(s, psn_no)).toMatchObject({ waiting_for: { what: 'transfer' }, actions: [] })
  })

  it('a bill paid before it was given up, and reported later, is fulfilled', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('lump-sum')
    await s.advanceTo('2026-06-10T10:00:00+08:00')
    await choose('monthly')
    await pay(s, bills(s)[0]!, '2026-06-09')
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'done',
      outcome: { result: 'retired', effective_from: '2026-07-01' },
    })
    expect(sent(s, 'bank')).toEqual([])
  })

  it('is not offered any more once fulfilled', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('lump-sum')
    await pay(s, bills(s)[0]!, '2026-07-15')
    expect(await choose('monthly')).toMatchObject({ result: 'refused', status: 409 })
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ option: 'lump-sum' })
  })
})

describe('resident', () => {
  it('ends the 310 relation with the month, begins a 390 one unpaid, and bills its year', async () => {
    const { s, psn_no, choose, case_id } = await shortBy10()
    await choose('resident')
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'done',
      due_at: '2026-06-02T23:59:59+08:00',
      outcome: { result: 'resident', admdvs: '130100', shortfall: 10, option: 'resident', refunds: [] },
    })
    expect(await theCase(s, psn_no)).not.toHaveProperty('outcome.effective_from')
    expect(await relationsOn(s, psn_no, '2026-06-30')).toMatchObject([
      { insutype: '390', state: '0', psn_type: '15' },
      { insutype: '310', state: '1', psn_type: '11' },
    ])
    expect(await relationsOn(s, psn_no, '2026-07-01')).toMatchObject([
      { insutype: '390', state: '0', psn_type: '15' },
      { insutype: '310', state: '4', psn_type: '11' },
    ])
    const common = { psn_no, insu_admdvs: '130100', from: '2026-07-01', case_id }
    expect(sent(s, 'registry').map((e) => e.data)).toMatchObject([
      { ...common, insutype: '310', psn_type: '11', psn_insu_stas: '4' },
      { ...common, insutype: '390', psn_type: '15', psn_insu_stas: '0' },
    ])
    expect(bills(s)).toMatchObject([{ insutype: '390', year: 2026, amt: '400.00', insu_admdvs: '130100' }])
  })

  it('becomes normal when the premium is paid; paid twice, the second is refunded', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('resident')
    await pay(s, bills(s)[0]!, '2026-06-15', '300.00')
    expect(await relationsOn(s, psn_no, '2026-07-01')).toMatchObject([{ insutype: '390', state: '0' }, {}])
    await pay(s, bills(s)[0]!, '2026-06-16', '150.00')
    expect(await relationsOn(s, psn_no, '2026-07-01')).toMatchObject([
      { insutype: '390', state: '1', psn_type: '15' },
      {},
    ])
    expect(sent(s, 'registry').at(-1)!.data).toMatchObject({
      kind: 'resident-basic',
      from: '2026-07-01',
      to: '2026-12-31',
    })
    expect(sent(s, 'bank').map((e) => e.data.amt)).toEqual(['50.00'])
    await pay(s, bills(s)[0]!, '2026-06-17')
    expect(sent(s, 'bank').map((e) => e.data.amt)).toEqual(['50.00', '400.00'])
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'done', outcome: { result: 'resident' } })
  })

  it('in December the year to come has no premium yet: waits for it, named, and goes on', async () => {
    const { s, psn_no, choose } = await shortBy10({ now: '2026-12-05T10:00:00+08:00' })
    await choose('resident')
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'operator', what: 'policy-missing' },
    })
    expect(await s.tasks(psn_no)).toMatchObject([
      { kind: 'policy-missing', facts: { name: 'resident_premium', year: 2027 } },
    ])
    expect(await relationsOn(s, psn_no, '2027-01-01')).toMatchObject([
      { insutype: '390', state: '0' },
      { insutype: '310', state: '4' },
    ])
    await s.policy({ name: 'resident_premium', admdvs: '000000', from: '2027-01-01', value: '430.00' })
    expect(bills(s)).toMatchObject([{ year: 2027, amt: '430.00' }])
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'done', outcome: { result: 'resident' } })
    expect(await s.tasks(psn_no)).toEqual([])
  })

  it('of somebody who is employed again: the new 310 relation is in normal state', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('resident')
    await s.happen('enrolment.registered', enrolment(psn_no, '130100', '2026-08-01'))
    expect(await relationsOn(s, psn_no, '2026-07-31')).toContainEqual(
      expect.objectContaining({ insutype: '310', state: '4' }),
    )
    expect(await relationsOn(s, psn_no, '2026-08-01')).toContainEqual(
      expect.objectContaining({ insutype: '310', state: '1' }),
    )
  })

  it('lets a bank account be given while the premium of the year to come is waited for', async () => {
    const { s, psn_no, choose, case_id } = await shortBy10({ bank: false, now: '2026-12-05T10:00:00+08:00' })
    await choose('lump-sum')
    await choose('resident')
    await pay(s, bills(s)[0]!, '2026-12-06')
    expect(await theCase(s, psn_no)).toMatchObject({
      waiting_for: { what: 'policy-missing' },
      actions: ['provide-bank-account'],
    })
    await s.act(case_id, { action: 'provide-bank-account', bank_code: '1', acct_no: '2', acct_name: '3' })
    expect(sent(s, 'bank')).toMatchObject([{ data: { amt: '4800.00' } }])
    expect(await theCase(s, psn_no)).toMatchObject({ waiting_for: { what: 'policy-missing' }, actions: [] })
  })

  it('of somebody whose relation is paused: it ends all the same', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await s.happen('enrolment.paused', pause(psn_no, '130100', '2026-05-31'))
    await choose('resident')
    expect(await relationsOn(s, psn_no, '2026-06-30')).toMatchObject([
      { insutype: '390' },
      { insutype: '310', state: '2' },
    ])
    expect(await relationsOn(s, psn_no, '2026-07-01')).toMatchObject([
      { insutype: '390' },
      { insutype: '310', state: '4' },
    ])
  })

  it('goes on waiting for the premium when a payment made before is paid back in the meantime', async () => {
    const { s, psn_no, brdy, choose } = await shortBy10({ bank: false, now: '2026-12-20T10:00:00+08:00' })
    await choose('lump-sum')
    const [bill] = bills(s)
    await choose('resident')
    await pay(s, bill!, '2026-12-22', '480.00')
    await s.advanceTo('2027-01-05T10:00:00+08:00')
    await s.happen('person.registered', { ...person(2, { brdy }), bank_acct: bankAccount })
    expect(sent(s, 'bank', 'payment.ordered').map((e) => e.data.amt)).toEqual(['480.00'])
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'waiting', waiting_for: { what: 'policy-missing' } })
    await s.policy({ name: 'resident_premium', admdvs: '000000', from: '2027-01-01', value: '430.00' })
    expect(await theCase(s, psn_no)).toMatchObject({ outcome: { result: 'resident' } })
    expect(sent(s, 'registry', 'enrolment.changed')).toHaveLength(2)
  })

  it('of somebody who is insured as a resident already: no second relation and no second bill', async () => {
    const { s, psn_no, choose } = await shortBy10()
    const resident = { insutype: '390', psn_type: '15' }
    await s.happen('enrolment.registered', enrolment(psn_no, '130100', '2026-01-01', resident))
    await choose('resident')
    expect(bills(s)).toEqual([])
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'done', outcome: { result: 'resident' } })
    expect(await relationsOn(s, psn_no, '2026-07-01')).toMatchObject([
      { insutype: '390', state: '1' },
      { insutype: '310', state: '4' },
    ])
  })

  it('is final', async () => {
    const { choose } = await shortBy10()
    await choose('resident')
    expect(await choose('monthly')).toMatchObject({ result: 'refused', status: 409 })
  })

  it('after lump-sum: the bill, if paid all the same, is refunded', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('lump-sum')
    await choose('resident')
    await pay(s, bills(s)[0]!, '2026-06-15')
    expect(sent(s, 'bank')).toMatchObject([{ data: { amt: '4800.00' } }])
    expect(await relationsOn(s, psn_no, '2026-07-01')).toMatchObject([{ insutype: '390', state: '0' }, {}])
  })
})
