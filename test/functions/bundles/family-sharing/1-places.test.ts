/** family-sharing/RULES.md 1: who holds an account, who may use it, and how far from each other they may be insured. */
import { describe, expect, it } from 'vitest'
import { enrolment, pause } from '../../../support/people.ts'
import { far, home, near, scene, told } from './scene.ts'

const code = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]

describe('the holder’s area', () => {
  it('is that of the relation paused last, once none is normal', async () => {
    const { stack, holder, user, share, pay } = await scene()
    const psn = await user(2)
    await stack.happen('enrolment.paused', pause(holder, home, '2026-02-28'))
    expect((await share(2)).status).toBe(201)
    expect(told(await pay(psn, '20.00'))).toEqual([['shared', '20.00'], '0.00'])
  })

  it('is none without an employee’s relation', async () => {
    const { stack, user, share } = await scene()
    const psn = await user(3, { at: null })
    await user(2)
    await stack.happen('enrolment.registered', enrolment(psn, home, '2020-01-01', { insutype: '390', psn_type: '15' }))
    expect(code(await share(2, {}, { role: 'citizen', psn_no: psn }))).toEqual([409, 'no-account'])
  })
})

describe('the user’s area', () => {
  it('may be of a relation that is not paid yet, to be granted a share, and not to use it', async () => {
    const { stack, user, share, pay } = await scene()
    const psn = await user(2, { at: null })
    const ahead = enrolment(psn, home, '2026-04-01', { insutype: '390', psn_type: '15' })
    await stack.happen('enrolment.registered', ahead)
    expect((await share(2)).status).toBe(201)
    expect(told(await pay(psn, '20.00'))).toEqual(['20.00'])
  })

  it('may be none: not insured', async () => {
    const { user, share } = await scene()
    await user(2, { at: null })
    expect(code(await share(2))).toEqual([409, 'user-not-insured'])
  })

  it('is never in another province', async () => {
    const { user, share } = await scene()
    await user(2, { at: far })
    expect(code(await share(2))).toEqual([409, 'out-of-scope'])
  })

  it('may come to lie outside: the share rests, and goes on once it lies within again', async () => {
    const { stack, user, share, pay, shares } = await scene()
    const psn = await user(2, { at: near })
    await share(2)
    await stack.policy({ name: 'share_scope', admdvs: home, from: '2026-03-02', value: 'pooling-area' })
    expect(told(await pay(psn, '20.00'))).toEqual(['20.00'])
    expect((await shares()).shares[0].status).toBe('active')
    await stack.policy({ name: 'share_scope', admdvs: home, from: '2026-03-03', value: 'province' })
    await stack.advanceTo('2026-03-03T10:00:00+08:00')
    expect(told(await pay(psn, '20.00', 'S2'))).toEqual([['shared', '20.00'], '0.00'])
  })
})
