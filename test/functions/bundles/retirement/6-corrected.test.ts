/** RULES.md 6.3 to 6.5: a month corrected after its refund, and a refund that the bank pays twice. */
import { describe, expect, it } from 'vitest'
import { bankAccount } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { contribution, retiredMan, sent, theCase } from './scene.ts'

const at = (on: string) => `${on}T10:00:00+08:00`
const month = '202606'
const refunds = (s: Stack) => sent(s, 'bank').map(({ data }) => `${data.payee.kind} ${data.amt}`)
const post = (s: Stack, psn_no: string, on: string, amt_psn: string, amt_emp: string) =>
  s.happen('contribution.posted', contribution(psn_no, '130100', month, month, { amt_psn, amt_emp }), { time: at(on) })
const byHand = async (s: Stack, psn_no: string) =>
  (await s.tasks(psn_no)).filter(({ kind }) => kind === 'reverse-by-hand')

/** Retired from 2026-06; that month was paid all the same, and went back. */
async function refundedMan() {
  const { s, psn_no } = await retiredMan()
  await post(s, psn_no, '2026-06-20', '120.00', '480.00')
  expect(refunds(s)).toEqual(['employer 480.00', 'person 120.00'])
  return { s, psn_no }
}

describe('a month corrected after its refund', () => {
  it('upwards: the difference goes back too, once', async () => {
    const { s, psn_no } = await refundedMan()
    for (let times = 0; times < 2; times++) await post(s, psn_no, '2026-06-25', '150.00', '480.00')
    expect(refunds(s).slice(2)).toEqual(['person 30.00'])
    await post(s, psn_no, '2026-06-26', '150.00', '500.00')
    expect(refunds(s).slice(3)).toEqual(['employer 20.00'])
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'done',
      outcome: { refunds: [{ month, amt_psn: '150.00', amt_emp: '500.00' }] },
    })
    expect(await s.tasks(psn_no)).toEqual([])
  })

  it('downwards: one task for the area, and nothing by itself', async () => {
    const { s, psn_no } = await refundedMan()
    await post(s, psn_no, '2026-06-25', '100.00', '400.00')
    expect(await byHand(s, psn_no)).toMatchObject([
      { owner: { role: 'clerk', area: '130100' }, facts: { month, amt_psn: '20.00', amt_emp: '80.00' } },
    ])
    expect(refunds(s)).toHaveLength(2)
    expect((await theCase(s, psn_no)).status).toBe('done')
  })

  it('down and up again before a clerk decided: the task closes', async () => {
    const { s, psn_no } = await refundedMan()
    await post(s, psn_no, '2026-06-25', '100.00', '480.00')
    await post(s, psn_no, '2026-06-26', '120.00', '480.00')
    expect(await s.tasks(psn_no)).toEqual([])
    expect(refunds(s)).toHaveLength(2)
  })

  it('down, got back by hand, and up again: what was got back goes back once more', async () => {
    const { s, psn_no } = await refundedMan()
    await post(s, psn_no, '2026-06-25', '100.00', '480.00')
    const [task] = await byHand(s, psn_no)
    await s.decideTask(task!.task_id, { decision: 'approve' })
    expect(await byHand(s, psn_no)).toEqual([])
    await post(s, psn_no, '2026-06-26', '120.00', '480.00')
    expect(refunds(s).slice(2)).toEqual(['person 20.00'])
    await post(s, psn_no, '2026-06-27', '110.00', '480.00')
    expect(await byHand(s, psn_no)).toMatchObject([{ facts: { amt_psn: '10.00' } }])
  })

  it('an older report that comes late changes nothing', async () => {
    const { s, psn_no } = await refundedMan()
    await post(s, psn_no, '2026-06-19', '100.00', '400.00')
    expect(await s.tasks(psn_no)).toEqual([])
    expect(refunds(s)).toHaveLength(2)
  })
})

describe('a bank that pays, says that it did not, and says late that it did', () => {
  const settled = (s: Stack, n: number, on: string) => {
    const { pay_no, amt } = sent(s, 'bank')[n]!.data
    return s.happen('payment.settled', { pay_no, amt, bank_time: at(on) }, { time: at(on) })
  }
  const returned = (s: Stack, n: number, on: string) => {
    const { pay_no, amt } = sent(s, 'bank')[n]!.data
    return s.happen('payment.returned', { pay_no, amt, reason: '账户已销户' }, { time: at(on) })
  }

  it('a clerk of the area that pays is told, whether the second is settled or not', async () => {
    const { s, psn_no } = await refundedMan()
    await returned(s, 1, '2026-06-21')
    const account = { ...bankAccount, acct_no: '6013' }
    await s.act((await theCase(s, psn_no)).case_id, { action: 'provide-bank-account', ...account })
    await settled(s, 1, '2026-06-22')
    const tasks = await s.tasks(psn_no)
    expect(tasks).toMatchObject([
      { kind: 'paid-twice', owner: { role: 'clerk', area: '130100' }, facts: { amt: '120.00', month } },
    ])
    await settled(s, 2, '2026-06-23')
    expect(await s.tasks(psn_no)).toHaveLength(1)
    await s.decideTask(tasks[0]!.task_id, { decision: 'approve' })
    expect(await s.tasks(psn_no)).toEqual([])
    expect(refunds(s)).toHaveLength(3)
    expect((await theCase(s, psn_no)).status).toBe('done')
  })

  it('settled and then returned, the employer’s part waits for a clerk’s account', async () => {
    const { s, psn_no } = await refundedMan()
    await settled(s, 0, '2026-06-21')
    await returned(s, 0, '2026-06-22')
    expect((await s.tasks(psn_no)).map(({ kind }) => kind)).toEqual(['payment-returned'])
    await settled(s, 0, '2026-06-23')
    expect(await s.tasks(psn_no)).toEqual([])
    expect((await theCase(s, psn_no)).status).toBe('done')
  })
})
