/** RULES.md 2.1 to 2.5: what cannot be claimed, and what is taken up again. */
import { expect, it } from 'vitest'
import { at } from '../../../support/bank.ts'
import { enrolment, register } from '../../../support/people.ts'
import { area, form, resident, scene, settlement, upload, voided } from './scene.ts'

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

it('asks anew whoever was told that it cannot be claimed', async () => {
  const { stack, psn, posts, theCase } = await scene()
  await posts()
  await stack.happen('settlement.posted', settlement(psn))
  await stack.advanceTo(at('2027-05-10'))
  const revoked = { psn_no: psn, setl_id: 'JS1', reason: '录入有误' }
  await stack.happen('settlement.revoked', revoked)
  const until = '2028-05-09T23:59:59+08:00'
  expect(await theCase()).toMatchObject({ waiting_for: { what: 'choose', until } })
  expect(stack.sent('notice').at(-1)?.data.template).toBe('reimbursement.ask')
})

it('is void whoever is named: the one before, to whom it was uploaded by mistake', async () => {
  const { stack, psn, posts, theCase } = await scene()
  const other = await resident(stack, 2)
  await posts()
  await stack.happen('ownpay.posted', upload(other), { time: at('2026-03-09', '11:00') })
  await stack.happen('ownpay.voided', voided(psn), { time: at('2026-03-09', '12:00') })
  expect((await theCase(1, other)).outcome).toMatchObject({ result: 'withdrawn', reason: 'receipt-void' })
  await stack.happen('ownpay.posted', upload(other), { time: at('2026-03-09', '13:00') })
  expect(await theCase(1, other)).toMatchObject({ waiting_for: { what: 'choose' } })
})

it('is void whoever is named: the one who never had it, while another claims it by the form', async () => {
  const { stack, claims, theCase } = await scene()
  const other = await resident(stack, 2)
  await claims()
  await stack.happen('ownpay.voided', voided(other, '2026-03-10'))
  expect((await stack.file(other)).all('parked')).toEqual([])
  expect((await theCase()).outcome).toMatchObject({ result: 'rejected', reason: 'receipt-void' })
})

it('stays settled as long as one of two settlements bears it', async () => {
  const { stack, posts, theCase } = await scene()
  const other = await resident(stack, 2)
  await posts()
  for (const id of ['JS1', 'JS2']) await stack.happen('settlement.posted', settlement(other, id))
  const revoke = (setl_id: string) =>
    stack.happen(
      'settlement.revoked',
      { psn_no: other, setl_id, reason: '录入有误' },
      { time: at('2026-03-09', '12:00') },
    )
  await revoke('JS1')
  expect((await theCase()).outcome).toMatchObject({ reason: 'already-settled' })
  await revoke('JS2')
  expect(await theCase()).toMatchObject({ waiting_for: { what: 'choose' } })
})
