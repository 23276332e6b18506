/** RULES.md 9: what a retirement comes to, and by when. */
import { describe, expect, it } from 'vitest'
import { pension, retiredMan, retirementStack, settleIn, shortBy10, theCase } from './scene.ts'

describe('outcome', () => {
  it('tells months, requirement and shortfall as first found, whatever was bought since', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('lump-sum')
    const [bill] = s.sent('tax', 'premium.assessed').map(({ data }) => data)
    await s.happen('premium.paid', { bill_no: bill!.bill_no, amt: bill!.amt, paid_at: '2026-06-10T10:00:00+08:00' })
    expect((await theCase(s, psn_no)).outcome).toEqual({
      result: 'retired',
      admdvs: '130100',
      effective_from: '2026-07-01',
      paid: 110,
      deemed: 200,
      required_total: 300,
      required_paid: 120,
      shortfall: 10,
      option: 'lump-sum',
      refunds: [],
    })
  })

  it('of a rejection has its reason, and no months where none could be told', async () => {
    const s = await retirementStack('2026-05-20T10:00:00+08:00')
    const { psn_no, n, brdy } = await settleIn(s, { paid: 372, enrolled: '1995-01-01' })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18', { pension_admdvs: '440100' }))
    const [task] = await s.tasks(psn_no)
    await s.decideTask(task!.task_id, { decision: 'approve' })
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ result: 'rejected', reason: 'other-province' })
  })
})

describe('time limit', () => {
  it.each([
    ['a Wednesday', '2026-05-20T10:00:00+08:00', '2026-05-21T23:59:59+08:00'],
    ['a Friday: over the weekend', '2026-05-22T10:00:00+08:00', '2026-05-25T23:59:59+08:00'],
    ['the day before the Dragon Boat Festival', '2026-06-18T10:00:00+08:00', '2026-06-22T23:59:59+08:00'],
  ])('nothing missing: one working day after the trigger, %s', async (_day, now, due) => {
    const { s, psn_no } = await retiredMan({ now })
    expect((await theCase(s, psn_no)).due_at).toBe(due)
  })
})
