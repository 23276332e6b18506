/** RULES.md 7.5: only clearing makes virtual money real. */
import { describe, expect, it } from 'vitest'
import { A, accounts, approve, B, C, fund, move, moved, moving, revoked, spent } from './scene.ts'
import { casesIn, holds } from './tables.ts'

const cases = casesIn(`
7.5 virtual until its orders are settled
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · clear 2026-03-02
  → money: B 10.00 virtual
7.5 then real
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · clear 2026-03-02 · fund
  → money: B 10.00; cases: B done transferred 10.00
7.5 what was spent meanwhile is funded too, and nothing is left of it
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · spend B 4.00 S1 · clear 2026-03-02 · fund
  → money: B 6.00
7.5 a clearing of the day before takes nothing
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · clear 2026-03-01 · fund
  → money: B 10.00 virtual
7.5 a sum taken back before it is no claim: A is real
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · revoke B 2026-03-02 · clear 2026-03-02 · fund
  → money: A 10.00
7.5 what moved on is real once both claims are paid
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · on 2026-04-01 ·
  pause B 2026-03-31 · enrol C 2026-04-01 · approve · clear 2026-04-01 · fund
  → money: C 10.00
7.5 what B paid for A before the clearing is set off
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve · spend A 4.00 S1 · clear 2026-03-02 · fund
  → money: B 6.00
`)

describe('cleared', () => {
  it.each(cases)('$title', holds)
})

describe('clearing', () => {
  it('clears the claim, and funds it when the bank has settled the order', async () => {
    const { stack, psn } = await moving()
    await approve(stack, psn, 'approve-transfer-out')
    const clearing = await stack.clear('13', '2026-03-02')
    expect(clearing).toMatchObject({
      status: 'open',
      positions: [
        { admdvs: B, net: 217704 },
        { admdvs: A, net: -217704 },
      ],
    })
    const [order] = stack.sent('bank', 'funds.ordered')
    await stack.happen('funds.settled', { ...order!.data, bank_time: '2026-03-03T10:00:00+08:00' })
    expect(await accounts(stack, psn)).toMatchObject({ a: [0, 0], b: [217704, 217704] })
    expect((await stack.clear('13', '2026-03-02')).status).toBe('settled')
  })
})

describe('only clearing makes virtual money real', () => {
  /** 100.00 from A to B and on to C, neither cleared. */
  async function movedTwice() {
    const { stack, psn } = await moved('100.00')
    await stack.advanceTo('2026-04-01T09:00:00+08:00')
    await move(stack, psn, B, '2026-03-31', C, '2026-04-01')
    await approve(stack, psn)
    expect(await accounts(stack, psn)).toMatchObject({ b: [0, 0], c: [10000, 0] })
    return { stack, psn }
  }

  it('what moves on stays virtual and comes back virtual, until it is cleared', async () => {
    const { stack, psn } = await movedTwice()
    await stack.happen('enrolment.revoked', revoked(psn, C, '2026-04-01'))
    expect(await accounts(stack, psn)).toMatchObject({ b: [10000, 0], c: [0, 0] })
    await stack.clear('13', '2026-04-01')
    await fund(stack)
    expect(await accounts(stack, psn)).toMatchObject({ b: [10000, 10000] })
  })

  it('what was paid for meanwhile comes back real', async () => {
    const { stack, psn } = await movedTwice()
    await stack.clear('13', '2026-03-02')
    await fund(stack)
    expect(await accounts(stack, psn)).toMatchObject({ b: [0, 0], c: [10000, 0] })
    await stack.happen('enrolment.revoked', revoked(psn, C, '2026-04-01'))
    expect(await accounts(stack, psn)).toMatchObject({ b: [10000, 10000], c: [0, 0] })
  })

  it('a spending of virtual money that is corrected gives virtual money back', async () => {
    const { stack, psn } = await moved('100.00')
    await stack.happen('account.spent', spent(psn, B, '40.00', 'S1'))
    await stack.happen('account.spent', spent(psn, B, '10.00', 'S1'), { time: '2026-03-03T09:00:00+08:00' })
    expect(await accounts(stack, psn)).toMatchObject({ b: [9000, 0] })
  })
})
