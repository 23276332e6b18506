import { beforeEach, describe, expect, it } from 'vitest'
import { caseSchema } from '../../../functions/api/schemas.ts'
import { bundleNames } from '../../../functions/bundles/all.ts'
import { manifests } from '../../../functions/bundles/index.ts'
import type { Item } from '../../../shared/table/table.ts'
import { citizen, clerk, employer, institution, operator } from '../../support/api.ts'
import { certnoOf, enrolment, register } from '../../support/people.ts'
import { certificate, makeTown, type Town } from './town.ts'

let town: Town
beforeEach(async () => {
  town = await makeTown()
})

const birthForm = (birth_cert_no: string, more: object = {}) => ({
  bundle: 'newborn',
  form: {
    birth_cert_no,
    brdy: '2026-03-11T08:15:00+08:00',
    gend: '1',
    psn_name: '测试二宝',
    fixmedins_code: 'H13010200001',
    ...more,
  },
})

describe('GET /v1/services', () => {
  it('tells of every bundle what it is, needs and takes, to every role, and may be kept', async () => {
    for (const who of Object.values(town.owners)) {
      const { status, body, headers } = await town.api.call(who, 'GET /v1/services')
      expect(status).toBe(200)
      expect(headers.get('cache-control')).toContain('public')
      expect(body.services.map((one: { bundle: string }) => one.bundle).sort()).toEqual([...bundleNames].sort())
      for (const service of body.services) {
        expect(service).toMatchObject({ materials: [], items: expect.any(Array) })
        // Nobody need apply but where nobody else can know: of a visit at home the person must say so.
        if (service.start === undefined) expect(service.application_needed).toBe(false)
        expect(service.guide.length).toBeGreaterThan(30)
        expect(service.time_limit).not.toBe('')
      }
    }
  })
})

describe('GET /v1/me', () => {
  it('shows relations as of today, months together, and dependants', async () => {
    const { body } = await town.api.call(citizen(town.me), 'GET /v1/me')
    expect(body).toMatchObject({
      psn_no: town.me,
      psn_name: '测试2',
      contribution_months: 0,
      dependants: [{ psn_no: town.child, psn_name: '测试宝宝', relation: 'mother' }],
    })
    expect(body.relations).toEqual([
      { insu_admdvs: '130100', insutype: '310', psn_type: '11', psn_insu_stas: '1', psn_insu_date: '2026-03-02' },
      {
        insu_admdvs: '130200',
        insutype: '310',
        psn_type: '11',
        psn_insu_stas: '4',
        psn_insu_date: '2019-03-01',
        paus_insu_date: '2026-01-31',
      },
    ])
  })
})

describe('GET /v1/forms/{bundle}', () => {
  it('asks for nothing the system knows', async () => {
    const { body } = await town.api.call(citizen(town.me), 'GET /v1/forms/newborn')
    expect(body.schema).toMatchObject({ type: 'object', properties: { birth_cert_no: { type: 'string' } } })
    expect(body.schema.required).not.toContain('guardians')
    expect(body.prefilled.guardians).toEqual([
      { certno: certnoOf(2, '1994-05-20'), psn_name: '测试2', tel: '13900000000', relation: 'mother' },
    ])
    const filing = await town.api.call(citizen(town.me), 'GET /v1/forms/filing')
    expect(filing.body.prefilled).toEqual({ kind: 'temporary', from: '2026-03-12', psn_no: town.me })
  })

  it('says of what needs no form that there is none', async () => {
    const answer = await town.api.call(citizen(town.me), 'GET /v1/forms/transfer')
    expect(answer).toMatchObject({ status: 404, body: { code: 'no-form' } })
  })
})

describe('POST /v1/cases', () => {
  it('starts the package for a child the hospital did not report, visible to the guardian at once', async () => {
    const mine = citizen(town.me)
    const { status, body } = await town.api.call(mine, 'POST /v1/cases', birthForm('Z130000002'))
    expect(status).toBe(201)
    expect(body).toMatchObject({
      bundle: 'newborn',
      admdvs: '130100',
      timeline: expect.arrayContaining([expect.objectContaining({ actor: 'citizen' })]),
    })
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual([
      'enrolment',
      'premium',
      'cardless',
      'identity',
      'maternity-allowance',
      'voucher',
      'guide',
    ])
    expect((await town.api.call(mine, `GET /v1/cases/${body.case_id}`)).status).toBe(200)
    const { dependants } = (await town.api.call(mine, 'GET /v1/me')).body
    expect(dependants).toHaveLength(2)
  })

  it('is only for what a citizen may start', async () => {
    const begunByEvents = manifests.filter(({ form }) => !form?.start).map(({ chain }) => chain.bundle)
    for (const bundle of [...begunByEvents, 'nonsense']) {
      const answer = await town.api.call(citizen(town.me), 'POST /v1/cases', { bundle, form: {} })
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'bundle' }] } })
    }
  })

  it('of a child still to be born is refused', async () => {
    const form = birthForm('Z130000003', { brdy: '2026-03-12T09:00:01+08:00' })
    const answer = await town.api.call(citizen(town.me), 'POST /v1/cases', form)
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'form.brdy' }] } })
  })

  it('names what is wrong by its field', async () => {
    const form = { guardians: [{ certno: certnoOf(7), psn_name: '别人', relation: 'mother' }] }
    const other = await town.api.call(citizen(town.me), 'POST /v1/cases', birthForm('Z130000003', form))
    expect(other).toMatchObject({ status: 400, body: { errors: [{ field: 'form.guardians' }] } })
    const wrong = { guardians: [{ certno: '130102199001011230', psn_name: '别人', relation: 'mother' }] }
    const digit = await town.api.call(citizen(town.me), 'POST /v1/cases', birthForm('Z130000003', wrong))
    expect(digit).toMatchObject({ status: 400, body: { errors: [{ field: 'form.guardians.0.certno' }] } })
  })
})

describe('cases', () => {
  it('are listed by bundle, status and person, a dependant included', async () => {
    const list = async (query: string, who = citizen(town.me)) =>
      (await town.api.call(who, `GET /v1/cases${query}`)).body.cases.map((one: { case_id: string }) => one.case_id)
    const { transfer, allowance, newborn } = town.ids
    expect((await list('')).sort()).toEqual([transfer, allowance, newborn].sort())
    expect(await list('?bundle=newborn')).toEqual([newborn])
    expect(await list(`?psn_no=${town.child}`)).toEqual([newborn])
    expect((await list('?status=waiting')).length).toBe(3)
    expect(await list('?status=done')).toEqual([])
    expect(await list('', clerk('130200'))).toEqual([transfer])
    expect((await list(`?psn_no=${town.me}`, clerk('130100'))).sort()).toEqual([transfer, allowance].sort())
    expect(await list(`?psn_no=${town.me}`, clerk('440100'))).toEqual([])
    expect(await list(`?psn_no=${town.strangerNo}`)).toEqual([])
  })

  it('are CASE, without timeline where listed', async () => {
    const { body } = await town.api.call(citizen(town.me), 'GET /v1/cases')
    for (const one of body.cases) {
      expect(one).not.toHaveProperty('timeline')
      const whole = await town.api.call(citizen(town.me), `GET /v1/cases/${one.case_id}`)
      expect(caseSchema.parse(whole.body).timeline.length).toBeGreaterThan(0)
    }
  })

  it('an action not offered is 409', async () => {
    const target = `POST /v1/cases/${town.ids.transfer}/actions`
    const answer = await town.api.call(citizen(town.me), target, { action: 'choose', option: 'monthly' })
    expect(answer).toMatchObject({ status: 409, body: { code: 'action-not-offered' } })
  })
})

describe('filings', () => {
  it('are made, listed and ended; a second of the same kind and place is 409 and names the first', async () => {
    const mine = citizen(town.me)
    const form = { kind: 'temporary', to_admdvs: '440106', from: '2026-03-12', commitment: true }
    const made = await town.api.call(mine, 'POST /v1/filings', form)
    expect(made).toMatchObject({
      status: 201,
      body: { psn_no: town.me, to_admdvs: '440100', from: '2026-03-12', to: '2026-09-11', status: 'active' },
    })
    const second = await town.api.call(mine, 'POST /v1/filings', { ...form, from: '2026-04-01' })
    expect(second).toMatchObject({ status: 409, body: { code: 'filing-overlaps', filing_id: made.body.filing_id } })
    expect((await town.api.call(mine, 'GET /v1/filings')).body.filings[0]).toEqual(made.body)
    const ended = await town.api.call(mine, `DELETE /v1/filings/${made.body.filing_id}`)
    expect(ended).toMatchObject({ status: 200, body: { status: 'ended', to: '2026-03-12' } })
    expect(await town.api.call(mine, `DELETE /v1/filings/${made.body.filing_id}`)).toMatchObject({ status: 200 })
  })

  it('for a dependant are made by the guardian; for anybody else they are 404', async () => {
    const form = { kind: 'temporary', to_admdvs: '440100', from: '2026-03-12', commitment: true }
    const forChild = await town.api.call(citizen(town.me), 'POST /v1/filings', { ...form, psn_no: town.child })
    expect(forChild).toMatchObject({ status: 201, body: { psn_no: town.child } })
    const forOther = await town.api.call(citizen(town.me), 'POST /v1/filings', { ...form, psn_no: town.strangerNo })
    expect(forOther.status).toBe(404)
    const { filings } = (await town.api.call(citizen(town.me), 'GET /v1/filings')).body
    expect(filings.map((one: { psn_no: string }) => one.psn_no).sort()).toEqual([town.child, town.me].sort())
  })

  it('from too long ago is 400 and names the field', async () => {
    const form = { kind: 'temporary', to_admdvs: '440100', from: '2025-01-01', commitment: true }
    const answer = await town.api.call(citizen(town.me), 'POST /v1/filings', form)
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad-request', errors: [{ field: 'from' }] } })
  })
})

describe('GET /v1/cardless/{birth_cert_no}', () => {
  const ask = (who: string, certificate: string, date = '') =>
    town.api.call(institution(who), `GET /v1/cardless/${certificate}${date && `?date=${date}`}`)

  it('says why not, and by when paying helps', async () => {
    expect((await ask('H13010200001', certificate)).body).toEqual({
      eligible: false,
      reason: 'premium-unpaid',
      pay_by: '2026-06-08',
    })
    expect((await ask('H44010000001', certificate)).body).toEqual({ eligible: false, reason: 'other-province' })
    for (const unknown of ['Z999999999', 'nonsense', certificate.toLowerCase().replace('1', '2')]) {
      expect((await ask('H13010200001', unknown)).body).toEqual({ eligible: false, reason: 'unknown-certificate' })
    }
  })

  it('says yes to any institution of the province once paid, for the day asked', async () => {
    const paid = { birth_cert_no: certificate, year: 2026, amt: '400.00', paid_at: '2026-03-12T10:00:00+08:00' }
    await town.stack.happen('premium.paid', paid)
    const yes = { eligible: true, psn_no: town.child, insu_admdvs: '130100', valid_to: '2026-09-06' }
    expect((await ask('H13030200009', certificate)).body).toEqual(yes)
    expect((await ask('H13010200001', certificate.toLowerCase(), '2026-09-06')).body).toEqual(yes)
    expect((await ask('H13010200001', certificate, '2026-09-07')).body).toMatchObject({ reason: 'past-180-days' })
    expect((await ask('H13010200001', certificate, '2026-03-09')).body).toMatchObject({ reason: 'not-covered' })
  })
})

describe('tasks', () => {
  it('are decided once, with a reason where refused, by whose they are', async () => {
    const target = `POST /v1/tasks/${town.ids.transferTask}/decision`
    expect((await town.api.call(clerk('130200'), target, { decision: 'reject' })).body.errors[0].field).toBe('reason')
    expect((await town.api.call(clerk('130100'), target, { decision: 'approve' })).status).toBe(404)
    const done = await town.api.call(clerk('130200'), target, { decision: 'approve' })
    expect(done).toMatchObject({ status: 200, body: { task_id: town.ids.transferTask, status: 'approved' } })
    expect(await town.api.call(clerk('130200'), target, { decision: 'approve' })).toMatchObject({ status: 409 })
  })

  it('of what is missing are closed by what is missing, not by a decision', async () => {
    await town.stack.happen('birth.certified', {
      birth_cert_no: 'Z130000009',
      brdy: '2026-11-02T08:15:00+08:00',
      gend: '2',
      psn_name: '测试三宝',
      fixmedins_code: 'H13010200001',
      guardians: [{ certno: certnoOf(2, '1994-05-20'), psn_name: '测试2', relation: 'mother' }],
    })
    const { tasks } = (await town.api.call(operator, 'GET /v1/tasks?kind=policy-missing')).body
    expect(tasks.length).toBeGreaterThan(0)
    for (const decision of ['approve', 'reject']) {
      const target = `POST /v1/tasks/${tasks[0].task_id}/decision`
      const answer = await town.api.call(operator, target, { decision, reason: '测试' })
      expect(answer).toMatchObject({ status: 409, body: { code: 'closed-by-facts' } })
    }
  })
})

describe('the audit trail', () => {
  const trail = (): Item[] => [...town.stack.table.items.values()].filter((item) => item.pk.startsWith('U#'))

  it('has a line for every reading in office, with what was read, and none for a citizen', async () => {
    const before = trail().length
    await town.api.call(citizen(town.me), 'GET /v1/cases')
    await town.api.call(citizen(town.me), `GET /v1/cases/${town.ids.newborn}`)
    expect(trail()).toHaveLength(before)
    const readings = [
      [clerk('130200'), 'GET /v1/cases', town.ids.transfer],
      [clerk('130100'), `GET /v1/cases?psn_no=${town.me}`, town.ids.allowance],
      [clerk('130100'), `GET /v1/cases/${town.ids.transfer}`, town.ids.transfer],
      [clerk('130200'), 'GET /v1/tasks', town.ids.transferTask],
      [employer('E130100'), 'GET /v1/tasks', town.ids.birthTask],
      [employer('E130100'), `GET /v1/cases/${town.ids.allowance}`, town.ids.allowance],
      [institution('H13010200001'), `GET /v1/cardless/${certificate}`, 'cardless.read'],
      [operator, 'GET /v1/rejected-events', town.ids.rejected],
      [operator, 'PUT /v1/regions/130100/settings', 'settings.put', { accepts_account_transfer: true }],
      [operator, 'PUT /v1/policies/waiting_months', 'policy.put', { admdvs: '320000', value: 4, source: '测试' }],
    ] as const
    for (const [who, target, read, body] of readings) {
      const known = new Set(trail().map(({ sk }) => sk))
      expect((await town.api.call(who, target, body)).status).toBe(200)
      const fresh = trail().filter(({ sk }) => !known.has(sk))
      expect(fresh).toHaveLength(1)
      expect(fresh[0]!.d).toContain(read)
    }
  })

  it('does not answer what it could not write down', async () => {
    town.stack.table.putMany = async () => {
      throw new Error('out of reach')
    }
    const answer = await town.api.call(clerk('130100'), `GET /v1/cases/${town.ids.transfer}`)
    expect(answer.status).toBe(500)
  })
})

describe('staff', () => {
  it('see names masked where the whole is not needed', async () => {
    await register(town.stack, 6, { psn_name: '张小明' })
    const psn = 'P000006'
    await town.stack.happen('enrolment.registered', enrolment(psn, '130200', '2019-03-01'))
    await town.stack.happen('account.credited', { psn_no: psn, insu_admdvs: '130200', amt: '5.00' })
    await town.stack.happen('enrolment.paused', {
      psn_no: psn,
      insu_admdvs: '130200',
      insutype: '310',
      paus_insu_date: '2026-01-31',
    })
    await town.stack.happen('enrolment.registered', enrolment(psn, '130100', '2026-03-02'))
    const { text, body } = await town.api.call(clerk('130200'), 'GET /v1/tasks')
    expect(body.tasks.find((task: { psn_no: string }) => task.psn_no === psn).psn_name).toBe('张**')
    expect(text).not.toContain('张小明')
  })
})
