/** RULES.md 3.5: months that are taken back. */
import { describe, expect, test } from 'vitest'
import type { Stack } from '../../../support/stack.ts'
import { contribution, monthsUpTo, pension, retirementStack, settleIn, setYears, theCase } from './scene.ts'

const revocation = (psn_no: string, accrym_begn: string, accrym_end = accrym_begn) => ({
  psn_no,
  insu_admdvs: '130100',
  insutype: '310',
  accrym_begn,
  accrym_end,
  reason: '错报',
})
const byHand = async (stack: Stack, psn: string) =>
  (await stack.tasks(psn, 'any')).filter(({ kind, facts }) => kind === 'reverse-by-hand' && facts.reason === 'revoked')

async function retiring(paid: number, last = '202605') {
  const stack = await retirementStack('2026-05-18T09:00:00+08:00')
  await setYears(stack, '130100')
  const cast = await settleIn(stack, { paid, last })
  await stack.happen('pension.approved', pension(cast.n, cast.brdy, '2026-05-18'))
  return { stack, psn: cast.psn_no }
}

describe('months that are taken back', () => {
  test('before retirement: so many more are to be bought', async () => {
    const { stack, psn } = await retiring(350)
    expect(await theCase(stack, psn)).toMatchObject({ step: 'awaitChoice', state: { firstShortfall: 10 } })
    await stack.happen('contribution.revoked', revocation(psn, '202601', '202602'))
    await stack.act((await theCase(stack, psn)).case_id, { action: 'choose', option: 'lump-sum' })
    expect(stack.sent('tax', 'premium.assessed')).toMatchObject([{ data: { months: 12 } }])
    expect(await byHand(stack, psn)).toEqual([])
  })

  test('after retirement, so that years are missing: it stays, and a clerk of the area is told, once', async () => {
    const { stack, psn } = await retiring(360)
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done', outcome: { result: 'retired', paid: 360 } })
    await stack.happen('contribution.revoked', revocation(psn, '202601', '202602'))
    await stack.happen('contribution.revoked', revocation(psn, '202603'))
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done', outcome: { result: 'retired', paid: 357 } })
    expect(await byHand(stack, psn)).toMatchObject([
      { status: 'open', owner: { role: 'clerk', area: '130100' }, facts: { bundle: 'retirement' } },
    ])
    const again = contribution(psn, '130100', '202601', '202603')
    await stack.happen('contribution.posted', again, { time: '2026-05-19T09:00:00+08:00' })
    expect(await byHand(stack, psn)).toMatchObject([{ status: 'closed' }])
  })

  test('of which there were more than needed: the count follows, and nobody need look', async () => {
    const { stack, psn } = await retiring(372)
    await stack.happen('contribution.revoked', revocation(psn, '202501', '202512'))
    expect(await theCase(stack, psn)).toMatchObject({ outcome: { result: 'retired', paid: 360 } })
    expect(await byHand(stack, psn)).toEqual([])
  })

  test('that had gone back for being too late are got back by hand, as any correction downwards', async () => {
    const { stack, psn } = await retiring(360)
    await stack.happen('contribution.posted', contribution(psn, '130100', '202606'))
    await stack.happen('contribution.revoked', revocation(psn, '202606'))
    const tasks = await stack.tasks(psn)
    expect(tasks).toMatchObject([{ kind: 'reverse-by-hand', facts: { month: '202606', amt_psn: '120.00' } }])
  })

  test('of a run in another place of the province count there no more', async () => {
    const { stack, psn } = await retiring(340)
    await stack.happen('contribution.posted', { ...monthsUpTo(psn, '130200', 20, '199601') })
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done' })
    await stack.happen('contribution.revoked', { ...revocation(psn, '199501'), insu_admdvs: '130200' })
    expect(await byHand(stack, psn)).toHaveLength(1)
  })
})
