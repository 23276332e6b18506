/** Donations, by the sections of the rules. */
import { describe, expect, it } from 'vitest'
import { apiOf, citizen, clerk } from '../../../support/api.ts'
import { register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'

const told = (psn_no: string, more: object = {}) => ({
  psn_no,
  donation_no: 'D1',
  donated_on: '2026-03-10',
  ml: 400,
  admdvs: '130102',
  ...more,
})

async function scene() {
  const stack = await makeStack({ now: '2026-03-10T09:00:00+08:00' })
  const psnNo = await register(stack, 1)
  const api = apiOf(stack)
  const outcome = async () => (await stack.cases(psnNo))[0]?.outcome
  return { stack, psnNo, api, outcome }
}

describe('donation', () => {
  it('is one case a number, by the latest report; who chooses is thanked (donation/RULES.md 1.1, 3.1)', async () => {
    const { stack, psnNo, outcome } = await scene()
    const first = told(psnNo)
    await stack.happen('donation.reported', first)
    await stack.happen('donation.reported', { ...first, ml: 200 }, { time: '2026-03-10T08:00:00+08:00' })
    const [row, ...others] = await stack.cases(psnNo)
    expect([row?.bundle, row?.status, others.length]).toEqual(['donation', 'waiting', 0])
    await stack.act(row!.case_id, { action: 'take-gift', gift: 'card' })
    expect(await outcome()).toEqual({ result: 'thanked', gift: 'card', ml: 400 })
    expect(stack.sent('notice', 'notice.requested').map(({ data }) => data.template)).toEqual(['donation.thanks'])
  })

  it('is told of by the donor where no blood centre did (donation/RULES.md 1.2)', async () => {
    const { api, psnNo } = await scene()
    const { psn_no: _own, ...form } = told(psnNo)
    const started = await api.call(citizen(psnNo), 'POST /v1/cases', { bundle: 'donation', form })
    expect([started.status, started.body.bundle]).toEqual([201, 'donation'])
    const wrong = { bundle: 'donation', form: { ...form, ml: 0 } }
    expect((await api.call(citizen(psnNo), 'POST /v1/cases', wrong)).body.errors[0].field).toBe('form.ml')
  })

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

  it('waits for its person', async () => {
    const stack = await makeStack({ now: '2026-03-10T09:00:00+08:00' })
    await stack.happen('donation.reported', told('P000001'))
    expect(await stack.cases('P000001')).toEqual([])
    await register(stack, 1)
    expect(await stack.cases('P000001')).toHaveLength(1)
  })
})
