/** donation/RULES.md 2: how the donor is thanked. */
import { describe, expect, it } from 'vitest'
import { clerk } from '../../../support/api.ts'
import { scene, told } from './scene.ts'

describe('a donor', () => {
  it('asks no more after thirty days (donation/RULES.md 2.1)', async () => {
    const { stack, psnNo, outcome } = await scene()
    await stack.happen('donation.reported', told(psnNo))
    await stack.advanceTo('2026-04-09T23:00:00+08:00')
    expect(await outcome()).toBeUndefined()
    await stack.advanceTo('2026-04-10T00:10:00+08:00')
    expect(await outcome()).toEqual({ result: 'silent', ml: 400 })
  })

  it('of little is thanked for, and done (donation/RULES.md 2.3)', async () => {
    const { stack, psnNo, outcome } = await scene()
    await stack.happen('donation.reported', told(psnNo, { ml: 199 }))
    expect(await outcome()).toEqual({ result: 'thanked', ml: 199 })
    expect(stack.sent('notice')).toHaveLength(1)
  })

  it('of much is looked at first, and a clerk says how much (donation/RULES.md 2.2)', async () => {
    const { stack, psnNo, api } = await scene()
    await stack.happen('donation.reported', told(psnNo, { ml: 600 }))
    const { tasks } = (await api.call(clerk('130100'), 'GET /v1/tasks')).body
    expect(tasks).toMatchObject([{ kind: 'review-donation', facts: { ml: 600, donation_no: 'D1' } }])
    const decide = `POST /v1/tasks/${tasks[0].task_id}/decision`
    expect((await api.call(clerk('130100'), decide, { decision: 'approve' })).body.errors[0].field).toBe('ml')
    expect((await api.call(clerk('130100'), decide, { decision: 'approve', ml: 300 })).status).toBe(200)
    expect(stack.sent('notice')[0]?.data.text).toContain('献血300毫升')
  })
})
