/** RULES.md 5.1 to 5.4: what a clerk looks at. */
import { expect, it } from 'vitest'
import { partner } from '../../../support/api.ts'
import { at } from '../../../support/bank.ts'
import { certnoOf } from '../../../support/people.ts'
import { area, resident, scene, upload } from './scene.ts'

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

it('of who has not died after all nobody said that none else is liable: they are asked', async () => {
  const { stack, posts, theCase, chooses, paid } = await scene()
  await posts()
  await stack.happen('death.registered', { certno: certnoOf(1), dead_date: '2026-03-09' })
  await stack.advanceTo(at('2026-03-10'))
  await stack.happen('death.revoked', { certno: certnoOf(1), reason: '误报' })
  expect(await theCase()).toMatchObject({ waiting_for: { what: 'choose' } })
  expect(paid()).toEqual([])
  await chooses()
  expect(paid()).toEqual(['840.00'])
})

it('claimed-by-another: also by who was refused in that very moment', async () => {
  const { stack, psn, claims, chooses, task } = await scene()
  const other = await resident(stack, 2)
  const paused = { psn_no: psn, insu_admdvs: area, insutype: '390', paus_insu_date: '2026-03-07' }
  await stack.happen('enrolment.paused', paused)
  await claims()
  await stack.happen('ownpay.posted', upload(other))
  await chooses('claim', 1, other)
  expect((await task('review-claim', other)).facts.reasons).toEqual(['claimed-by-another'])
})

it('end-in-future: a stay still to come may be announced', async () => {
  const { stack, api, psn, chooses, task } = await scene()
  const source = 'urn:partner:medins'
  const announced = upload(psn, '1500.00', { begntime: at('2026-03-15'), endtime: at('2026-03-20') })
  const event = { specversion: '1.0', id: 'u1', source, type: 'mianshen.ownpay.posted.v1', time: at('2026-03-09') }
  const answer = await api.call(partner(source), 'POST /v1/events', { ...event, data: announced })
  expect(answer.body.results).toEqual([{ id: 'u1', status: 'accepted' }])
  await stack.run()
  await chooses()
  expect((await task('review-claim')).facts.reasons).toEqual(['end-in-future'])
})
