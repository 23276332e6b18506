/** The examples of RULES.md, through the real inbox, engine and API. */
import { describe, expect, it } from 'vitest'
import { citizen } from '../../../support/api.ts'
import { at, settled } from '../../../support/bank.ts'
import { resident, scene, settlement, upload, voided } from './scene.ts'

describe('a resident of Quzhou, in-patient, ended 2026-03-08, uploaded on the 9th, claimed on the 10th', () => {
  it('inscp 1500.00: ordered at once 840.00, due 2026-03-17', async () => {
    const { posts, chooses, paid, theCase, stack, stamped } = await scene()
    await posts()
    expect(await theCase()).toMatchObject({ status: 'waiting', waiting_for: { actor: 'citizen', what: 'choose' } })
    const answer = await chooses()
    expect(answer.body).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'partner', what: 'payment.settled' },
      due_at: '2026-03-17T23:59:59+08:00',
    })
    expect(paid()).toEqual(['840.00'])
    expect(stamped()).toEqual(['invoice.stamped'])
    await settled(stack, 0, '2026-03-11')
    expect(await theCase()).toMatchObject({
      status: 'done',
      outcome: { result: 'paid', amt: '840.00', inscp_scp_amt: '1500.00', deductible: '300.00', ratio: '0.70' },
    })
  })

  it('inscp 1728.57: 1000.00 at once; 1728.58: 1000.01, reviewed', async () => {
    const least = await scene()
    await least.posts('1728.57')
    await least.chooses()
    expect(least.paid()).toEqual(['1000.00'])
    const above = await scene()
    await above.posts('1728.58')
    const answer = await above.chooses()
    expect(answer.body.waiting_for).toEqual({
      actor: 'clerk',
      what: 'review-claim',
      until: '2026-03-17T23:59:59+08:00',
    })
    expect((await above.task('review-claim')).facts).toMatchObject({ reasons: ['amount-above'], amt: '1000.01' })
    expect(above.paid()).toEqual([])
    await above.decides('review-claim')
    expect(above.paid()).toEqual(['1000.01'])
  })

  it('1500.00, then 1000.00 of the same visit: 840.00 at once, then 700.00 by review', async () => {
    const { posts, chooses, paid, task, decides } = await scene()
    await posts()
    await posts('1000.00', {}, 2)
    await chooses()
    await chooses('claim', 2)
    expect(paid()).toEqual(['840.00'])
    expect((await task('review-claim')).facts).toMatchObject({ reasons: ['amount-above'], amt: '700.00' })
    await decides('review-claim')
    expect(paid()).toEqual(['840.00', '700.00'])
  })

  it('250.00, then 100.00 of the same visit: nothing due, then 35.00', async () => {
    const { posts, chooses, paid, theCase } = await scene()
    await posts('250.00')
    await posts('100.00', {}, 2)
    await chooses()
    expect(await theCase()).toMatchObject({ status: 'done', outcome: { result: 'nothing-due', amt: '0.00' } })
    await chooses('claim', 2)
    expect(paid()).toEqual(['35.00'])
  })

  it('in 130100, the same terms, nothing said of how much is paid at once: reviewed, due 2026-04-08', async () => {
    const { posts, chooses, task } = await scene({ where: '130100', auto: false })
    await posts('1500.00', { fixmedins_code: 'H13010200001' })
    await chooses()
    expect(await task('review-claim')).toMatchObject({ due_at: '2026-04-08T23:59:59+08:00' })
  })

  it('the same POST by the same person, by another', async () => {
    const { claims, stack, theCase } = await scene()
    const other = await resident(stack, 2)
    expect((await claims()).status).toBe(201)
    const again = await claims()
    expect(again).toMatchObject({ status: 409, body: { code: 'already-claimed', case_id: (await theCase()).case_id } })
    const others = await claims({}, citizen(other))
    expect(others).toMatchObject({ status: 409, body: { code: 'receipt-taken' } })
    expect(others.body).not.toHaveProperty('case_id')
  })

  it('uploaded twice, claimed twice: one case, the second action 409, one payment', async () => {
    const { posts, chooses, paid, casesOf } = await scene()
    await posts()
    await posts()
    await chooses()
    expect((await chooses()).status).toBe(409)
    expect(await casesOf()).toHaveLength(1)
    expect(paid()).toEqual(['840.00'])
  })

  it('settled directly, told before the claim, after the order', async () => {
    const before = await scene()
    await before.posts()
    await before.stack.happen('settlement.posted', settlement(before.psn))
    expect(await before.theCase()).toMatchObject({
      status: 'rejected',
      outcome: { result: 'rejected', reason: 'already-settled' },
    })
    const after = await scene()
    await after.posts()
    await after.chooses()
    await after.stack.happen('settlement.posted', settlement(after.psn))
    await after.stack.happen('ownpay.voided', voided(after.psn, '2026-03-10'))
    expect(await after.task('recover-claim')).toMatchObject({ due_at: '2026-03-24T23:59:59+08:00' })
    await after.decides('recover-claim')
    expect((await after.stack.tasks(after.psn)).map(({ kind }) => kind)).toEqual([])
  })

  it('void before the claim, after the order', async () => {
    const before = await scene()
    await before.posts()
    await before.stack.happen('ownpay.voided', voided(before.psn))
    expect(await before.theCase()).toMatchObject({
      status: 'withdrawn',
      outcome: { result: 'withdrawn', reason: 'receipt-void' },
    })
    const after = await scene()
    await after.posts()
    await after.chooses()
    await after.stack.happen('ownpay.voided', voided(after.psn, '2026-03-10'))
    expect((await after.task('recover-claim')).facts).toMatchObject({ reason: 'receipt-void', amt: '840.00' })
    await settled(after.stack, 0, '2026-03-11')
    expect((await after.theCase()).outcome).toMatchObject({ result: 'paid', amt: '840.00' })
  })

  it('paused with the last insured day 2026-03-07, 2026-03-08', async () => {
    const paused = { insu_admdvs: '330800', insutype: '390' }
    const before = await scene()
    await before.stack.happen('enrolment.paused', { psn_no: before.psn, ...paused, paus_insu_date: '2026-03-07' })
    await before.posts()
    expect(await before.casesOf()).toEqual([])
    expect((await before.claims()).body).toMatchObject({
      status: 'rejected',
      admdvs: '330800',
      outcome: { reason: 'not-insured' },
    })
    const last = await scene()
    await last.stack.happen('enrolment.paused', { psn_no: last.psn, ...paused, paus_insu_date: '2026-03-08' })
    await last.posts()
    await last.chooses()
    expect(last.paid()).toEqual(['840.00'])
  })

  it('by the form, not uploaded, verified: a clerk gives what lies within the scope; not valid: rejected', async () => {
    const { claims, verified, decides, paid, theCase, stamped } = await scene()
    const answer = await claims()
    expect(answer.body.waiting_for).toEqual({
      actor: 'partner',
      what: 'invoice.verified',
      until: '2026-03-12T23:59:59+08:00',
    })
    expect(stamped()).toEqual(['invoice.queried'])
    await verified()
    expect((await decides('review-claim')).status).toBe(400)
    expect((await decides('review-claim', { decision: 'approve', inscp_scp_amt: '5000.01' })).status).toBe(400)
    expect((await decides('review-claim', { decision: 'approve', inscp_scp_amt: '1500.00' })).status).toBe(200)
    expect(paid()).toEqual(['840.00'])
    const forged = await scene()
    await forged.claims()
    await forged.verified(false)
    expect(await forged.theCase()).toMatchObject({ status: 'rejected', outcome: { reason: 'receipt-invalid' } })
    expect((await theCase()).status).toBe('waiting')
  })
})

describe('another person', () => {
  it('has the receipt uploaded after the first claimed it: the first is rejected', async () => {
    const { claims, stack, theCase } = await scene()
    const other = await resident(stack, 2)
    await claims()
    await stack.happen('ownpay.posted', upload(other))
    expect(await theCase()).toMatchObject({ status: 'rejected', outcome: { reason: 'receipt-taken' } })
    expect(await theCase(1, other)).toMatchObject({ waiting_for: { what: 'choose' } })
  })

  it('has it uploaded after it was ordered: a clerk recovers, and only then it is theirs', async () => {
    const { posts, chooses, stack, task, decides, theCase } = await scene()
    const other = await resident(stack, 2)
    await posts()
    await chooses()
    await stack.happen('ownpay.posted', upload(other), { time: at('2026-03-10', '11:00') })
    expect(await theCase(1, other)).toMatchObject({ status: 'rejected', outcome: { reason: 'receipt-taken' } })
    expect((await task('recover-claim')).facts).toMatchObject({ reason: 'receipt-taken', amt: '840.00' })
    await decides('recover-claim')
    expect(await theCase(1, other)).toMatchObject({ waiting_for: { what: 'choose' } })
  })
})
