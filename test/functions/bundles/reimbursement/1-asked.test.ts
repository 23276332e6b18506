/** RULES.md 1.1 to 1.6: who is asked, who claims by themselves, and whose a receipt is. */
import { describe, expect, it } from 'vitest'
import { citizen } from '../../../support/api.ts'
import { at } from '../../../support/bank.ts'
import { bankAccount, register } from '../../../support/people.ts'
import { birth, childOf, motherBirth, paid as premium } from '../newborn/scene.ts'
import { area, numbers, resident, scene, settlement, upload, voided } from './scene.ts'

const told = ({ stack }: Awaited<ReturnType<typeof scene>>) =>
  stack
    .sent('notice')
    .filter(({ data }) => data.template.startsWith('reimbursement.'))
    .map(({ data }) => [data.template.replace('reimbursement.', ''), data.text])

describe('who is asked', () => {
  it('is told what the hospital, the receipt and the claim come to; reminded; and at last not claimed', async () => {
    const one = await scene()
    await one.posts()
    expect(told(one)).toEqual([['ask', expect.stringMatching(/衢州.*0000000001.*5000\.00元.*1500\.00元.*840\.00元/)]])
    await one.stack.advanceTo(at('2026-07-01'))
    expect(told(one).map(([what]) => what)).toEqual(['ask', 'reminder', 'reminder', 'reminder'])
    await one.stack.advanceTo('2027-03-09T23:59:58+08:00')
    expect((await one.theCase()).status).toBe('waiting')
    await one.stack.advanceTo(at('2027-03-10'))
    expect(await one.theCase()).toMatchObject({ status: 'done', outcome: { result: 'not-claimed', amt: '0.00' } })
    expect((await one.claims()).status).toBe(201)
    expect(one.paid()).toEqual(['840.00'])
  })

  it('of a newborn is the guardian, once the premium is paid from birth; they are paid', async () => {
    const { stack, api, paid } = await scene({ where: '530100' })
    await register(stack, 2, { brdy: motherBirth, bank_acct: { ...bankAccount, acct_name: '测试2' } })
    await stack.happen('birth.certified', birth('2026-03-01'))
    const { psn_no: _, ...named } = upload('', '1500.00', { psn_name: '测试宝宝', fixmedins_code: 'H53010200001' })
    await stack.happen('ownpay.posted', { ...named, birth_cert_no: 'Z530000001' })
    expect(await stack.cases(childOf(), 'reimbursement')).toEqual([])
    await stack.happen('premium.paid', premium(2026, '2026-03-09'))
    const [row] = await stack.cases(childOf(), 'reimbursement')
    expect(row).toMatchObject({ waiting_for: { what: 'choose' } })
    const asked = stack.sent('notice').filter(({ data }) => data.template === 'reimbursement.ask')
    expect(asked.map(({ data }) => data.psn_no)).toEqual(['P000002'])
    const answer = await api.call(citizen('P000002'), `POST /v1/cases/${row!.case_id}/actions`, {
      action: 'choose',
      option: 'claim',
    })
    expect(answer.status).toBe(200)
    expect(paid()).toEqual(['840.00'])
    expect(stack.sent('bank')[0]!.data.payee).toMatchObject({ name: '测试2' })
  })
})

it('concerns the insured area, which is in charge, and the institution’s', async () => {
  const { api, psn, posts, theCase } = await scene()
  await posts('1500.00', { fixmedins_code: 'H33010200001' })
  const { body } = await api.call(citizen(psn), `GET /v1/cases/${(await theCase()).case_id}`)
  expect(body).toMatchObject({ admdvs: '330800', areas: ['330800', '330100'] })
})

describe('who claims by the form', () => {
  it('answers the question of an upload; a wrong check code is 400', async () => {
    const { posts, claims, casesOf, paid } = await scene()
    await posts()
    const wrong = await claims({ elec_bill_chkcode: 'zzzzzz' })
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ field: 'form.elec_bill_chkcode' }] } })
    expect((await claims()).body.waiting_for.what).toBe('payment.settled')
    expect(await casesOf()).toHaveLength(1)
    expect(paid()).toEqual(['840.00'])
  })

  it('may claim what was declined, or found not valid', async () => {
    const { posts, chooses, claims, paid, theCase, casesOf } = await scene()
    await posts()
    await chooses('decline')
    expect(await theCase()).toMatchObject({ status: 'done', outcome: { result: 'declined', amt: '0.00' } })
    await claims()
    expect(paid()).toEqual(['840.00'])
    expect(await casesOf()).toHaveLength(1)
    const forged = await scene()
    await forged.claims()
    await forged.verified(false)
    expect((await forged.claims({ elec_bill_chkcode: 'b2c3d4' })).body).toMatchObject({
      waiting_for: { what: 'invoice.verified' },
    })
    expect(forged.stamped()).toEqual(['invoice.queried', 'invoice.queried'])
  })

  it('may claim what was refused before anybody claimed it: it stands refused as claimed, and is paid once the ground is gone', async () => {
    const { stack, psn, posts, claims, theCase, paid } = await scene()
    await posts()
    await stack.happen('settlement.posted', settlement(psn))
    expect((await claims()).body).toMatchObject({ status: 'rejected', outcome: { reason: 'already-settled' } })
    expect((await claims()).body).toMatchObject({ code: 'already-claimed', case_id: (await theCase()).case_id })
    const revoked = { psn_no: psn, setl_id: 'JS1', reason: '录入有误' }
    await stack.happen('settlement.revoked', revoked, { time: at('2026-03-10', '12:00') })
    expect(paid()).toEqual(['840.00'])
  })

  it('asks anew with each claim: an answer of the same moment answers the later one, and what is said of another receipt none', async () => {
    const { claims, stack, theCase, task } = await scene()
    await claims()
    const { case_id } = await theCase()
    const says = (valid: boolean, n = 1) =>
      stack.happen('invoice.verified', { case_id, ...numbers(n), valid }, { time: at('2026-03-10', '10:00') })
    await says(false)
    expect((await theCase()).outcome).toMatchObject({ reason: 'receipt-invalid' })
    await claims()
    await says(true, 2)
    expect((await theCase()).waiting_for?.what).toBe('invoice.verified')
    await says(true)
    expect((await task('review-claim')).facts.reasons).toEqual(['amount-missing'])
  })

  it('waits to the end of the 2nd working day; an upload that comes before the order is as good as the first', async () => {
    const { stack, psn, claims, posts, task, paid } = await scene()
    await claims()
    await stack.advanceTo(at('2026-03-13', '00:01'))
    expect((await task('review-claim')).facts).toMatchObject({ reasons: ['not-verified', 'amount-missing'] })
    await posts()
    expect(await stack.tasks(psn)).toEqual([])
    expect(paid()).toEqual(['840.00'])
  })

  it('with another check code than the upload that comes later claimed nothing: they are asked', async () => {
    const { claims, posts, theCase, paid } = await scene()
    await claims({ elec_bill_chkcode: 'zzzzzz' })
    await posts()
    expect(await theCase()).toMatchObject({ waiting_for: { what: 'choose' } })
    expect(paid()).toEqual([])
  })

  it('with another check code and another sum claimed nothing that the choice would differ from', async () => {
    const { claims, posts, chooses, paid } = await scene()
    await claims({ elec_bill_chkcode: 'zzzzzz', medfee_sumamt: '4000.00' })
    await posts()
    await chooses()
    expect(paid()).toEqual(['840.00'])
  })

  it('is refused for nobody of theirs, and told the case of a dependant', async () => {
    const { stack, claims } = await scene({ where: '530100' })
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('birth.certified', birth('2026-03-01'))
    await stack.happen('premium.paid', premium(2026, '2026-03-09'))
    const { psn_no: _, ...named } = upload('', '1500.00', { fixmedins_code: 'H53010200001' })
    await stack.happen('ownpay.posted', { ...named, birth_cert_no: 'Z530000001' })
    const [row] = await stack.cases(childOf(), 'reimbursement')
    const parent = citizen('P000002')
    const place = { fixmedins_code: 'H53010200001' }
    expect(await claims(place, parent)).toMatchObject({
      status: 409,
      body: { code: 'already-claimed', case_id: row!.case_id },
    })
    expect((await claims({ ...place, psn_no: 'P000001' }, parent)).status).toBe(404)
    expect((await claims({ ...place, psn_no: childOf() }, parent)).status).toBe(201)
  })
})

describe('a receipt', () => {
  it('is whose the later upload says, whichever comes first', async () => {
    for (const order of [1, -1]) {
      const { stack, theCase } = await scene()
      const other = await resident(stack, 2)
      const uploads = [
        [upload('P000001'), at('2026-03-09', '10:00')],
        [upload(other), at('2026-03-09', '11:00')],
      ] as const
      stack.clock.set(at('2026-03-09', '12:00') as never)
      for (const [data, time] of uploads.toSorted(() => order)) await stack.happen('ownpay.posted', data, { time })
      expect((await theCase()).outcome).toMatchObject({ reason: 'receipt-taken' })
      expect(await theCase(1, other)).toMatchObject({ waiting_for: { what: 'choose' } })
    }
  })

  it('is free for others once a claim by form was rejected, who are looked at', async () => {
    const { stack, claims, verified, theCase, task } = await scene()
    const other = await resident(stack, 2)
    await claims()
    await verified(false)
    expect((await claims({}, citizen(other))).status).toBe(201)
    expect((await claims()).body).toMatchObject({ status: 409, code: 'receipt-taken' })
    const { case_id } = await theCase(1, other)
    await stack.happen('invoice.verified', { case_id, ...numbers(), valid: true })
    expect((await task('review-claim', other)).facts).toMatchObject({
      reasons: ['amount-missing', 'claimed-by-another'],
    })
  })

  it('that is void waits for the receipt it is about, a claim by form included', async () => {
    const { stack, psn, claims, theCase } = await scene()
    await stack.happen('ownpay.voided', voided(psn, '2026-03-09'))
    expect((await stack.file(psn)).all('parked').map(({ reason }) => reason)).toEqual(['needs-receipt'])
    await claims()
    expect(await theCase()).toMatchObject({ status: 'rejected', admdvs: area, outcome: { reason: 'receipt-void' } })
  })
})
