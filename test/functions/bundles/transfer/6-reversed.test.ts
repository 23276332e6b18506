/** RULES.md 6.2, 6.3, 6.5: B falls away when money has moved. */
import { describe, expect, it } from 'vitest'
import { credit } from '../../../support/people.ts'
import { A, accounts, approve, B, byHand, fund, moved, moving, revoked, spent, theCase } from './scene.ts'
import { casesIn, holds } from './tables.ts'

const cases = casesIn(`
6.2 whole: it goes back as if nothing had been
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · revoke B 2026-03-02
  → cases: B withdrawn reversed 10.00; money: A 10.00; tasks: none; relations: A paused, B to come
6.2 in a clearing: by an opposite claim
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · clear 2026-03-02 · revoke B 2026-03-02
  → cases: B withdrawn reversed 10.00; money: A 10.00 virtual; tasks: none
6.2 after it was funded, too
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · clear 2026-03-02 · fund · revoke B 2026-03-02
  → cases: B withdrawn reversed 10.00; money: A 10.00 virtual; tasks: none
6.2 a late credit that moved goes back with it
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · credit A 3.00 · approve · revoke B 2026-03-02
  → cases: B withdrawn reversed 13.00; money: A 13.00; tasks: none
6.2 real money was spent first, so the virtual money is whole
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · credit B 5.00 · approve · spend B 5.00 S1 · revoke B 2026-03-02
  → cases: B withdrawn reversed 10.00; money: A 10.00; tasks: none
6.2 revoked twice: once
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · revoke B 2026-03-02 · revoke B 2026-03-02
  → cases: B withdrawn reversed 10.00; money: A 10.00
6.3 spent in part: clerks of both areas
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · spend B 0.01 S1 · revoke B 2026-03-02
  → cases: B done transferred 10.00; money: B 9.99 virtual; tasks: reverse-by-hand A 10.00, reverse-by-hand B 10.00
6.3 refunded: clerks of both areas
  account · refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · bank settles · revoke B 2026-03-02
  → cases: B done refunded 10.00; tasks: reverse-by-hand A 10.00, reverse-by-hand B 10.00
6.5 other money of the person in B does not move
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · credit B 5.00 · revoke B 2026-03-02
  → cases: B withdrawn reversed 10.00; money: A 10.00, B 5.00
6.5 funded: B's real money must suffice
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · clear 2026-03-02 · fund · spend B 1.00 S1 · revoke B 2026-03-02
  → money: B 9.00; tasks: reverse-by-hand A 10.00, reverse-by-hand B 10.00
6.5 and does, if other money made up for it
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · clear 2026-03-02 · fund · spend B 1.00 S1 · credit B 1.00 · revoke B 2026-03-02
  → cases: B withdrawn reversed 10.00; money: A 10.00 virtual; tasks: none
6.6 moved on with the person: clerks
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · on 2026-04-01 ·
  pause B 2026-03-31 · enrol C 2026-04-01 · approve · revoke B 2026-03-02
  → money: C 10.00 virtual; tasks: reverse-by-hand A 10.00, reverse-by-hand B 10.00
`)

describe('after the approval', () => {
  it.each(cases)('$title', holds)
})

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
