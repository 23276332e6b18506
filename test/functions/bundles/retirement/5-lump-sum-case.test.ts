/** RULES.md 5.4 to 5.6: bills and payments of a lump sum. */
import { describe, expect, it } from 'vitest'
import {
  bills,
  contribution,
  monthsUpTo,
  pay,
  pension,
  relationsOn,
  retirementStack,
  sent,
  settleIn,
  shortBy10,
  theCase,
} from './scene.ts'

const now = '2026-06-01T10:00:00+08:00'

describe('lump-sum', () => {
  it('is billed over shortfall × base × rate, and retires from the month after payment', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('lump-sum')
    const [bill] = bills(s)
    expect(bill).toEqual({
      bill_no: expect.stringMatching(/^BL/),
      psn_no,
      psn_name: '测试2',
      insutype: '310',
      insu_admdvs: '130100',
      months: 10,
      amt: '4800.00',
      due_date: '2026-08-30',
    })
    expect(await theCase(s, psn_no)).toMatchObject({
      waiting_for: { actor: 'citizen', what: 'premium.paid' },
      actions: ['choose'],
    })
    await s.advanceTo('2026-07-15T18:00:00+08:00')
    await pay(s, bill!, '2026-07-15')
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'done',
      due_at: '2026-07-16T23:59:59+08:00',
      outcome: {
        result: 'retired',
        effective_from: '2026-08-01',
        paid: 110,
        deemed: 200,
        required_total: 300,
        required_paid: 120,
        shortfall: 10,
        option: 'lump-sum',
        refunds: [],
      },
    })
    expect(sent(s, 'bank')).toEqual([])
    expect(await relationsOn(s, psn_no, '2026-07-31')).toMatchObject([{ psn_type: '11' }])
    expect(await relationsOn(s, psn_no, '2026-08-01')).toMatchObject([{ psn_type: '12' }])
  })

  it('paid before the month of retr_date is over: from E', async () => {
    const { s, psn_no, choose } = await shortBy10({ retrDate: '2026-08-31' })
    await choose('lump-sum')
    await pay(s, bills(s)[0]!, '2026-06-02')
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ effective_from: '2026-09-01' })
  })

  it('goes by the rate and base that hold', async () => {
    const s = await retirementStack(now)
    await s.policy({ name: 'topup_rate', admdvs: '130100', from: '2026-01-01', value: '0.0825' })
    const { psn_no, n, brdy } = await settleIn(s, { n: 2, paid: 109, last: '202604' })
    await s.happen('contribution.posted', contribution(psn_no, '130200', '202605', '202605', { base: '7000.00' }))
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202605', '202605', { base: '6543.21' }))
    await s.happen('pension.approved', pension(n, brdy, '2026-05-31', { deemed_months: 200 }))
    await s.act((await theCase(s, psn_no)).case_id, { action: 'choose', option: 'lump-sum' })
    expect(bills(s)).toMatchObject([{ months: 10, amt: '5398.15' }])
  })

  it('months from E on count, those already posted included', async () => {
    const { s, psn_no, choose } = await shortBy10({ now: '2026-09-01T10:00:00+08:00' })
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202606', '202608'))
    await choose('lump-sum')
    expect(bills(s)).toMatchObject([{ months: 7, amt: '3360.00' }])
    await pay(s, bills(s)[0]!, '2026-09-03')
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ effective_from: '2026-10-01', paid: 113, refunds: [] })
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202610'))
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ paid: 113, refunds: [{ month: '202610' }] })
  })

  it('is assessed anew if the shortfall changes; the old bill is accepted and the difference refunded', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('lump-sum')
    await s.happen('contribution.posted', contribution(psn_no, '130200', '199001'))
    expect(bills(s)).toMatchObject([
      { months: 10, amt: '4800.00' },
      { months: 9, amt: '4320.00' },
    ])
    expect((await s.file(psn_no)).all('bill').filter((b) => b.superseded)).toMatchObject([{ months: 10 }])
    await pay(s, bills(s)[0]!, '2026-07-15')
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'done',
      outcome: { result: 'retired', paid: 111, shortfall: 10 },
    })
    expect(sent(s, 'bank').map((e) => e.data)).toMatchObject([
      { amt: '480.00', purpose: 'premium-refund', payee: { kind: 'person' } },
    ])
  })

  it('without a bank account the difference waits for one, the retirement does not', async () => {
    const { s, psn_no, choose, case_id } = await shortBy10({ bank: false })
    await choose('lump-sum')
    await s.happen('contribution.posted', contribution(psn_no, '130200', '199001'))
    await pay(s, bills(s)[0]!, '2026-07-15')
    expect(sent(s, 'registry')).toHaveLength(2)
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'waiting', actions: ['provide-bank-account'] })
    await s.act(case_id, { action: 'provide-bank-account', bank_code: '1', acct_no: '2', acct_name: '3' })
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'done' })
    expect(sent(s, 'bank')).toMatchObject([{ data: { amt: '480.00' } }])
  })

  it('ends as under monthly if the months come first, and what was paid in part is refunded', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('lump-sum')
    await pay(s, bills(s)[0]!, '2026-06-02', '1000.00')
    expect(bills(s).at(-1)).toMatchObject({ months: 10, amt: '3800.00' })
    await s.happen('contribution.posted', monthsUpTo(psn_no, '130200', 10, '199912'))
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'done',
      outcome: { result: 'retired', effective_from: '2026-06-01', paid: 120, option: 'lump-sum' },
    })
    expect(sent(s, 'bank')).toMatchObject([{ data: { amt: '1000.00' } }])
    await pay(s, bills(s)[1]!, '2026-06-05')
    expect(sent(s, 'bank').map((e) => e.data.amt)).toEqual(['1000.00', '3800.00'])
  })

  it('paid twice: the second payment is refunded', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('lump-sum')
    await pay(s, bills(s)[0]!, '2026-07-15')
    await pay(s, bills(s)[0]!, '2026-07-16')
    expect(sent(s, 'bank')).toMatchObject([{ data: { amt: '4800.00' } }])
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'done' })
  })

  it('unpaid when the bill is overdue: assessed anew, nothing is lost', async () => {
    const { s, choose, psn_no } = await shortBy10()
    await choose('lump-sum')
    await s.advanceTo('2026-08-31T08:00:00+08:00')
    expect(bills(s)).toMatchObject([{ due_date: '2026-08-30' }, { months: 10, due_date: '2026-11-29' }])
    await pay(s, bills(s)[0]!, '2026-09-01')
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ effective_from: '2026-10-01' })
  })
})
