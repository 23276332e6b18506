/** assistance/RULES.md 6: the year is reconciled, once. */
import { describe, expect, it } from 'vitest'
import { at } from '../../../support/bank.ts'
import { leaving, onlyCase, scene, shanghai } from './scene.ts'

describe('the last run', () => {
  it('of a case that opens later and owes nothing is its first, at once (6.1)', async () => {
    const nothing = await scene({ now: at('2027-05-10') })
    await nothing.settle({ fund_pay_sumamt: '14500.00', maf_pay: '3500.00' })
    expect(await onlyCase(nothing)).toMatchObject({
      status: 'done',
      due_at: '2027-05-30T23:59:59+08:00',
      outcome: { paid: '0.00', payers: [{ due: '3500.00', given: '3500.00' }] },
    })
  })

  it('of one that opens later and owes something is at the end of the month (6.1)', async () => {
    const s = await scene({ now: at('2027-05-10') })
    await s.settle()
    expect(await onlyCase(s)).toMatchObject({ waiting_for: { what: 'month-end', until: '2027-06-01T00:00:00+08:00' } })
    await s.paidOn('2027-06-01')
    expect(await onlyCase(s)).toMatchObject({ status: 'done', outcome: { paid: '3500.00' } })
  })

  it('comes at once after one that was under way on its day (6.1)', async () => {
    const s = await scene({ person: {} })
    await s.settle()
    await s.dawn('2026-04-01')
    await s.decides('confirm-assistance')
    await s.dawn('2027-04-05')
    expect(await onlyCase(s)).toMatchObject({ waiting_for: { what: 'provide-bank-account' } })
    const bank_acct = { bank_code: '102', acct_no: '6222000011112222', acct_name: '测试1' }
    await s.stack.act((await onlyCase(s)).case_id, { action: 'provide-bank-account', ...bank_acct })
    await s.bankPays('2027-04-06')
    expect(await onlyCase(s)).toMatchObject({
      status: 'done',
      due_at: '2027-04-26T23:59:59+08:00',
      outcome: { paid: '3500.00' },
    })
  })

  it('has in it what was heard before it was looked at (6.1)', async () => {
    const s = await scene()
    await s.settle()
    await s.paidOn('2026-04-01')
    s.stack.clock.set('2027-04-01T00:00:00+08:00' as never)
    await s.settle(leaving('1000.00', '2026-06-10'), { time: at('2027-03-31') })
    expect(await onlyCase(s)).toMatchObject({ due_at: '2027-04-21T23:59:59+08:00' })
    expect(await s.task('confirm-assistance')).toMatchObject({ facts: { amt: '700.00' } })
  })

  it('of a year that had no ground until after it is counted from then (6.1)', async () => {
    const s = await scene()
    await s.settle()
    await s.revoke('S1', '2026-03-20')
    await s.dawn('2027-06-10')
    await s.settle(
      { setl_id: 'S2', fund_pay_sumamt: '14500.00', maf_pay: '3500.00' },
      { time: at('2027-06-10', '00:00') },
    )
    expect(await onlyCase(s)).toMatchObject({ status: 'done', due_at: '2027-06-30T23:59:59+08:00' })
  })

  it('is on the first of the month that the bureau says (6.1)', async () => {
    const s = await scene()
    await s.stack.policy({ name: 'reconcile_month', admdvs: '130100', value: 2 })
    await s.settle()
    await s.paidOn('2026-04-01')
    expect((await onlyCase(s)).waiting_for).toMatchObject({ until: '2027-02-01T00:00:00+08:00' })
    await s.dawn('2027-02-01')
    expect(await onlyCase(s)).toMatchObject({ status: 'done', due_at: '2027-02-21T23:59:59+08:00' })
  })
})

describe('what was given beyond what is due', () => {
  const over = async () => {
    const s = await scene()
    await s.settle()
    await s.paidOn('2026-04-01')
    await s.settle({ fund_pay_sumamt: '12000.00' }, { time: at('2026-04-20') })
    await s.dawn('2027-04-01')
    return s
  }

  it('is waived if the clerk says so, and not asked for again (6.2)', async () => {
    const s = await over()
    expect((await onlyCase(s)).waiting_for).toMatchObject({
      actor: 'clerk',
      what: 'recover-assistance',
      until: '2027-04-15T23:59:59+08:00',
    })
    await s.decides('recover-assistance', 'reject')
    expect(await onlyCase(s)).toMatchObject({
      status: 'done',
      outcome: { payers: [{ given: '3500.00', over: '700.00' }] },
    })
    await s.settle({ ...leaving('2000.00', '2026-06-10') }, { time: at('2027-05-10') })
    expect(await onlyCase(s)).toMatchObject({ status: 'waiting', waiting_for: { what: 'month-end' } })
    await s.paidOn('2027-06-01')
    expect(s.orders().at(-1)).toEqual(['130100', 'medical-assistance', '700.00'])
    expect(await onlyCase(s)).toMatchObject({ status: 'done', outcome: { paid: '4200.00' } })
  })

  it('once recovered is no longer given (6.2, 3.1)', async () => {
    const s = await over()
    await s.decides('recover-assistance')
    expect(await onlyCase(s)).toMatchObject({
      status: 'done',
      outcome: { payers: [{ given: '3500.00', over: '700.00' }] },
    })
    expect(await s.asked()).toMatchObject({ payers: [{ due: '2800.00', given: '2800.00', to_pay: '0.00' }] })
  })

  it('is not asked of those who mourn (6.2)', async () => {
    const s = await scene()
    await s.settle()
    await s.paidOn('2026-04-01')
    await s.settle({ fund_pay_sumamt: '12000.00' }, { time: at('2026-04-20') })
    await s.dies('2026-05-01')
    await s.dawn('2027-04-01')
    expect(await onlyCase(s)).toMatchObject({ status: 'done', outcome: { payers: [{ over: '700.00' }] } })
    expect(await s.stack.tasks(s.psn)).toEqual([])
  })

  it('after the last run is asked for in the run that a due brings, not before (6.2, 6.5)', async () => {
    const s = await scene()
    await s.settle()
    await s.paidOn('2026-04-01')
    await s.dawn('2027-04-01')
    await s.settle({ fund_pay_sumamt: '12000.00' }, { time: at('2027-04-10') })
    await s.recognize({ admdvs: shanghai, begndate: '2026-05-01' })
    await s.settle(leaving('1000.00', '2026-06-10'), { time: at('2027-04-12') })
    expect(await onlyCase(s)).toMatchObject({ waiting_for: { what: 'month-end' } })
    expect(await s.task('recover-assistance')).toBeUndefined()
    await s.dawn('2027-05-01')
    expect(await s.task('recover-assistance')).toMatchObject({
      facts: { amt: '700.00' },
      due_at: '2027-05-14T23:59:59+08:00',
    })
  })

  it('closes by itself if a late report takes it away (6.2)', async () => {
    const s = await over()
    await s.settle({}, { time: at('2027-04-05') })
    expect(await onlyCase(s)).toMatchObject({ status: 'done', outcome: { payers: [{ over: '0.00' }] } })
    expect(await s.task('recover-assistance')).toBeUndefined()
  })
})

it('afterwards a due that falls changes nothing, one that rises is paid (6.5)', async () => {
  const s = await scene()
  await s.settle()
  await s.paidOn('2026-04-01')
  await s.dawn('2027-04-01')
  const { outcome } = await onlyCase(s)
  await s.settle({ fund_pay_sumamt: '12000.00' }, { time: at('2027-04-10') })
  expect(await onlyCase(s)).toMatchObject({ status: 'done', outcome })
  expect(await s.stack.tasks(s.psn)).toEqual([])
  await s.settle({ fund_pay_sumamt: '10000.00' }, { time: at('2027-04-12') })
  expect(await onlyCase(s)).toMatchObject({
    status: 'waiting',
    waiting_for: { what: 'month-end', until: '2027-05-01T00:00:00+08:00' },
  })
  await s.paidOn('2027-05-01')
  expect(await onlyCase(s)).toMatchObject({ status: 'done', outcome: { paid: '4200.00' } })
})

it('a year long over rests, and a late report takes it up from there', async () => {
  const s = await scene()
  await s.settle()
  await s.paidOn('2026-04-01')
  await s.dawn('2027-04-01')
  await s.stack.advanceTo(at('2028-06-01'))
  const other = { ...leaving('1000.00', '2028-05-10'), setl_id: 'S9' }
  await s.settle(other, { time: at('2028-06-01') })
  await s.settle({ fund_pay_sumamt: '10000.00' }, { time: at('2028-06-02') })
  const cases = await s.cases()
  expect(cases.map(({ status, waiting_for }) => [status, waiting_for?.what])).toEqual([
    ['waiting', 'month-end'],
    ['waiting', 'month-end'],
  ])
  expect(await s.asked()).toMatchObject({ payers: [{ due: '4200.00', given: '3500.00', to_pay: '700.00' }] })
})
