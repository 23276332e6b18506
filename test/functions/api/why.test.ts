import { beforeAll, describe, expect, it } from 'vitest'
import { apiOf, citizen, clerk, operator } from '../../support/api.ts'
import { enrolment, person, register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

/** What a decision says of itself. */
interface Decision {
  step: string
  by: string
  facts: string[]
  parameters: { name: string; admdvs: string; value: unknown; standing: string; source: string }[]
}

async function mover() {
  const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  const psn = await register(stack, 1)
  await stack.happen('enrolment.registered', enrolment(psn, '130200', '2019-03-01'))
  await stack.happen('enrolment.paused', {
    psn_no: psn,
    insu_admdvs: '130200',
    insutype: '310',
    paus_insu_date: '2026-01-31',
  })
  await stack.happen('enrolment.registered', enrolment(psn, '130100', '2026-03-02'))
  const api = apiOf(stack)
  const { body } = await api.call(citizen(psn), 'GET /v1/cases?bundle=transfer')
  const id = body.cases[0].case_id as string
  const why = async (who: Parameters<typeof api.call>[0] = citizen(psn)) => api.call(who, `GET /v1/cases/${id}/why`)
  return { stack, psn, api, id, why }
}

const rowsOf = (decisions: Decision[]) => decisions.flatMap(({ parameters }) => parameters)

describe('why a case is as it is', () => {
  let found: Awaited<ReturnType<typeof mover>>
  let decisions: Decision[]
  beforeAll(async () => {
    found = await mover()
    decisions = (await found.why()).body.decisions
  })

  it('names the rows of parameters that each decision rested on, from the first', () => {
    expect(decisions[0]).toMatchObject({
      step: 'findOrigin',
      parameters: [{ name: 'transfer_without_application', admdvs: '130000', value: true, standing: 'published' }],
    })
  })

  it('says what was said, and who decided', () => {
    expect(decisions.flatMap(({ facts }) => facts).join('')).toContain('石家庄市')
    expect(new Set(decisions.map(({ by }) => by)).size).toBeGreaterThan(0)
    for (const { facts } of decisions) expect(facts.join('')).toMatch(/[一-龥]/)
  })

  it('is shown to whoever may read the case, and to no one else', async () => {
    expect((await found.why(clerk('130200'))).status).toBe(200)
    expect((await found.why(operator)).status).toBe(200)
    expect((await found.why(clerk('130500'))).status).toBe(404)
    const other = await register(found.stack, 2)
    expect((await found.why(citizen(other))).status).toBe(404)
  })
})

describe('a decision that rests on what the bureau has not confirmed', () => {
  const retire = async (stack: Stack) => {
    const psn = await register(stack, 3)
    await stack.happen('enrolment.registered', enrolment(psn, '130100', '1990-01-01'))
    await stack.happen('contribution.posted', {
      psn_no: psn,
      insu_admdvs: '130100',
      insutype: '310',
      accrym_begn: '199001',
      accrym_end: '202605',
      base: '6000.00',
      amt_psn: '120.00',
      amt_emp: '480.00',
    })
    await stack.happen('pension.approved', {
      certno: person(3).certno,
      psn_name: person(3).psn_name,
      retr_date: '2026-05-18',
      pension_admdvs: '130100',
      deemed_months: 0,
    })
    const api = apiOf(stack)
    const { body } = await api.call(citizen(psn), 'GET /v1/cases?bundle=retirement')
    return async () =>
      rowsOf((await api.call(citizen(psn), `GET /v1/cases/${body.cases[0].case_id}/why`)).body.decisions)
  }

  it('keeps the row as it was, though it is set anew afterwards', async () => {
    const stack = await makeStack({ now: '2026-05-20T09:00:00+08:00' })
    const why = await retire(stack)
    const paid = (rows: Awaited<ReturnType<typeof why>>) => rows.filter(({ name }) => name === 'retire_paid_months')
    const before = paid(await why())
    expect(before[0]).toMatchObject({ admdvs: '130000', value: 120, standing: 'set' })
    await stack.policy({ name: 'retire_paid_months', admdvs: '130000', value: 180, source: '另一文号' })
    expect(paid(await why())[0]).toEqual(before[0])
  })
})
