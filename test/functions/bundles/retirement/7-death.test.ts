/** RULES.md 7: death, and one reported by mistake. */
import { describe, expect, it } from 'vitest'
import { certnoOf, register } from '../../../support/people.ts'
import { contribution, pension, relationsOn, retirementStack, sent, settleIn, theCase } from './scene.ts'

const now = '2026-06-01T10:00:00+08:00'

/** A man ten months short who chose to buy them, and his bill. */
async function lumpSumBill() {
  const s = await retirementStack(now)
  const { psn_no, n, brdy } = await settleIn(s, { paid: 350 })
  await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
  await s.act((await theCase(s, psn_no)).case_id, { action: 'choose', option: 'lump-sum' })
  const { bill_no, amt } = sent(s, 'tax')[0]!.data
  return { s, psn_no, n, brdy, bill_no, amt }
}

describe('death before the end', () => {
  it('while the choice is open: withdrawn, and nobody is reminded any more', async () => {
    const s = await retirementStack(now)
    const { psn_no, n, brdy } = await settleIn(s, { paid: 300 })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    const said = sent(s, 'notice').length
    await s.happen('death.registered', { certno: certnoOf(n, brdy), dead_date: '2026-06-03' })
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'withdrawn',
      outcome: { result: 'withdrawn', paid: 300, refunds: [] },
    })
    await s.advanceTo('2027-01-01T00:00:00+08:00')
    expect(sent(s, 'notice')).toHaveLength(said)
  })

  it('what was collected for months after the month of death is refunded, whenever it is posted', async () => {
    const s = await retirementStack('2026-09-01T10:00:00+08:00')
    const { psn_no, n, brdy } = await settleIn(s, { paid: 300, last: '202607' })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    await s.act((await theCase(s, psn_no)).case_id, { action: 'choose', option: 'monthly' })
    await s.happen('death.registered', { certno: certnoOf(n, brdy), dead_date: '2026-06-03' })
    expect((await theCase(s, psn_no)).outcome).toMatchObject({
      refunds: [{ month: '202607', amt_psn: '120.00', amt_emp: '480.00' }],
    })
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202608'))
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'withdrawn',
      outcome: { refunds: [{ month: '202607' }, { month: '202608' }] },
    })
    expect(sent(s, 'bank')).toHaveLength(4)
  })

  it('a bill paid before or after is refunded', async () => {
    const { s, psn_no, n, brdy, bill_no, amt } = await lumpSumBill()
    const paid_at = '2026-06-02T10:00:00+08:00'
    await s.happen('premium.paid', { bill_no, amt: '100.00', paid_at })
    await s.happen('death.registered', { certno: certnoOf(n, brdy), dead_date: '2026-06-03' })
    await s.happen('premium.paid', { bill_no, amt, paid_at })
    expect(sent(s, 'bank').map((e) => e.data.amt)).toEqual(['100.00', amt])
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'withdrawn' })
  })

  it('a difference paid back before is not paid back again with the whole', async () => {
    const { s, psn_no, n, brdy, bill_no, amt } = await lumpSumBill()
    const paid_at = '2026-06-02T10:00:00+08:00'
    await s.happen('premium.paid', { bill_no, amt: '5000.00', paid_at })
    expect(await theCase(s, psn_no)).toMatchObject({ outcome: { effective_from: '2026-07-01' } })
    await s.happen('death.registered', { certno: certnoOf(n, brdy), dead_date: '2026-06-03' })
    expect(sent(s, 'bank').map((e) => e.data.amt)).toEqual(['200.00', '4800.00'])
    await s.happen('premium.paid', { bill_no, amt, paid_at: '2026-06-05T10:00:00+08:00' })
    expect(sent(s, 'bank').map((e) => e.data.amt)).toEqual(['200.00', '4800.00', amt])
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'withdrawn' })
  })

  it('known before the pension: withdrawn at once', async () => {
    const s = await retirementStack(now)
    const { psn_no, n, brdy } = await settleIn(s, { paid: 372 })
    await s.happen('death.registered', { certno: certnoOf(n, brdy), dead_date: '2026-05-25' })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'withdrawn' })
    expect(sent(s, 'registry')).toEqual([])
    expect(sent(s, 'notice')).toEqual([])
  })

  it('while no relation is known: withdrawn', async () => {
    const s = await retirementStack(now)
    const psn_no = await register(s, 1, { brdy: '1963-05-18' })
    await s.happen('pension.approved', pension(1, '1963-05-18', '2026-05-18'))
    await s.happen('death.registered', { certno: certnoOf(1, '1963-05-18'), dead_date: '2026-05-25' })
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'withdrawn', outcome: { admdvs: '130100' } })
  })

  it('without a bank account a clerk finds out where the heirs want the money', async () => {
    const s = await retirementStack('2026-09-01T10:00:00+08:00')
    const { psn_no, n, brdy } = await settleIn(s, { paid: 300, last: '202607', bank: false })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    await s.happen('death.registered', { certno: certnoOf(n, brdy), dead_date: '2026-06-03' })
    expect(sent(s, 'bank').map((e) => e.data.payee.kind)).toEqual(['employer'])
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'clerk', what: 'payment-returned' },
    })
    const [task] = await s.tasks(psn_no)
    expect(task).toMatchObject({ kind: 'payment-returned', facts: { amt: '120.00', payee: 'person', month: '202607' } })
    const bank_acct = { bank_code: '105', acct_no: '88', acct_name: '家属' }
    await s.decideTask(task!.task_id, { decision: 'approve', bank_acct })
    expect(sent(s, 'bank').at(-1)!.data).toMatchObject({
      amt: '120.00',
      payee: { kind: 'person', name: '家属', acct_no: '88' },
    })
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'withdrawn', outcome: { refunds: [{ month: '202607' }] } })
  })
})

describe('death reported after the case was done', () => {
  it('but before retirement took effect: taken back, relation and entitlement as before', async () => {
    const s = await retirementStack('2026-05-20T10:00:00+08:00')
    const { psn_no, n, brdy } = await settleIn(s, { paid: 372 })
    const before = (await s.file(psn_no)).all('relation')
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    await s.happen('death.registered', { certno: certnoOf(n, brdy), dead_date: '2026-05-25' })
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'withdrawn', outcome: { result: 'withdrawn' } })
    expect((await s.file(psn_no)).all('relation')).toEqual(before)
    expect((await s.file(psn_no)).all('entitlement')).toEqual([])
    expect(sent(s, 'registry').at(-1)!.data).toMatchObject({
      psn_type: '11',
      psn_insu_stas: '1',
      from: '2026-06-01',
      reason: 'death',
    })
    expect(sent(s, 'notice')).toHaveLength(1)
  })

  it('and reported once more meanwhile: what the first report wrote is taken back too', async () => {
    const s = await retirementStack('2026-05-20T10:00:00+08:00')
    const { psn_no, n, brdy } = await settleIn(s, { paid: 372 })
    await s.happen('enrolment.paused', {
      psn_no,
      insu_admdvs: '130100',
      insutype: '310',
      paus_insu_date: '2026-05-18',
    })
    const before = (await s.file(psn_no)).all('relation')
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    await s.advanceTo('2026-05-21T10:00:00+08:00')
    await s.happen('pension.approved', { ...pension(n, brdy, '2026-05-18'), deemed_months: 1 })
    await s.happen('death.registered', { certno: certnoOf(n, brdy), dead_date: '2026-05-25' })
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'withdrawn' })
    expect((await s.file(psn_no)).all('relation')).toEqual(before)
  })

  it('of a retiree changes nothing', async () => {
    const s = await retirementStack('2026-05-20T10:00:00+08:00')
    const { psn_no, n, brdy } = await settleIn(s, { paid: 372 })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    await s.happen('death.registered', { certno: certnoOf(n, brdy), dead_date: '2026-06-01' })
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'done', outcome: { result: 'retired' } })
    expect(await relationsOn(s, psn_no, '2026-06-01')).toMatchObject([{ psn_type: '12' }])
  })

  it('later contributions of a retiree who died are refunded without a word to the dead', async () => {
    const s = await retirementStack('2026-05-20T10:00:00+08:00')
    const { psn_no, n, brdy } = await settleIn(s, { paid: 372 })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    await s.happen('death.registered', { certno: certnoOf(n, brdy), dead_date: '2026-06-10' })
    const said = sent(s, 'notice').length
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202606'))
    expect(sent(s, 'bank')).toHaveLength(2)
    expect(sent(s, 'notice')).toHaveLength(said)
  })
})

describe('a death reported by mistake', () => {
  const revoked = (n: number, brdy: string) => ({ certno: certnoOf(n, brdy), reason: '登记错误' })

  it('the case that it ended is taken up again, and goes on as if nothing had been', async () => {
    const s = await retirementStack(now)
    const { psn_no, n, brdy } = await settleIn(s, { paid: 300 })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    const before = await theCase(s, psn_no)
    await s.happen('death.registered', { certno: certnoOf(n, brdy), dead_date: '2026-05-30' })
    await s.happen('death.revoked', revoked(n, brdy))
    const after = await theCase(s, psn_no)
    expect(after).toMatchObject({ status: 'waiting', step: before.step, actions: before.actions })
    expect(after.outcome).toBeUndefined()
    expect(await s.tasks(psn_no)).toEqual([])
    await s.act(after.case_id, { action: 'choose', option: 'lump-sum' })
    expect(sent(s, 'tax')).toHaveLength(1)
  })

  it('what was paid back for it is a task of the area that paid, once', async () => {
    const s = await retirementStack('2026-09-01T10:00:00+08:00')
    const { psn_no, n, brdy } = await settleIn(s, { paid: 300, last: '202607' })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    await s.act((await theCase(s, psn_no)).case_id, { action: 'choose', option: 'monthly' })
    await s.happen('death.registered', { certno: certnoOf(n, brdy), dead_date: '2026-06-03' })
    const orders = sent(s, 'bank').length
    expect(orders).toBeGreaterThan(0)
    await s.happen('death.revoked', revoked(n, brdy))
    await s.happen('death.revoked', revoked(n, brdy))
    const byHand = (await s.tasks(psn_no)).filter(({ kind }) => kind === 'reverse-by-hand')
    expect(byHand).toMatchObject([{ owner: { role: 'clerk', area: '130100' }, facts: { amt: '600.00' } }])
    expect(sent(s, 'bank')).toHaveLength(orders)
    expect((await theCase(s, psn_no)).status).toBe('waiting')
  })

  it('taken back before it came, it never happened; a later death holds', async () => {
    const s = await retirementStack(now)
    const { psn_no, n, brdy } = await settleIn(s, { paid: 300 })
    await s.happen('death.revoked', revoked(n, brdy))
    expect((await s.file(psn_no)).all('parked')).toMatchObject([{ reason: 'needs-death' }])
    const dead = { certno: certnoOf(n, brdy), dead_date: '2026-05-20' }
    await s.happen('death.registered', dead, { time: '2026-05-21T09:00:00+08:00' })
    expect((await s.file(psn_no)).died).toBeUndefined()
    expect((await s.file(psn_no)).all('parked')).toEqual([])
    s.clock.set('2026-06-02T09:00:00+08:00' as never)
    await s.happen('death.registered', { ...dead, dead_date: '2026-06-01' })
    expect((await s.file(psn_no)).died).toBe('2026-06-01')
  })
})
