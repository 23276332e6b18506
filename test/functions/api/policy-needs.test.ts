import { describe, expect, it } from 'vitest'
import { parameters } from '../../../functions/bundles/all.ts'
import { apiOf, operator } from '../../support/api.ts'
import { enrolment, person, register } from '../../support/people.ts'
import { makeStack } from '../../support/stack.ts'

/** A parameter as the page shows it. */
interface Need {
  name: string
  year?: number
  state: string
  bundles: string[]
  waiting: number
  row?: { admdvs: string; value: unknown; source: string }
}

const now = '2026-05-20T09:00:00+08:00'

async function page(bureau?: false) {
  const stack = await makeStack({ now, ...(bureau === false ? { bureau } : {}) })
  const api = apiOf(stack)
  const needs = async (admdvs = '130100'): Promise<Need[]> =>
    (await api.call(operator, `GET /v1/policy-needs?admdvs=${admdvs}`)).body.parameters
  const need = async (name: string, admdvs?: string) => (await needs(admdvs)).filter((one) => one.name === name)
  return { stack, api, needs, need }
}

describe('what a bureau must say on its first day', () => {
  it('is every parameter there is, one by year for this year and the next', async () => {
    const { needs, need } = await page()
    expect(new Set((await needs()).map(({ name }) => name))).toEqual(new Set(parameters.keys()))
    expect(await need('resident_premium')).toMatchObject([
      { year: 2026, state: 'published' },
      { year: 2027, state: 'missing' },
    ])
  })

  it('says how far what holds can be trusted, and whose it is', async () => {
    const { need } = await page()
    expect(await need('province_filing_free')).toMatchObject([{ state: 'published', row: { admdvs: '130000' } }])
    expect(await need('topup_rate')).toMatchObject([{ state: 'set', bundles: ['retirement'] }])
    expect(await need('employer_verifies')).toMatchObject([{ state: 'to-confirm', row: { admdvs: '000000' } }])
  })

  it('tells what waits from what does not apply', async () => {
    const { need } = await page(false)
    expect(await need('topup_rate')).toMatchObject([{ state: 'missing' }])
    expect(await need('reduced_ratio')).toMatchObject([{ state: 'does-not-apply' }])
  })

  it('counts what waits in the area, and no more once it is set', async () => {
    const { stack, need } = await page(false)
    for (const n of [1, 2]) {
      const psn = await register(stack, n)
      await stack.happen('enrolment.registered', enrolment(psn, n === 1 ? '130100' : '130200', '1990-01-01'))
      const { certno, psn_name } = person(n)
      const pension = { certno, psn_name, retr_date: '2026-05-18', pension_admdvs: '130100', deemed_months: 0 }
      await stack.happen('pension.approved', pension)
    }
    expect(await need('retire_total_months')).toMatchObject([{ state: 'missing', waiting: 1 }])
    await stack.policy({ name: 'retire_total_months', admdvs: '130000', value: { male: 360, female: 300 } })
    expect(await need('retire_total_months')).toMatchObject([{ state: 'set', waiting: 0 }])
  })

  it('refuses what is no place', async () => {
    const { api } = await page()
    expect((await api.call(operator, 'GET /v1/policy-needs?admdvs=99')).body.errors[0].field).toBe('admdvs')
  })
})
