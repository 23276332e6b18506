/** RULES.md 6.1 to 6.2: what is learned after the order. */
import { expect, it } from 'vitest'
import { settlementsOf } from '../../../../shared/registers/care/settlements.ts'
import { citizen, operator } from '../../../support/api.ts'
import { at, otherAccount, returned, settled } from '../../../support/bank.ts'
import { resident, scene, settlement, upload, voided } from './scene.ts'

it('settled directly it counts once: the claim no more, and again if the settlement is revoked', async () => {
  const { stack, psn, posts, chooses, theCase } = await scene()
  await posts()
  await chooses()
  const { case_id } = await theCase()
  const counted = async () => settlementsOf(await stack.file(psn)).map(({ setl_id }) => setl_id)
  await stack.happen('settlement.posted', settlement(psn))
  expect(await counted()).toEqual(['JS1'])
  const revoked = { psn_no: psn, setl_id: 'JS1', reason: '录入有误' }
  await stack.happen('settlement.revoked', revoked, { time: at('2026-03-10', '12:00') })
  expect(await counted()).toEqual([case_id])
  expect(await stack.tasks(psn)).toEqual([])
})

it('weeks after the end the case is still found', async () => {
  const { stack, psn, posts, chooses, theCase, task } = await scene()
  await posts()
  await chooses()
  await settled(stack, 0, '2026-03-11')
  await stack.advanceTo(at('2026-05-11'))
  await stack.happen('account.credited', { psn_no: psn, insu_admdvs: '330800', amt: '1.00' })
  const { case_id } = await theCase()
  expect((await stack.file(psn)).restOf('case', case_id)).toBeDefined()
  await stack.happen('settlement.posted', settlement(psn))
  expect((await task('recover-claim')).facts).toMatchObject({ reason: 'already-settled', amt: '840.00' })
  expect(await theCase()).toMatchObject({ status: 'done', outcome: { result: 'paid' } })
})

it('left, it stays the first one’s', async () => {
  const { stack, posts, chooses, decides, theCase } = await scene()
  const other = await resident(stack, 2)
  await posts()
  await chooses()
  await stack.happen('ownpay.posted', upload(other), { time: at('2026-03-10', '11:00') })
  await decides('recover-claim', { decision: 'reject', reason: '金额很小' })
  expect((await theCase(1, other)).outcome).toMatchObject({ reason: 'receipt-taken' })
  expect(await stack.tasks('P000001')).toEqual([])
})

it('void and then uploaded for another, it is theirs once it is recovered; so is what is uploaded after that', async () => {
  for (const isUploadedLast of [false, true]) {
    const { stack, psn, posts, chooses, decides, theCase } = await scene()
    const other = await resident(stack, 2)
    const isTheirs = () => stack.happen('ownpay.posted', upload(other), { time: at('2026-03-10', '12:00') })
    await posts()
    await chooses()
    await stack.happen('ownpay.voided', voided(psn, '2026-03-10'), { time: at('2026-03-10', '11:00') })
    if (!isUploadedLast) await isTheirs()
    await decides('recover-claim')
    if (isUploadedLast) await isTheirs()
    expect(await theCase(1, other)).toMatchObject({ waiting_for: { what: 'choose' } })
    expect(await stack.tasks(psn)).toEqual([])
  }
})

it('of which nothing was due, and which is uploaded for another, it counts for them alone', async () => {
  const { stack, psn, posts, chooses, theCase } = await scene()
  const other = await resident(stack, 2)
  await posts('100.00')
  await chooses()
  await stack.happen('ownpay.posted', upload(other, '100.00'), { time: at('2026-03-10', '11:00') })
  await chooses('claim', 1, other)
  expect(settlementsOf(await stack.file(psn))).toEqual([])
  expect(settlementsOf(await stack.file(other))).toHaveLength(1)
  expect((await theCase()).outcome).toMatchObject({ result: 'nothing-due' })
})

it('that came back is not ordered again while it is settled directly; once that is revoked it is', async () => {
  const { stack, api, psn, posts, chooses, theCase, paid } = await scene()
  await posts()
  await chooses()
  await returned(stack, 0, '2026-03-11')
  await stack.happen('settlement.posted', settlement(psn))
  expect(await theCase()).toMatchObject({ status: 'rejected', outcome: { reason: 'already-settled', amt: '0.00' } })
  const { body } = await api.call(operator, 'GET /v1/ledger/check')
  expect(body).toMatchObject({ balanced: true, violations: [] })
  const revoked = { psn_no: psn, setl_id: 'JS1', reason: '录入有误' }
  await stack.happen('settlement.revoked', revoked, { time: at('2026-03-11', '12:00') })
  const { case_id } = await theCase()
  const account = { action: 'provide-bank-account', ...otherAccount, acct_name: '测试1' }
  expect((await api.call(citizen(psn), `POST /v1/cases/${case_id}/actions`, account)).status).toBe(200)
  expect(paid()).toEqual(['840.00', '840.00'])
  expect(await stack.tasks(psn)).toEqual([])
})

it('that comes back after it was recovered, or left, is not ordered again, or is', async () => {
  for (const decision of ['approve', 'reject'] as const) {
    const { stack, psn, posts, chooses, decides, theCase } = await scene()
    await posts()
    await chooses()
    await stack.happen('ownpay.voided', voided(psn, '2026-03-10'), { time: at('2026-03-10', '11:00') })
    await decides('recover-claim', { decision, reason: '金额很小' })
    await returned(stack, 0, '2026-03-11')
    const expected = decision === 'approve' ? { status: 'rejected' } : { waiting_for: { what: 'provide-bank-account' } }
    expect(await theCase()).toMatchObject(expected)
  }
})
