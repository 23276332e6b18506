/** donation/RULES.md 1: what makes a case. */
import { describe, expect, it } from 'vitest'
import { citizen } from '../../../support/api.ts'
import { register } from '../../../support/people.ts'
import { donationStack, scene, told } from './scene.ts'

describe('a donation', () => {
  it('is one case a number, by the latest report (donation/RULES.md 1.1)', async () => {
    const { stack, psnNo } = await scene()
    const first = told(psnNo)
    await stack.happen('donation.reported', first)
    await stack.happen('donation.reported', { ...first, ml: 200 }, { time: '2026-03-10T08:00:00+08:00' })
    const [row, ...others] = await stack.cases(psnNo)
    expect([row?.bundle, row?.status, others.length]).toEqual(['donation', 'waiting', 0])
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

  it('waits for its person', async () => {
    const stack = await donationStack()
    await stack.happen('donation.reported', told('P000001'))
    expect(await stack.cases('P000001')).toEqual([])
    await register(stack, 1)
    expect(await stack.cases('P000001')).toHaveLength(1)
  })
})
