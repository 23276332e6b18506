/** chronic/RULES.md 1: what opens a case, and what does not. */
import { describe, expect, it } from 'vitest'
import { citizen } from '../../../support/api.ts'
import { register } from '../../../support/people.ts'
import { lingbi, lueyang, scene, shandong } from './scene.ts'

const results = (cases: { outcome?: { result: string } }[]) => cases.map(({ outcome }) => outcome?.result)

describe('a settlement', () => {
  it.each([
    ['365 days old', '2025-03-10', 'C34.9', {}, 1],
    ['366 days old', '2025-03-09', 'C34.9', {}, 0],
    ['of an out-patient', '2026-03-10', 'C34.9', { med_type: '11' }, 0],
    ['of an emergency admitted', '2026-03-10', 'C34.9', { med_type: '24' }, 1],
    ['of a finer kind of in-patient', '2026-03-10', 'C34.9', { med_type: '2102' }, 1],
    ['of another illness', '2026-03-10', 'D34.9', {}, 0],
    ['in small letters', '2026-03-10', 'c34.9', {}, 1],
    ['of an insurance the person has not', '2026-03-10', 'C34.9', { insutype: '390' }, 0],
    ['where nothing is listed', '2026-03-10', 'C34.9', { insu_admdvs: '130100' }, 0],
  ])('%s', async (_what, day, diag, more, cases) => {
    const { enrol, treated, stack, psn } = await scene(shandong)
    await enrol({ area: '130100', insutype: '390' })
    await treated(day, diag, more)
    expect(await stack.cases(psn, 'chronic')).toHaveLength(cases)
  })

  it('begins with the person: what came before waits for them, and is taken up once (1.1)', async () => {
    const { stack } = await scene(shandong)
    const psn_no = 'P000009'
    const settled = { setl_id: 'X1', psn_no, insu_admdvs: '370100', insutype: '310', fixmedins_code: 'H37010000001' }
    const sums = { medfee_sumamt: '1.00', inscp_scp_amt: '1.00', fund_pay_sumamt: '1.00', maf_pay: '0.00' }
    const at = { begntime: '2026-03-09T10:00:00+08:00', setl_time: '2026-03-09T10:00:00+08:00' }
    await stack.happen('settlement.posted', {
      ...settled,
      ...sums,
      ...at,
      hosp_lv: '3',
      med_type: '21',
      diags: [{ diag_code: 'C34' }],
    })
    await register(stack, 9)
    expect(await stack.cases(psn_no, 'chronic')).toEqual([])
    await stack.happen('enrolment.registered', {
      psn_no,
      insu_admdvs: '370100',
      insutype: '310',
      psn_type: '11',
      psn_insu_date: '2020-01-01',
    })
    expect(await stack.cases(psn_no, 'chronic')).toMatchObject([{ outcome: { from: '2026-03-09' } }])
  })

  it('of two diseases opens two cases', async () => {
    const { treated, rights } = await scene(shandong)
    await treated('2026-03-10', 'C34.9', { diags: [{ diag_code: 'C34.9' }, { diag_code: 'Z94.0' }] })
    expect((await rights()).map(([kind]: string[]) => kind).sort()).toEqual(['chronic-M00500', 'chronic-M08300'])
  })

  it('is the material of an open case, in whichever year, and opens none after it', async () => {
    const { treated, choose, stack, cases, experts, decides } = await scene(lueyang, '2026-12-20T09:00:00+08:00')
    await experts('E1')
    await treated('2026-12-20', 'I10')
    await choose('apply')
    await stack.policy({ name: 'expert_days', admdvs: '610700', value: 30 })
    await stack.advanceTo('2026-12-21T09:00:00+08:00')
    await decides('reject')
    await stack.advanceTo('2027-01-04T09:00:00+08:00')
    await treated('2027-01-03', 'I10')
    await choose('accept')
    expect(results(await cases())).toEqual(['refused'])
    await treated('2027-01-04', 'I10')
    expect(results(await cases())).toEqual(['refused', undefined])
  })

  it('opens none once the person has declined, this year or next; what a hospital recognizes does', async () => {
    const { treated, choose, stack, cases, recognized } = await scene(lueyang)
    await treated('2026-03-10', 'I10')
    await choose('decline')
    await stack.advanceTo('2027-02-02T09:00:00+08:00')
    await treated('2027-02-02', 'I10')
    expect(results(await cases())).toEqual(['declined'])
    await recognized('2027-02-02')
    expect(results(await cases())).toEqual(['declined', 'granted'])
  })
})

it('where nobody had listed anything, a list screens what is told after it was set, and no longer what was before', async () => {
  const { stack, treated, recognized, cases, rights, choose } = await scene({ area: '130100', insutype: '390' })
  await treated('2026-03-10', 'I10')
  await recognized('2026-03-10')
  await stack.advanceTo('2026-03-11T09:00:00+08:00')
  const direct = { insutypes: ['390'], hosp_lvs: ['3'] }
  const value = [{ opsp_dise_code: 'M03900', opsp_dise_name: '高血压', diag_codes: ['I10'], direct }]
  await stack.policy({ name: 'opsp_diseases', admdvs: '130100', value })
  await stack.advanceTo('2026-03-12T09:00:00+08:00')
  await treated('2026-03-11', 'J00')
  expect(await cases()).toEqual([])
  // Set again it screens all the same what was told since it was first set.
  await stack.policy({ name: 'opsp_diseases', admdvs: '130100', value })
  await treated('2026-03-12', 'I10')
  await choose('accept')
  expect(await rights()).toEqual([['chronic-M03900', '2026-03-10', null]])
})

describe('direct', () => {
  it('a settlement of the right level makes an open case so: the choice of it begins anew', async () => {
    const { treated, theCase, stack } = await scene(lingbi)
    await treated('2026-03-10', 'C34', { hosp_lv: '1' })
    expect((await theCase()).options).toEqual(['apply', 'decline'])
    await stack.advanceTo('2026-04-10T09:00:00+08:00')
    await treated('2026-04-09')
    const { options, waiting_for } = await theCase()
    expect([options, waiting_for.until]).toEqual([['accept', 'decline'], '2026-07-09T23:59:59+08:00'])
  })

  it.each([
    ['review', 'apply'],
    ['refusal', 'apply'],
  ])('it ends a %s', async (until, option) => {
    const { treated, theCase, stack, choose, experts, decides, reviewing } = await scene(lingbi)
    await experts('E1', 'E2')
    await treated('2026-03-10', 'C34', { hosp_lv: '1' })
    await choose(option)
    if (until === 'refusal') await decides('reject')
    await treated('2026-03-10')
    expect([await reviewing(), (await theCase()).options]).toEqual([[], ['accept', 'decline']])
    await choose('accept')
    expect((await theCase()).outcome).toMatchObject({ result: 'granted', basis: 'direct' })
    expect((await stack.tasks((await theCase()).psn_no)).length).toBe(0)
  })

  it.each(['no-answer', 'refused'])('it takes up again what was %s, in its year', async (result) => {
    const { treated, cases, stack, choose, experts, decides } = await scene(lingbi)
    await experts('E1')
    await treated('2026-03-10', 'C34', { hosp_lv: '1' })
    if (result === 'refused') {
      await choose('apply')
      await decides('reject')
      await choose('accept')
    } else await stack.advanceTo('2026-06-20T09:00:00+08:00')
    expect(results(await cases())).toEqual([result])
    await treated(stack.clock.now().slice(0, 10), 'C34', { hosp_lv: '1' })
    expect(results(await cases())).toEqual([result])
    await treated(stack.clock.now().slice(0, 10))
    const [taken] = await cases()
    expect([taken.status, taken.options]).toEqual(['waiting', ['accept', 'decline']])
    expect(taken.outcome).toBeUndefined()
  })

  it('what was declined stays so', async () => {
    const { treated, cases, choose } = await scene(lingbi)
    await treated('2026-03-10', 'C34', { hosp_lv: '1' })
    await choose('decline')
    await treated('2026-03-10')
    expect(results(await cases())).toEqual(['declined'])
  })

  it('revoked while it is asked: the person is asked what is left', async () => {
    const { treated, theCase, revoke } = await scene(lingbi)
    await treated('2026-03-08', 'C34', { hosp_lv: '1' })
    const direct = await treated('2026-03-10')
    await revoke(direct)
    expect((await theCase()).options).toEqual(['apply', 'decline'])
  })
})

it('goes on being asked after its settlement has gone to rest', async () => {
  const { treated, theCase, revoke, stack, psn } = await scene(lueyang, '2026-12-31T09:00:00+08:00')
  const old = await treated('2025-12-31', 'I10')
  const other = await treated('2025-12-30', 'J00')
  await stack.advanceTo('2027-02-20T09:00:00+08:00')
  await revoke(other)
  expect((await stack.file(psn)).restOf('heard', `settlement#${old}`)).toBeDefined()
  await stack.advanceTo('2027-03-02T09:00:00+08:00')
  expect((await theCase()).status).toBe('waiting')
})

describe('a recognition', () => {
  it.each([
    ['of a disease that is not listed', { opsp_dise_code: 'M99900' }],
    ['of an insurance the person has not', { insutype: '310' }],
    ['where nothing is listed', { insu_admdvs: '130100' }],
  ])('%s opens nothing', async (_what, more) => {
    const { recognized, cases } = await scene(lueyang)
    await recognized('2026-03-10', '2', more)
    expect(await cases()).toEqual([])
  })

  it('in force already it opens nothing; told anew it is the same', async () => {
    const { recognized, cases } = await scene(lueyang)
    await recognized('2026-03-10')
    await recognized('2026-03-10', '3')
    await recognized('2026-03-09', '2', { ide_fixmedins_no: 'H61070000009' })
    expect(results(await cases())).toEqual(['granted'])
  })

  it('takes a direct settlement known before that opened nothing, in whatever order all was told', async () => {
    const { treated, recognized, cases, enrol } = await scene(lueyang)
    const there = { insu_admdvs: lingbi.area }
    await treated('2026-03-09', 'C34.900', there)
    await recognized('2026-03-10', '2', { ...there, opsp_dise_code: 'M00500' })
    await enrol(lingbi)
    expect((await cases()).map(({ options }) => options)).toEqual([['accept', 'decline']])
  })

  it('corrected so that its hospital is believed, it is granted, even after a refusal', async () => {
    const { recognized, experts, reviewing, decides, choose, stack, rights, cases } = await scene(lueyang)
    await experts('E1')
    await recognized('2026-03-10', '1')
    await stack.advanceTo('2026-03-11T09:00:00+08:00')
    await decides('reject')
    await choose('accept')
    expect(results(await cases())).toEqual(['refused'])
    await recognized('2026-03-10', '2')
    expect([await reviewing(), await rights()]).toEqual([[], [['chronic-M03900', '2026-03-10', null]]])
    expect((await cases())[0].outcome).toMatchObject({ result: 'granted', basis: 'hospital' })
  })

  it('is withdrawn if the person was not insured after all, and goes on if they were', async () => {
    const { recognized, experts, stack, psn, enrol, cases } = await scene(lueyang)
    await experts('E1')
    await recognized('2026-03-10', '1')
    const relation = { psn_no: psn, insu_admdvs: '610700', insutype: '390', psn_insu_date: '2019-01-01' }
    await stack.happen('enrolment.revoked', { ...relation, reason: '重复参保' })
    expect((await cases())[0]).toMatchObject({ status: 'withdrawn', outcome: { reason: 'revoked' } })
    await stack.advanceTo('2026-03-11T09:00:00+08:00')
    await enrol(lueyang)
    expect(results(await cases())).toEqual([undefined])
  })

  it('elsewhere it is reviewed, not by whom it is of', async () => {
    const { recognized, reviewing, expertIs } = await scene(lueyang)
    await expertIs('E1', { fixmedins_code: 'H61010000002' })
    await expertIs('E2')
    await recognized('2026-03-10', '3', { ide_fixmedins_no: 'H61010000002' })
    expect(await reviewing()).toEqual([['E2', '2026-03-11']])
  })

  it('withdraws what else is open of the disease', async () => {
    const { treated, recognized, cases, stack } = await scene(lueyang)
    await treated('2026-03-10', 'I10')
    await stack.advanceTo('2026-03-10T13:00:00+08:00')
    await recognized('2026-03-10')
    expect((await cases()).map(({ status, outcome }) => [status, outcome.result, outcome.reason])).toEqual([
      ['withdrawn', 'withdrawn', 'granted'],
      ['done', 'granted', undefined],
    ])
  })
})

describe('a request', () => {
  it('is reviewed; direct it is granted from the day of the settlement, though the area asks', async () => {
    const { ask, treated, choose, rights, reviewing, stack } = await scene(lingbi)
    const asked = await ask('M02300')
    expect([asked.status, asked.body.due_at]).toEqual([201, '2026-04-08T23:59:59+08:00'])
    expect(await reviewing()).toEqual([['clerk', '2026-03-17']])
    await stack.advanceTo('2026-03-10T13:00:00+08:00')
    await treated('2026-03-10')
    await choose('decline', 1)
    expect((await ask('M00500')).body).toMatchObject({ outcome: { basis: 'direct', from: '2026-03-10' } })
    expect(await rights()).toEqual([['chronic-M00500', '2026-03-10', null]])
  })

  it('is refused for what stands against it', async () => {
    const { ask, stack, psn, treated, enrol } = await scene(shandong)
    expect((await ask('M03900')).body).toMatchObject({ status: 409, code: 'disease-unknown' })
    expect((await ask('M00500')).status).toBe(201)
    expect((await ask('M00500')).body).toMatchObject({ status: 409, code: 'case-open' })
    await treated('2026-03-10')
    expect((await ask('M00500')).body).toMatchObject({ status: 409, code: 'already-entitled' })
    const pause = { psn_no: psn, insu_admdvs: '370100', insutype: '310', paus_insu_date: '2026-03-09' }
    await stack.happen('enrolment.paused', pause)
    expect((await ask('M08300')).body).toMatchObject({ status: 409, code: 'not-insured' })
    await enrol(lingbi)
    expect((await ask('M08300')).body).toMatchObject({ admdvs: '341300', status: 'waiting' })
  })

  it('is made once under a key, and for nobody but oneself and those in care', async () => {
    const { stack, api, me, psn } = await scene(lueyang)
    await register(stack, 2)
    const body = { bundle: 'chronic', form: { opsp_dise_code: 'M03900' } }
    const key = { 'idempotency-key': 'k' }
    const first = await api.call(me, 'POST /v1/cases', body, key)
    const second = await api.call(me, 'POST /v1/cases', body, key)
    expect([second.status, second.body.case_id]).toEqual([201, first.body.case_id])
    const other = { bundle: 'chronic', form: { psn_no: psn, opsp_dise_code: 'M01600' } }
    expect((await api.call(citizen('P000002'), 'POST /v1/cases', other)).status).toBe(404)
    const { body: form } = await api.call(me, 'GET /v1/forms/chronic')
    expect(form.prefilled).toEqual({ psn_no: psn })
  })
})
