/** RULES.md 4.1 to 4.3: paid in the call that claims, to whom, and what the claim counts for. */
import { expect, it } from 'vitest'
import { settlementsOf } from '../../../../shared/registers/care/settlements.ts'
import { citizen, operator } from '../../../support/api.ts'
import { at, otherAccount, returned, settled } from '../../../support/bank.ts'
import { register } from '../../../support/people.ts'
import { area, resident, scene, upload, voided } from './scene.ts'

it('without an account nothing is ordered, and what is learned meanwhile still counts', async () => {
  const { stack, api, casesOf, theCase, chooses, paid } = await scene()
  const psn = await register(stack, 5)
  const other = await resident(stack, 6)
  await stack.happen('enrolment.registered', {
    psn_no: psn,
    insu_admdvs: area,
    insutype: '390',
    psn_type: '15',
    psn_insu_date: '2020-01-01',
  })
  await stack.happen('ownpay.posted', upload(psn))
  await chooses('claim', 1, psn)
  const waiting = await theCase(1, psn)
  expect(waiting).toMatchObject({ waiting_for: { actor: 'citizen', what: 'provide-bank-account' } })
  await stack.happen('ownpay.voided', voided(psn, '2026-03-10'))
  expect((await theCase(1, psn)).outcome).toMatchObject({ reason: 'receipt-void' })
  await stack.happen('ownpay.posted', upload(psn), { time: at('2026-03-10', '12:00') })
  const account = { action: 'provide-bank-account', ...otherAccount, acct_name: '测试5' }
  const { case_id } = waiting
  expect((await api.call(citizen(psn), `POST /v1/cases/${case_id}/actions`, account)).status).toBe(200)
  expect(paid()).toEqual(['840.00'])
  expect(await casesOf(other)).toEqual([])
})

it('returned, another account will do; the books come out even', async () => {
  const { stack, api, posts, chooses, theCase, paid } = await scene()
  await posts()
  await chooses()
  await returned(stack, 0, '2026-03-11')
  expect(await theCase()).toMatchObject({ waiting_for: { what: 'provide-bank-account' } })
  const { case_id } = await theCase()
  const account = { action: 'provide-bank-account', ...otherAccount, acct_name: '测试1' }
  await api.call(citizen('P000001'), `POST /v1/cases/${case_id}/actions`, account)
  expect(paid()).toEqual(['840.00', '840.00'])
  await settled(stack, 1, '2026-03-12')
  expect(await theCase()).toMatchObject({ status: 'done', outcome: { result: 'paid', amt: '840.00' } })
  const { body } = await api.call(operator, 'GET /v1/ledger/check')
  expect(body).toMatchObject({ balanced: true, violations: [] })
})

it('counts as a settlement with the order, and with nothing due', async () => {
  const { stack, psn, posts, chooses, theCase } = await scene()
  await posts()
  await posts('100.00', { mdtrt_id: 'M2' }, 2)
  expect(settlementsOf(await stack.file(psn))).toEqual([])
  await chooses()
  await chooses('claim', 2)
  const counted = settlementsOf(await stack.file(psn)).map(({ setl_id, fund, inScope, assistance, day }) => [
    setl_id,
    fund,
    inScope,
    assistance,
    day,
  ])
  const ids = [(await theCase()).case_id, (await theCase(2)).case_id]
  expect(counted.toSorted()).toEqual(
    [
      [ids[0], 84000, 150000, 0, '2026-03-08'],
      [ids[1], 0, 10000, 0, '2026-03-08'],
    ].toSorted(),
  )
})

/** Somebody insured of whom no account is known, their receipts, and the account that they give at last. */
async function withoutAccount(receipts: readonly string[]) {
  const one = await scene()
  const { stack, api } = one
  const psn = await register(stack, 5)
  const insured = { psn_no: psn, insu_admdvs: area, insutype: '390', psn_type: '15', psn_insu_date: '2020-01-01' }
  await stack.happen('enrolment.registered', insured)
  for (const [nth, inscp] of receipts.entries()) {
    await stack.happen('ownpay.posted', upload(psn, inscp, {}, nth + 1))
    await one.chooses('claim', nth + 1, psn)
  }
  const gives = async () => {
    const account = { action: 'provide-bank-account', ...otherAccount, acct_name: '测试5' }
    return api.call(citizen(psn), `POST /v1/cases/${(await one.theCase(1, psn)).case_id}/actions`, account)
  }
  return { ...one, psn, gives }
}

it('another upload that comes while an account is looked for is looked at as if it had come first', async () => {
  const { stack, psn, task, gives, paid } = await withoutAccount(['1500.00'])
  const other = upload(psn, '4900.00', { rel_ttp_flag: '1' })
  await stack.happen('ownpay.posted', other, { time: at('2026-03-10', '12:00') })
  expect((await task('review-claim', psn)).facts).toMatchObject({
    reasons: ['amount-above', 'third-party'],
    amt: '3220.00',
  })
  expect((await gives()).status).toBe(409)
  expect(paid()).toEqual([])
})

it('of two receipts that wait for one account the second is looked at if both come to more', async () => {
  const { psn, task, gives, paid } = await withoutAccount(['1500.00', '1000.00'])
  expect((await gives()).status).toBe(200)
  expect(paid()).toEqual(['840.00'])
  expect((await task('review-claim', psn)).facts).toMatchObject({ reasons: ['amount-above'], amt: '700.00' })
})
