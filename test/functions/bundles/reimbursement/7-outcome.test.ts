/** RULES.md 7.1 to 7.2: what a claim comes to, and until when. */
import { expect, it } from 'vitest'
import { scene } from './scene.ts'

it('bears the receipt, the sum and how it was reckoned', async () => {
  const { posts, chooses, theCase, decides } = await scene()
  await posts('250.00')
  await chooses()
  const receipt = { elec_bill_code: '33060126', elec_billno_code: '0000000001' }
  expect((await theCase()).outcome).toEqual({
    result: 'nothing-due',
    ...receipt,
    amt: '0.00',
    inscp_scp_amt: '250.00',
    deductible: '300.00',
    ratio: '0.70',
  })
  await posts('5000.00', {}, 2)
  await chooses('third-party', 2)
  await decides('review-claim', { decision: 'reject', reason: '对方全责' })
  expect((await theCase(2)).outcome).toMatchObject({ result: 'rejected', reason: 'review-refused', amt: '0.00' })
})

it('is due so many working days after the claim, by the day of the claim', async () => {
  const { stack, posts, chooses } = await scene()
  await stack.policy({ name: 'claim_days', admdvs: '330800', from: '2026-03-10', value: 2 })
  await posts('5000.00')
  expect((await chooses()).body.due_at).toBe('2026-03-12T23:59:59+08:00')
})
