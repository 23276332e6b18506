import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day } from '../../shared/calendar/index.ts'
import { apiOf, citizen, operator } from '../support/api.ts'
import { bankAccount, enrolment, person } from '../support/people.ts'
import { makeStack } from '../support/stack.ts'
import { strictly } from './strict.ts'
import { tries } from './town.ts'

const now = '2026-03-16T09:00:00+08:00'
const somebody = person(1)
const { psn_no } = somebody

async function makeWatched() {
  const stack = await makeStack({ now })
  return { stack, watch: strictly(stack) }
}

const visit = (index: number) => ({
  psn_no,
  mdtrt_id: `M${index}`,
  fixmedins_code: 'H31010100001',
  mdtrtarea_admvs: '310000',
  med_type: '11',
  begntime: '2026-03-15T09:00:00+08:00',
  cross_region_enabled: true,
})

const contribution = (index: number) => ({
  psn_no,
  insu_admdvs: '530100',
  insutype: '310',
  accrym_begn: `${1960 + (index % 60)}01`,
  accrym_end: `${1960 + (index % 60)}12`,
  base: '6000.00',
  amt_psn: '120.00',
  amt_emp: '480.00',
})

const early = {
  visit: ['visit.admitted', visit],
  contribution: ['contribution.posted', contribution],
  credit: ['account.credited', () => ({ psn_no, insu_admdvs: '530100', amt: '1.00' })],
  enrolment: [
    'enrolment.registered',
    (index: number) => enrolment(psn_no, '530100', addDays(day('2014-01-01'), index)),
  ],
} as const

describe('more at once than one commit holds', () => {
  it('whatever has waited for a person, a hundred and more, is taken up when the person is registered', async () => {
    const crowd = fc.array(fc.constantFrom(...(Object.keys(early) as (keyof typeof early)[])), {
      minLength: 60,
      maxLength: 130,
      size: 'max',
    })
    await fc.assert(
      fc.asyncProperty(crowd, async (kinds) => {
        const { stack, watch } = await makeWatched()
        for (const [index, kind] of kinds.entries()) {
          const [type, data] = early[kind]
          await stack.send(type, data(index))
        }
        await stack.run()
        expect((await stack.file(psn_no)).all('parked')).toHaveLength(kinds.length)
        await stack.happen('person.registered', somebody)
        expect(watch.faults).toEqual([])
        const file = await stack.file(psn_no)
        const count = (kind: keyof typeof early) => kinds.filter((one) => one === kind).length
        expect(file.all('parked')).toEqual([])
        expect(file.all('case').filter(({ bundle }) => bundle === 'filing')).toHaveLength(count('visit'))
        expect(file.one('account', '530100')?.balance ?? 0).toBe(100 * count('credit'))
        expect(file.all('relation').flatMap(({ enrolments }) => enrolments)).toHaveLength(count('enrolment'))
      }),
      tries(2),
    )
  })

  it('sixty open visits are all covered by one filing, and all their cases go on', async () => {
    const { stack, watch } = await makeWatched()
    await stack.happen('person.registered', somebody)
    await stack.happen('enrolment.registered', enrolment(psn_no, '530100', '2019-01-01'))
    for (let index = 0; index < 60; index++) await stack.send('visit.admitted', visit(index))
    await stack.run()
    const form = { kind: 'long-term', to_admdvs: '310000', from: '2026-03-10', commitment: true }
    expect((await apiOf(stack).call(citizen(psn_no), 'POST /v1/filings', form)).status).toBe(201)
    expect(watch.faults).toEqual([])
    const file = await stack.file(psn_no)
    expect(file.all('visit').filter(({ decision }) => decision?.decision === 'on-file')).toHaveLength(60)
    expect(file.all('case').map(({ step }) => step)).toEqual(Array(60).fill('awaitSettlement'))
  })
})

describe('twelve years of contributions that were collected too late', () => {
  const collected = {
    ...{ psn_no, insu_admdvs: '530100', insutype: '310', accrym_begn: '201402', accrym_end: '202602' },
    ...{ base: '6000.00', amt_psn: '120.00', amt_emp: '480.00', emp_no: 'E1' },
  }
  const months = 12 * 12

  async function dead(more: object) {
    const { stack, watch } = await makeWatched()
    await stack.happen('person.registered', { ...somebody, ...more })
    await stack.happen('contribution.posted', collected)
    const { certno } = somebody
    const pension = { certno, psn_name: '测试', retr_date: '2026-03-01', pension_admdvs: '530100', deemed_months: 0 }
    await stack.happen('pension.approved', pension)
    await stack.happen('death.registered', { certno, dead_date: '2014-02-03' })
    expect(watch.faults).toEqual([])
    return { stack, watch, file: () => stack.file(psn_no) }
  }

  it('are all ordered to be paid back, each once, over as many commits as it takes', async () => {
    const { file, watch } = await dead({ bank_acct: bankAccount })
    const payments = (await file()).all('payment')
    expect(payments).toHaveLength(2 * months)
    expect(payments.reduce((sum, { amt }) => sum + amt, 0)).toBe(months * 60_000)
    const ordered = watch.sent.map((body) => JSON.parse(body)).filter(({ type }) => type.includes('payment.ordered'))
    expect(new Set(ordered.map(({ data }) => data.pay_no)).size).toBe(2 * months)
    const [kase] = (await file()).all('case')
    expect(kase).toMatchObject({ status: 'withdrawn' })
    expect(kase!.outcome!.refunds).toHaveLength(months)
  })

  it('without an account are asked of a clerk some at a time, until all are answered', async () => {
    const { file, stack, watch } = await dead({})
    for (let round = 0; round < 10; round++) {
      const tasks = await stack.tasks(psn_no)
      if (tasks.length === 0) break
      expect(tasks.length).toBeLessThanOrEqual(30)
      for (const { task_id } of tasks) await stack.decideTask(task_id, { decision: 'approve', bank_acct: bankAccount })
    }
    expect(watch.faults).toEqual([])
    expect((await file()).all('payment')).toHaveLength(2 * months)
    expect((await file()).all('case')).toMatchObject([{ status: 'withdrawn' }])
  })
})

describe('the list of rejected events', () => {
  it('is told in pages that a gateway can carry, however large the events; none is left out', async () => {
    const { stack } = await makeWatched()
    const api = apiOf(stack)
    for (let index = 0; index < 30; index++) await stack.sendRaw(`${index} ${'乱"'.repeat(60_000)}`)
    await stack.run()
    const ids = new Set<string>()
    for (let cursor = ''; ; ) {
      const { status, body, text } = await api.call(operator, `GET /v1/rejected-events?limit=100${cursor}`)
      expect(status).toBe(200)
      expect(Buffer.byteLength(text)).toBeLessThan(6_000_000)
      for (const { id } of body.events) ids.add(id)
      if (body.cursor === undefined) break
      cursor = `&cursor=${body.cursor}`
    }
    expect(ids.size).toBe(30)
  })
})
