/** RULES.md 6.2, 6.3, 6.5: B falls away when money has moved. */
import { describe, expect, it } from 'vitest'
import { credit } from '../../../support/people.ts'
import { A, accounts, approve, B, byHand, fund, moved, moving, revoked, spent, theCase } from './scene.ts'

describe('a revocation after the approval', () => {
  it('reverses when B is revoked after approval and nothing is spent, in a clearing or not', async () => {
    for (const cleared of [false, true]) {
      const { stack, psn } = await moving()
      await approve(stack, psn, 'approve-transfer-out')
      if (cleared) await stack.clear('13', '2026-03-02')
      await stack.happen('enrolment.revoked', revoked(psn, B, '2026-03-02'))
      expect(await theCase(stack, psn)).toMatchObject({ status: 'withdrawn', outcome: { result: 'reversed' } })
      expect(await accounts(stack, psn)).toMatchObject({ a: [217704, cleared ? 0 : 217704], b: [0, 0] })
    }
  })

  it('leaves a partly spent transfer to clerks of both areas when B is revoked', async () => {
    const { stack, psn } = await moving()
    await approve(stack, psn, 'approve-transfer-out')
    await stack.happen('account.spent', spent(psn, B, '7.04', 'S1'))
    await stack.happen('enrolment.revoked', revoked(psn, B, '2026-03-02'))
    expect((await stack.tasks(psn)).map((t) => [t.kind, t.admdvs]).sort()).toEqual([
      ['reverse-by-hand', B],
      ['reverse-by-hand', A],
    ])
    expect(await accounts(stack, psn)).toMatchObject({ a: [0, 0], b: [217000, 0] })
  })
})

describe('a revocation while the clearing is open', () => {
  it("moves nothing of the person's own money once the virtual part was spent, also in part", async () => {
    for (const sum of ['100.00', '1.00']) {
      const { stack, psn } = await moved('100.00')
      await stack.happen('account.spent', spent(psn, B, sum, 'S1'))
      await stack.clear('13', '2026-03-02')
      await stack.happen('account.credited', credit(psn, B, '500.00'))
      const before = await accounts(stack, psn)
      await stack.happen('enrolment.revoked', revoked(psn, B, '2026-03-02'))
      expect(await byHand(stack, psn)).toEqual([
        [B, '100.00'],
        [A, '100.00'],
      ])
      expect(await accounts(stack, psn)).toEqual(before)
    }
  })

  it('also when the claim was paid meanwhile', async () => {
    const { stack, psn } = await moved('100.00')
    await stack.happen('account.spent', spent(psn, B, '1.00', 'S1'))
    await stack.clear('13', '2026-03-02')
    await fund(stack)
    await stack.happen('account.credited', credit(psn, B, '500.00'))
    await stack.happen('enrolment.revoked', revoked(psn, B, '2026-03-02'))
    expect(await byHand(stack, psn)).toHaveLength(2)
    expect(await accounts(stack, psn)).toMatchObject({ a: [0, 0], b: [59900, 59900] })
  })

  it('takes back the very money that the transfer brought, and leaves own money funded', async () => {
    const { stack, psn } = await moved('100.00')
    await stack.happen('account.credited', credit(psn, B, '500.00'))
    await stack.clear('13', '2026-03-02')
    await stack.happen('enrolment.revoked', revoked(psn, B, '2026-03-02'))
    expect(await accounts(stack, psn)).toMatchObject({ a: [10000, 0], b: [50000, 50000] })
  })
})
