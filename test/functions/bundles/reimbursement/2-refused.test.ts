/** RULES.md 2.1 to 2.5: what cannot be claimed, and what is taken up again. */
import { expect, it } from 'vitest'
import { at } from '../../../support/bank.ts'
import { enrolment, register } from '../../../support/people.ts'
import { area, form, scene, settlement, upload, voided } from './scene.ts'

it('goes on where it stood if the person is insured after all', async () => {
  const { stack, psn, claims, theCase } = await scene()
  await stack.happen('enrolment.paused', {
    psn_no: psn,
    insu_admdvs: area,
    insutype: '390',
    paus_insu_date: '2026-03-07',
  })
  await claims({ fixmedins_code: 'H33010200001' })
  expect(await theCase()).toMatchObject({ status: 'rejected', admdvs: '330100', outcome: { reason: 'not-insured' } })
  await stack.happen('enrolment.registered', {
    ...enrolment(psn, area, '2026-03-08'),
    insutype: '390',
    psn_type: '15',
  })
  expect(await theCase()).toMatchObject({
    status: 'waiting',
    admdvs: area,
    waiting_for: { what: 'invoice.verified' },
    due_at: '2026-03-17T23:59:59+08:00',
  })
})

it('goes on if the settlement is revoked, or the receipt uploaded again', async () => {
  const { stack, psn, posts, chooses, theCase, paid } = await scene()
  await posts()
  await stack.happen('settlement.posted', settlement(psn))
  expect((await theCase()).status).toBe('rejected')
  const later = { time: at('2026-03-09', '11:00') }
  await stack.happen('settlement.revoked', { psn_no: psn, setl_id: 'JS1', reason: '录入有误' }, later)
  expect(await theCase()).toMatchObject({ waiting_for: { what: 'choose' } })
  await stack.happen('ownpay.voided', voided(psn), { time: at('2026-03-09', '12:00') })
  expect((await theCase()).status).toBe('withdrawn')
  await stack.happen('ownpay.posted', upload(psn), { time: at('2026-03-09', '13:00') })
  await chooses()
  expect(paid()).toEqual(['840.00'])
})

it('that somebody else’s settlement bears is settled already', async () => {
  const { stack, posts, theCase } = await scene()
  await posts()
  await register(stack, 3)
  await stack.happen('settlement.posted', settlement('P000003', 'JS9'))
  expect((await theCase()).outcome).toMatchObject({ reason: 'already-settled' })
})

it('is too late after so many days from the end of the visit', async () => {
  for (const [within, status] of [
    [1, 'rejected'],
    [2, 'waiting'],
  ] as const) {
    const { stack, posts, chooses } = await scene()
    await stack.policy({ name: 'claim_within_days', admdvs: area, value: within })
    await posts()
    expect((await chooses()).body.status).toBe(status)
  }
})

it('needs an end that is not before its beginning', async () => {
  const { claims } = await scene()
  const answer = await claims({ begntime: form().endtime, endtime: form().begntime })
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'form.endtime' }] } })
})
