/** RULES.md 5.1 to 5.4: what a clerk looks at. */
import { expect, it } from 'vitest'
import { at } from '../../../support/bank.ts'
import { certnoOf } from '../../../support/people.ts'
import { scene } from './scene.ts'

it.each([
  ['third-party', {}, 'third-party'],
  ['third-party', { rel_ttp_flag: '1' }, 'claim'],
  ['name-differs', { psn_name: '别人' }, 'claim'],
  ['end-in-future', { endtime: at('2026-03-20') }, 'claim'],
])('%s', async (reason, more, option) => {
  const { posts, chooses, task, decides, paid, theCase } = await scene()
  await posts('1500.00', more)
  await chooses(option)
  expect((await task('review-claim')).facts.reasons).toEqual([reason])
  expect((await decides('review-claim', { decision: 'reject', reason: '材料不符' })).status).toBe(200)
  expect(await theCase()).toMatchObject({ status: 'rejected', outcome: { reason: 'review-refused' } })
  expect((await theCase()).outcome?.text).toContain('材料不符')
  expect(paid()).toEqual([])
})

it('amount-differs: the form and the receipt', async () => {
  const { posts, claims, task } = await scene()
  await posts()
  await claims({ medfee_sumamt: '5000.01' })
  expect((await task('review-claim')).facts.reasons).toEqual(['amount-differs'])
  const other = await scene()
  await other.claims()
  await other.verified(true, { medfee_sumamt: '4999.99', psn_name: '别人' })
  expect((await other.task('review-claim')).facts.reasons).toEqual(['name-differs', 'amount-differs', 'amount-missing'])
})

it('an upload ends the review, and what was approved of the form says nothing of it', async () => {
  const { stack, psn, claims, verified, posts, task, decides, paid } = await scene()
  await claims()
  await verified()
  const before = await task('review-claim')
  await posts('4000.00')
  const after = await task('review-claim')
  expect(after.task_id).not.toBe(before.task_id)
  expect(after.facts).toMatchObject({ reasons: ['amount-above'], amt: '2590.00' })
  await decides('review-claim')
  expect(paid()).toEqual(['2590.00'])
  expect(await stack.tasks(psn)).toEqual([])
})

it('nobody is asked of the dead: the claim is made that day, and paid to who the clerk says', async () => {
  const { stack, posts, task, decides, paid, theCase } = await scene()
  await posts()
  await stack.happen('death.registered', { certno: certnoOf(1), dead_date: '2026-03-09' })
  expect(await task('review-claim')).toMatchObject({
    facts: { reasons: ['person-dead'] },
    due_at: '2026-03-16T23:59:59+08:00',
  })
  expect((await decides('review-claim')).status).toBe(400)
  const bank_acct = { bank_code: '102', acct_no: '6222000000000009', acct_name: '家属' }
  expect((await decides('review-claim', { decision: 'approve', bank_acct })).status).toBe(200)
  expect(paid()).toEqual(['840.00'])
  expect(stack.sent('bank')[0]!.data.payee).toMatchObject({ name: '家属', acct_no: '6222000000000009' })
  expect((await theCase()).waiting_for?.what).toBe('payment.settled')
})
