/** surveys/RULES.md: who was treated says how it was, and nobody learns who said it. */
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { parameters } from '../../../functions/bundles/all.ts'
import { childPsnNo } from '../../../shared/identity/index.ts'
import { apiOf, citizen, clerk, institution, supervisor } from '../../support/api.ts'
import { certnoOf, enrolment, register } from '../../support/people.ts'
import { makeStack, testKeys } from '../../support/stack.ts'
import { asked, hospital, questions, scene, settle, treat } from './scene.ts'

describe('answering (surveys/RULES.md 1.1 to 1.4)', () => {
  it('is once, of an own visit that is settled, where there are questions', async () => {
    const { stack, answer } = await scene()
    const other = await register(stack, 2)
    expect((await answer({ F1: 5 }, { who: citizen(other) })).status).toBe(404)
    expect((await answer({ F1: 5 }, { visit: 'M2' })).status).toBe(404)
    const elsewhere = { more: { fixmedins_code: 'H13020200001' } }
    expect((await answer({ F1: 5 }, elsewhere)).status).toBe(404)
    const given = await answer({ F1: 5 })
    expect([given.status, given.body]).toEqual([201, {}])
    expect((await answer({ F1: 5 })).body).toMatchObject({ status: 409, code: 'already-answered' })
    await treat(stack, other, 'M3', '')
    expect((await answer({ F1: 5 }, { who: citizen(other), visit: 'M3' })).body.code).toBe('not-settled')
    await settle(stack, other, 'M3')
    expect((await answer({ F1: 5 }, { who: citizen(other), visit: 'M3' })).status).toBe(201)
    const cancelled = { fixmedins_code: hospital, mdtrt_id: 'M4', psn_no: other, reason: '测试' }
    await treat(stack, other, 'M4')
    await stack.happen('visit.cancelled', cancelled)
    expect((await answer({ F1: 5 }, { who: citizen(other), visit: 'M4' })).status).toBe(404)
  })

  it('is through the day that lies so many days after the end', async () => {
    const { stack, answer } = await scene()
    const psn = await register(stack, 2)
    await treat(stack, psn, 'M2')
    await stack.advanceTo('2026-04-04T23:59:59+08:00')
    expect((await answer({ F1: 5 })).status).toBe(201)
    await stack.advanceTo('2026-04-05T00:00:00+08:00')
    expect((await answer({ F1: 5 }, { who: citizen(psn), visit: 'M2' })).body.code).toBe('too-late')
  })

  it('fits the questions, each by its field', async () => {
    const { answer } = await scene()
    const fields = async (answers: unknown) => {
      const { status, body } = await answer(answers)
      return [status, ...(body.errors ?? []).map(({ field }: { field: string }) => field)]
    }
    expect(await fields({})).toEqual([400, 'answers'])
    expect(await fields(undefined)).toEqual([400, 'answers'])
    expect(await fields({ X: 1, F1: 6, G1: '5', Y1: 3 })).toEqual([
      400,
      'answers.X',
      'answers.F1',
      'answers.G1',
      'answers.Y1',
    ])
    expect(await fields({ F1: 4.5 })).toEqual([400, 'answers.F1'])
    expect(await fields({ '<b>': 1 })).toEqual([400, 'answers'])
    expect(await fields({ F1: [5] })).toEqual([400, 'answers.F1'])
    expect(await fields({ Y1: ' ' })).toEqual([400, 'answers.Y1'])
    expect(await fields({ Y1: '字'.repeat(1001) })).toEqual([400, 'answers.Y1'])
    expect(await fields({ Y1: '字'.repeat(1000), F1: 1 })).toEqual([201])
  })

  it('is 404 where nobody is asked', async () => {
    const { stack, answer, figures } = await scene()
    await stack.policy({ ...asked, admdvs: '130200' })
    const away = await register(stack, 3)
    await treat(stack, away, 'M5')
    expect((await answer({ F1: 5 }, { who: citizen(away), visit: 'M5' })).status).toBe(201)
    const none = await scene('2026-03-06T10:00:00+08:00')
    await none.stack.policy({ ...asked, from: '2026-03-07' })
    expect((await figures()).body).toEqual({ count: 1 })
    const nowhere = 'GET /v1/institutions/H44010300001/surveys?from=2026-03-01&to=2026-03-31'
    expect((await none.api.call(supervisor('440100'), nowhere)).status).toBe(404)
  })

  it('of two at once is one, and a repeated call is the same one', async () => {
    const { stack, api, psn, answer, figures } = await scene()
    await stack.policy({ name: 'survey_least', admdvs: '130100', value: 1 })
    const two = await Promise.all([answer({ F1: 1 }), answer({ F1: 1 })])
    expect(two.map(({ status }) => status).sort()).toEqual([201, 409])
    const headers = { 'idempotency-key': 'once' }
    await treat(stack, psn, 'M2')
    for (let n = 0; n < 2; n++) expect((await answer({ F1: 5 }, { visit: 'M2', headers })).status).toBe(201)
    expect((await figures()).body).toMatchObject({ count: 2, indicators: [{ code: 'F1', count: 2, low: 1 }] })
    expect((await api.call(clerk('130100'), 'GET /v1/tasks?kind=visit-alert')).body.tasks).toHaveLength(1)
  })

  it('asks questions of which each code is there once', () => {
    const schema = parameters.get('visit_survey')!.value(z)
    expect(schema.safeParse(questions).success).toBe(true)
    expect(schema.safeParse([...questions, questions[0]]).success).toBe(false)
    expect(schema.safeParse([{ ...questions[0], dimension: 'price' }]).success).toBe(false)
    expect(schema.safeParse([]).success).toBe(false)
  })

  it('is for a guardian too, and for a helper, of whom the person is told', async () => {
    const { stack, api, psn, answer } = await scene()
    for (const n of [1, 2])
      await stack.happen('enrolment.registered', enrolment(await register(stack, n), '130100', '2019-03-01'))
    const asks = { as: 'helper', certno: certnoOf(1), psn_name: '测试1', relation: 'child', scopes: ['act'] }
    const { mandate_id } = (await api.call(citizen('P000002'), 'POST /v1/mandates', asks)).body
    await api.call(citizen(psn), `POST /v1/mandates/${mandate_id}/acceptance`)
    const behalf = { who: citizen('P000002'), headers: { 'on-behalf-of': psn } }
    const openTo = async (who: string, headers = {}) =>
      (await api.call(citizen(who), 'GET /v1/me/surveys', undefined, headers)).body.surveys
    expect(await openTo('P000002')).toEqual([])
    expect(await openTo('P000002', behalf.headers)).toMatchObject([{ psn_no: psn, mdtrt_id: 'M1' }])
    expect((await answer({ F1: 5 }, behalf)).status).toBe(201)
    const told = (await api.call(citizen(psn), 'GET /v1/me/notices')).body.notices
    expect(told.filter(({ template }: { template: string }) => template === 'helped')).toMatchObject([
      { text: expect.stringContaining('就诊满意度调查') },
    ])
    await stack.happen('birth.certified', {
      birth_cert_no: 'Z130000001',
      brdy: '2026-03-02T08:15:00+08:00',
      gend: '2',
      psn_name: '测试宝宝',
      fixmedins_code: hospital,
      guardians: [{ certno: certnoOf(1), psn_name: '测试1', relation: 'mother' }],
    })
    const child = childPsnNo(testKeys, 'Z130000001')
    await treat(stack, child, 'M7')
    expect(await openTo(psn)).toMatchObject([{ psn_no: child, psn_name: '测试宝宝', mdtrt_id: 'M7' }])
    expect((await answer({ F1: 5 }, { visit: 'M7', who: citizen('P000002') })).status).toBe(404)
    expect((await answer({ F1: 5 }, { visit: 'M7' })).status).toBe(201)
  })
})

describe('what may be answered now (surveys/RULES.md 1.5)', () => {
  it('is exactly what an answer would be taken for, with its questions, and never how any was answered', async () => {
    const { stack, api, psn, answer } = await scene()
    const open = async () => (await api.call(citizen(psn), 'GET /v1/me/surveys')).body.surveys
    const mine = {
      ...{ mdtrt_id: 'M1', fixmedins_code: hospital, psn_no: psn, psn_name: '测试1' },
      ...{ endtime: '2026-03-05T15:30:00+08:00', until: '2026-04-04' },
      questions: questions.map(({ code, dimension, text }) => ({ code, dimension, text })),
    }
    expect(await open()).toEqual([mine])
    await treat(stack, psn, 'M2', '')
    await treat(stack, psn, 'M4', '2026-03-06T09:00:00+08:00')
    expect((await open()).map((one: { mdtrt_id: string }) => one.mdtrt_id)).toEqual(['M4', 'M1'])
    await stack.happen('visit.cancelled', { fixmedins_code: hospital, mdtrt_id: 'M4', psn_no: psn, reason: '测试' })
    expect((await answer({ F1: 1, Y1: '没人管' })).status).toBe(201)
    expect(await open()).toEqual([])
    await settle(stack, psn, 'M2', '2026-03-06T09:00:00+08:00')
    // What has gone to rest meanwhile may still be answered about.
    await stack.advanceTo('2026-04-05T23:59:59+08:00')
    expect(await open()).toMatchObject([{ mdtrt_id: 'M2', until: '2026-04-05' }])
    await stack.advanceTo('2026-04-06T00:00:00+08:00')
    expect(await open()).toEqual([])
  })

  it('is nothing where nobody is asked', async () => {
    const stack = await makeStack({ now: '2026-03-06T10:00:00+08:00' })
    const psn = await register(stack, 1)
    await treat(stack, psn, 'M1')
    expect((await apiOf(stack).call(citizen(psn), 'GET /v1/me/surveys')).body).toEqual({ surveys: [] })
  })
})

describe('figures (surveys/RULES.md 2.1 to 2.3)', () => {
  it('are told from the fifth answer on, to the institution and its supervisors', async () => {
    const { stack, api, answer, figures } = await scene()
    const scores = [5, 4, 4, 5]
    for (const [n, score] of scores.entries()) {
      const psn = await register(stack, 10 + n)
      await treat(stack, psn, `V${n}`)
      const said = { G1: 3, F1: score, ...(n === 0 ? { Y1: '等得久，电话 13900000000' } : {}) }
      await answer(said, { who: citizen(psn), visit: `V${n}`, more: { dept: n < 2 ? '内科' : '外科' } })
    }
    expect((await figures()).body).toEqual({ count: 4 })
    expect((await answer({ F1: 2 })).status).toBe(201)
    const { body } = await figures()
    expect(body).toEqual({
      count: 5,
      indicators: [
        { code: 'F1', dimension: 'service', count: 5, mean: '4.00', low: 1 },
        { code: 'G1', dimension: 'compliance', count: 4, mean: '3.00', low: 0 },
      ],
      texts: [{ code: 'Y1', text: '等得久，电话 ＊' }],
    })
    expect((await figures('', supervisor('130100'))).body).toEqual(body)
    expect((await figures('', supervisor('130000'))).body).toEqual(body)
    expect((await figures('&dept=内科')).body).toEqual({ count: 2 })
    await stack.policy({ name: 'survey_least', admdvs: '130100', value: 2 })
    expect((await figures('&dept=内科')).body.indicators[0]).toMatchObject({ code: 'F1', count: 2, mean: '4.50' })
    expect((await figures('', institution(hospital.toLowerCase()))).body.count).toBe(5)
    const past = `GET /v1/institutions/${hospital}/surveys?from=2026-03-07&to=2026-03-31`
    expect((await api.call(institution(hospital), past)).body).toEqual({ count: 0 })
    for (const who of [institution('H13010200002'), supervisor('440100')])
      expect((await figures('', who)).status).toBe(404)
    expect((await figures('', clerk('130100'))).status).toBe(403)
    const backwards = `GET /v1/institutions/${hospital}/surveys?from=2026-03-31&to=2026-03-01`
    expect((await api.call(institution(hospital), backwards)).status).toBe(400)
  })

  it('and what is kept with the institution lead to nobody (surveys/RULES.md 4.1, 4.2)', async () => {
    const { stack, answer, psn } = await scene()
    const before = new Set([...stack.table.items.keys()])
    await answer({ F1: 1, Y1: '没意见' }, { more: { dept: '内科' } })
    const { pid } = await stack.file(psn)
    const kept = [...stack.table.items.entries()].filter(([key]) => !before.has(key)).map(([, item]) => item)
    const apart = kept.filter(({ pk }) => /^(SURVEYS|O)#/.test(pk as string))
    expect(apart).toHaveLength(2)
    const text = JSON.stringify(apart)
    for (const secret of [psn, pid, 'M1', 'T10:00', 'S-M1']) expect(text).not.toContain(secret)
    const own = JSON.stringify((await stack.file(psn)).all('visit'))
    for (const secret of ['没意见', '内科']) expect(own).not.toContain(secret)
  })
})

describe('a bad mark (surveys/RULES.md 3.1)', () => {
  it('is told to the clerks where the area wants to know of it, once a survey', async () => {
    const { stack, api, answer, alerts, psn } = await scene()
    await answer({ G1: 1, F1: 3 })
    expect(await alerts()).toEqual([])
    await treat(stack, psn, 'M2')
    await answer({ G1: 1, F1: 2 }, { visit: 'M2', more: { dept: '内科' } })
    const [task, ...others] = await alerts()
    expect(others).toEqual([])
    expect(task.facts).toEqual({
      fixmedins_code: hospital,
      dept: '内科',
      on: '2026-03-06',
      low: [{ code: 'F1', text: '护士态度怎样', score: 2 }],
    })
    expect(task.due_at).toBe('2026-03-11T23:59:59+08:00')
    expect(JSON.stringify(task)).not.toContain(psn)
    const noted = await api.call(clerk('130100'), `POST /v1/tasks/${task.task_id}/decision`, {
      decision: 'reject',
      reason: '已知',
    })
    expect(noted.status).toBe(200)
    expect(await alerts()).toEqual([])
  })
})
