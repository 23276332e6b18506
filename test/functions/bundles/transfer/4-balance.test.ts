/** RULES.md 4.1 to 4.5: the personal account follows. */
import { describe, expect, it } from 'vitest'
import { credit } from '../../../support/people.ts'
import { A, accounts, approve, B, moving, theCase } from './scene.ts'

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
