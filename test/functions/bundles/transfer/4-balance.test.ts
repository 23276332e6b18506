/** RULES.md 4.1 to 4.5: the personal account follows. */
import { describe, expect, it } from 'vitest'
import { credit } from '../../../support/people.ts'
import { A, accounts, approve, B, moving, theCase } from './scene.ts'
import { casesIn, holds } from './tables.ts'

const cases = casesIn(`
4.1 nothing in the account
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02
  → cases: B done no-balance; tasks: none; money: none
4.1 all of it was spent
  enrol A 2019-03-01 · credit A 10.00 · spend A 10.00 S1 · pause A 2026-01-31 · enrol B 2026-03-02
  → cases: B done no-balance; tasks: none
4.2 A's clerk is asked of the sum, for 10 working days
  enrol A 2019-03-01 · credit A 2177.04 · pause A 2026-01-31 · enrol B 2026-03-02
  → cases: B waiting approve-transfer-out; tasks: approve-transfer-out A 2177.04; money: A 2177.04; due: 2026-03-16
4.2 money that comes before the approval is in the sum
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · credit A 5.00
  → tasks: approve-transfer-out A 15.00
4.2 what is spent before the approval is not
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · spend A 4.00 S1
  → tasks: approve-transfer-out A 6.00
4.2 all spent before the approval: nobody is asked any more
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · spend A 10.00 S1
  → cases: B done no-balance; tasks: none; money: none
4.3 the whole balance of that moment, virtual in B at once
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · credit A 5.00 · approve
  → cases: B done transferred 15.00; money: B 15.00 virtual; tasks: none
4.3 it joins what the person has in B
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · credit B 7.00 · approve
  → money: B 17.00 (10.00 virtual)
4.3 it can be spent at once
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · spend B 10.00 S1
  → money: none; tasks: none; parked: none
4.3 real money is spent before virtual money
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · credit B 7.00 · approve · spend B 8.00 S1
  → money: B 9.00 virtual
4.4 rejected: it stays, and the relation goes on in B all the same
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · reject
  → cases: B done balance-held; money: A 10.00; tasks: none; relations: A ended 2026-03-02, B normal
4.5 a late credit follows, approval included
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · credit A 3.00
  → cases: B waiting approve-transfer-out; tasks: approve-transfer-out A 3.00; money: A 3.00, B 10.00 virtual
4.5 and the outcome tells the sum of all
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · credit A 3.00 · approve ·
  credit A 2.00 · approve
  → cases: B done transferred 15.00; money: B 15.00 virtual
4.5 a late credit that is rejected stays, and the outcome with it
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · credit A 3.00 · reject
  → cases: B done transferred 10.00; money: A 3.00, B 10.00 virtual
4.5 one that is spent before the approval is not asked for any more
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · credit A 3.00 · spend A 3.00 S1
  → cases: B done transferred 10.00; money: B 10.00 virtual; tasks: none
4.5 after no-balance it follows too
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02 · credit A 3.00 · approve
  → cases: B done transferred 3.00; money: B 3.00 virtual
4.5 while it waits, nobody is told any more that there was nothing
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02 · credit A 3.00
  → cases: B waiting approve-transfer-out; tasks: approve-transfer-out A 3.00; benefit: none
4.5 after balance-held it stays
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · reject · credit A 3.00
  → cases: B done balance-held; money: A 13.00; tasks: none
4.5 after reversed it stays
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · revoke B 2026-03-02 · credit A 3.00
  → cases: B withdrawn reversed 10.00; money: A 13.00; tasks: none
4.5 one that comes when B is paused follows all the same
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · on 2026-04-01 ·
  pause B 2026-03-31 · credit A 3.00
  → tasks: approve-transfer-out A 3.00
`)

describe('the account', () => {
  it.each(cases)('$title', holds)
})

describe('the personal account', () => {
  it('credits the whole balance in B as virtual money on approval', async () => {
    const { stack, psn } = await moving()
    await approve(stack, psn, 'approve-transfer-out')
    expect(await accounts(stack, psn)).toMatchObject({ a: [0, 0], b: [217704, 0] })
    expect(await theCase(stack, psn)).toMatchObject({
      status: 'done',
      outcome: {
        result: 'transferred',
        from_admdvs: A,
        to_admdvs: B,
        amt: '2177.04',
        benefit: 'continuous',
        back_payment_months: 1,
      },
    })
  })

  it('follows with a late credit, approval included', async () => {
    const { stack, psn } = await moving()
    await approve(stack, psn, 'approve-transfer-out')
    await stack.happen('account.credited', credit(psn, A, '100.00'))
    expect((await theCase(stack, psn)).status).toBe('waiting')
    await approve(stack, psn, 'approve-transfer-out')
    expect(await theCase(stack, psn)).toMatchObject({ status: 'done', outcome: { amt: '2277.04' } })
    expect(await accounts(stack, psn)).toMatchObject({ a: [0, 0], b: [227704, 0] })
  })
})
