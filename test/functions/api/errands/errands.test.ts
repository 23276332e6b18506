/** Agents of points and errands by a person's consent (decision 0099): the examples of the rules, and what they say beyond. */
import { describe, expect, it } from 'vitest'
import { agent, type Claims, citizen, clerk, operator, supervisor } from '../../../support/api.ts'
import { certnoOf } from '../../../support/people.ts'
import { point } from '../town.ts'
import { account, area, filing, me, paper, type Scene, start, village, withTransfer } from './scene.ts'

describe('an agent', () => {
  it('who is not registered here, or suspended, may call nothing', async () => {
    const { api, registered } = await start()
    expect(await api.call(me, 'GET /v1/tasks')).toMatchObject({ status: 200 })
    for (const who of [agent('B1', 'A9'), agent('B2', 'A1')]) {
      expect(await api.call(who, 'GET /v1/tasks')).toMatchObject({ status: 403, body: { code: 'not-active' } })
    }
    await registered({ status: 'suspended' })
    expect(await api.call(me, 'GET /v1/services')).toMatchObject({ status: 403, body: { code: 'not-active' } })
  })

  it('was trained training_days ago at most', async () => {
    const { api, registered } = await start()
    await registered({ trained_on: '2025-03-02' })
    expect((await api.call(me, 'GET /v1/tasks')).status).toBe(200)
    await registered({ trained_on: '2025-03-01' })
    expect(await api.call(me, 'GET /v1/tasks')).toMatchObject({ status: 403, body: { code: 'training-due' } })
  })

  it('who goes to another point works there alone', async () => {
    const { api, own } = await start()
    await api.call(operator, 'PUT /v1/points/B2', village)
    await api.call(operator, 'PUT /v1/points/B2/agents/A1', { psn_no: own, status: 'active', trained_on: '2026-03-01' })
    expect((await api.call(me, 'GET /v1/tasks')).status).toBe(403)
    expect((await api.call(agent('B2', 'A1'), 'GET /v1/tasks')).status).toBe(200)
  })
})

describe('an errand by a code', () => {
  it('is opened by six digits that the person was sent, and the person is told', async () => {
    const { byCode, told, helped, read } = await start()
    const { status, body } = await byCode('filing')
    expect({ status, body }).toEqual({
      status: 201,
      body: {
        errand_id: expect.any(String),
        psn_no: helped,
        psn_name: '测试1',
        matter: 'filing',
        consent: 'code',
        valid_to: '2026-03-03T09:00:00+08:00',
        status: 'open',
        acts: [],
      },
    })
    expect(told('errand-code')[0]!.data).not.toHaveProperty('case_id')
    const [notice] = told('errand')
    expect(notice!.data).toMatchObject({
      psn_no: helped,
      case_id: body.errand_id,
      text: expect.stringContaining(point.name),
    })
    expect(await read(body.errand_id)).toEqual(body)
  })

  it('wrong, used or old codes open none (examples of the rules)', async () => {
    const { askCode, lastCode, open, stack, byCode } = await start()
    const wrong = (await byCode('filing')).status
    expect(wrong).toBe(201)
    const tried = (code: string) => open('filing', { certno: certnoOf(1), code })
    expect(await tried(lastCode())).toMatchObject({ status: 400, body: { code: 'code-wrong' } })
    await askCode()
    const code = lastCode()
    const other = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
    for (const _ of [1, 2, 3]) expect((await tried(other)).body.code).toBe('code-wrong')
    expect((await tried(code)).body.code).toBe('code-wrong')
    await askCode()
    stack.clock.advance('PT10M')
    expect((await tried(lastCode())).status).toBe(201)
    await askCode()
    stack.clock.advance('PT10M1S')
    expect((await tried(lastCode())).body.code).toBe('code-wrong')
  })

  it('a code is good for who asked alone', async () => {
    const { askCode, lastCode, open } = await start()
    await askCode()
    const taken = await open('filing', { certno: certnoOf(1), code: lastCode() }, clerk(area))
    expect(taken).toMatchObject({ status: 400, body: { code: 'code-wrong' } })
  })

  it('asking is answered alike whether somebody is known; the sixth of an hour is one too many', async () => {
    const { api, askCode, told, stack } = await start()
    const unknown = () => api.call(me, 'POST /v1/errand-codes', { certno: certnoOf(7), psn_name: '测试7' })
    const misnamed = () => api.call(me, 'POST /v1/errand-codes', { certno: certnoOf(1), psn_name: '别人' })
    for (const ask of [unknown, misnamed, askCode]) expect(await ask()).toMatchObject({ status: 202, body: {} })
    expect(told('errand-code')).toHaveLength(1)
    for (const _ of [1, 2, 3, 4]) expect((await unknown()).status).toBe(202)
    expect(await unknown()).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
    stack.clock.advance('PT1H')
    expect((await unknown()).status).toBe(202)
  })

  it('nothing of a code lies in the clear', async () => {
    const { askCode, lastCode, stack } = await start()
    await askCode()
    const items = JSON.stringify([...stack.table.items.values()].map(({ p: _, ...item }) => item))
    expect(items).not.toContain(lastCode())
  })
})

describe('opening an errand', () => {
  it('on paper: the person is found by number and name', async () => {
    const { open } = await start()
    expect(await open('filing')).toMatchObject({ status: 201, body: { consent: 'paper' } })
    const wrong = { ...paper, psn_name: '别人' }
    expect(await open('filing', wrong)).toMatchObject({ status: 404, body: { code: 'person-unknown' } })
  })

  it('is for the matters of the point; a clerk at the window opens any for anybody', async () => {
    const { open } = await start()
    expect(await open('retirement')).toMatchObject({ status: 409, body: { code: 'not-this-point' } })
    expect((await open('retirement', paper, clerk(area))).status).toBe(201)
  })

  it('not for oneself', async () => {
    const { open } = await start()
    const own = { ...paper, certno: certnoOf(2), psn_name: '测试2' }
    expect(await open('filing', own)).toMatchObject({ status: 403, body: { code: 'own-matter' } })
  })

  it('agent_a_day times a day, and uses up no consent beyond', async () => {
    const { stack, open, askCode, lastCode } = await start()
    await stack.policy({ name: 'agent_a_day', admdvs: area, value: 2 })
    for (const _ of [1, 2]) expect((await open('filing')).status).toBe(201)
    await askCode()
    const code = { certno: certnoOf(1), code: lastCode() }
    expect(await open('filing', code)).toMatchObject({ status: 409, body: { code: 'daily-limit' } })
    await stack.advanceTo('2026-03-03T00:00:01+08:00')
    expect((await open('filing')).status).toBe(201)
  })

  it('asks for one kind of consent, whole', async () => {
    const { open } = await start()
    for (const consent of [{}, { certno: certnoOf(1) }, { ...paper, code: '123456' }, { qr: 'x', code: '123456' }]) {
      expect(await open('filing', consent)).toMatchObject({ status: 400, body: { errors: [{ field: 'consent' }] } })
    }
  })

  it('under one key it is one errand', async () => {
    const { api, told } = await start()
    const ask = () => api.call(me, 'POST /v1/errands', { matter: 'filing', consent: paper }, { 'idempotency-key': 'k' })
    const [first, second] = [await ask(), await ask()]
    expect(second.body).toEqual(first.body)
    expect(told('errand')).toHaveLength(1)
  })
})

describe('what an errand allows', () => {
  it('is what its matter is about, and nothing else', async () => {
    const { byCode, as } = await start()
    await byCode('filing')
    const allowed = [
      'GET /v1/me',
      'GET /v1/me/entitlements',
      'GET /v1/forms/filing',
      'GET /v1/filings',
      'GET /v1/cases',
    ]
    for (const call of allowed) expect([call, (await as(call)).status]).toEqual([call, 200])
    const barred = [
      'GET /v1/me/accounts',
      'GET /v1/me/notices',
      'GET /v1/me/export',
      'GET /v1/forms/newborn',
      'GET /v1/mandates',
      'GET /v1/cases?bundle=transfer',
    ]
    for (const call of barred) expect([call, (await as(call)).status]).toEqual([call, 404])
  })

  it('of what is no bundle, its own calls', async () => {
    const { byCode, as } = await start()
    await byCode('account')
    expect((await as('GET /v1/me/accounts')).status).toBe(200)
    expect((await as('GET /v1/cases')).status).toBe(404)
    await byCode('mandate')
    expect((await as('GET /v1/mandates')).status).toBe(200)
  })

  it('of a bundle, its cases alone', async () => {
    const scene = await start()
    const id = await withTransfer(scene)
    await scene.byCode('transfer')
    expect((await scene.as('GET /v1/cases')).body.cases.map((one: { case_id: string }) => one.case_id)).toEqual([id])
    expect((await scene.as(`GET /v1/cases/${id}`)).status).toBe(200)
    await scene.api.call(me, `DELETE /v1/errands/${(await scene.byCode('filing')).body.errand_id}`)
    expect((await scene.as('POST /v1/filings', filing)).status).toBe(404)
  })

  it('nobody without one, another agent, another person, after its end or its time', async () => {
    const { byCode, as, api, stack, own } = await start()
    expect((await as('GET /v1/me')).status).toBe(404)
    const { body } = await byCode('filing')
    expect((await as('GET /v1/me')).status).toBe(200)
    expect((await as('GET /v1/me', undefined, clerk(area))).status).toBe(404)
    expect((await as('GET /v1/me', undefined, me, { 'on-behalf-of': own })).status).toBe(404)
    stack.clock.advance('P1D')
    expect((await as('GET /v1/me')).status).toBe(200)
    stack.clock.advance('PT1S')
    expect((await as('GET /v1/me')).status).toBe(404)
    expect((await api.call(me, `GET /v1/errands/${body.errand_id}`)).body.status).toBe('ended')
    const again = await byCode('filing')
    expect(await api.call(me, `DELETE /v1/errands/${again.body.errand_id}`)).toMatchObject({
      body: { status: 'ended' },
    })
    expect((await as('GET /v1/me')).status).toBe(404)
    expect((await api.call(clerk('440100'), `GET /v1/errands/${body.errand_id}`)).status).toBe(404)
    expect((await api.call(clerk(area), `GET /v1/errands/${body.errand_id}`)).status).toBe(200)
  })
})

describe('acts by an agent', () => {
  it('by code: a filing is made at once, told and noted (example of the rules)', async () => {
    const { byCode, as, told, read } = await start()
    const { body } = await byCode('filing')
    expect((await as('POST /v1/filings', filing)).status).toBe(201)
    expect(told('errand')).toHaveLength(2)
    expect(told('errand')[1]!.data).toMatchObject({
      case_id: body.errand_id,
      text: expect.stringContaining(point.name),
    })
    expect((await read(body.errand_id)).acts).toEqual([
      { at: '2026-03-02T09:00:00+08:00', call: 'POST /v1/filings', status: 'done' },
    ])
  })

  it('a refused one is no act', async () => {
    const { byCode, as, read } = await start()
    const { body } = await byCode('filing')
    await as('POST /v1/filings', filing)
    expect((await as('POST /v1/filings', filing)).status).toBe(409)
    expect((await read(body.errand_id)).acts).toHaveLength(1)
  })

  it('a bank account waits for a clerk, and is taken when it is approved (example of the rules)', async () => {
    const scene = await start()
    const { api, as, read, told, byCode, stack, helped } = scene
    const id = await withTransfer(scene)
    const errand = (await byCode('transfer')).body.errand_id
    const answer = await as(`POST /v1/cases/${id}/actions`, account('测试1'))
    expect(answer).toMatchObject({ status: 202, body: { errand_id: errand, task_id: expect.any(String) } })
    expect((await stack.cases(helped, 'transfer'))[0]!.actions).toContain('provide-bank-account')
    expect((await read(errand)).acts).toMatchObject([{ status: 'to-check', task_id: answer.body.task_id }])
    const [task] = (await api.call(clerk('130100'), 'GET /v1/tasks?kind=check-errand')).body.tasks
    expect(task).toMatchObject({
      task_id: answer.body.task_id,
      due_at: '2026-03-03T23:59:59+08:00',
      facts: { agent_no: 'A1', point_no: 'B1', asked: { acct_no: expect.stringContaining('*') } },
    })
    const before = told('errand').length
    const decided = await api.call(clerk('130100'), `POST /v1/tasks/${task.task_id}/decision`, { decision: 'approve' })
    expect(decided).toMatchObject({ status: 200, body: { status: 'approved' } })
    expect((await read(errand)).acts).toMatchObject([{ status: 'done' }])
    expect((await stack.cases(helped, 'transfer'))[0]!.actions).not.toContain('provide-bank-account')
    expect(told('errand').length).toBe(before + 1)
    const timeline = (await api.call(citizen(helped), `GET /v1/cases/${id}`)).body.timeline
    expect(timeline.map(({ actor }: { actor: string }) => actor)).toContain('agent')
  })

  it('what would be refused now is refused at once', async () => {
    const scene = await start()
    const id = await withTransfer(scene)
    await scene.byCode('transfer')
    const refused = await scene.as(`POST /v1/cases/${id}/actions`, account('别人'))
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: 'acct_name' }] } })
    expect(await scene.as(`POST /v1/cases/${id}/actions`, { action: 'choose', option: 'one-off' })).toMatchObject({
      status: expect.toSatisfy((one: number) => one === 409 || one === 400),
    })
    expect(await scene.stack.tasks(scene.helped)).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ kind: 'check-errand' })]),
    )
  })

  it('on paper every act waits; rejected, it is returned and the person is told', async () => {
    const { api, open, as, read, told, stack, helped } = await start()
    const errand = (await open('filing')).body.errand_id
    const { body } = await as('POST /v1/filings', filing)
    expect((await as('GET /v1/filings')).body.filings).toEqual([])
    const decision = { decision: 'reject', reason: '委托书不清楚' }
    await api.call(clerk(area), `POST /v1/tasks/${body.task_id}/decision`, decision)
    expect((await read(errand)).acts).toMatchObject([{ status: 'returned' }])
    expect(told('errand').at(-1)!.data.text).toContain('委托书不清楚')
    expect((await stack.file(helped)).all('filing')).toEqual([])
  })

  it('refused when it is approved, the approval is refused with its code, and the task stays', async () => {
    const { api, open, as, helped, read } = await start()
    const errand = (await open('filing')).body.errand_id
    const { body } = await as('POST /v1/filings', filing)
    await api.call(citizen(helped), 'POST /v1/filings', filing)
    const approve = () => api.call(clerk(area), `POST /v1/tasks/${body.task_id}/decision`, { decision: 'approve' })
    expect(await approve()).toMatchObject({ status: 409, body: { code: 'filing-overlaps' } })
    expect((await read(errand)).acts).toMatchObject([{ status: 'to-check' }])
    const [own] = (await api.call(citizen(helped), 'GET /v1/filings')).body.filings
    await api.call(citizen(helped), `DELETE /v1/filings/${own.filing_id}`)
  })

  it('under one key an act that waits is one', async () => {
    const { open, as, read } = await start()
    const errand = (await open('filing')).body.errand_id
    const ask = () => as('POST /v1/filings', filing, me, { 'idempotency-key': 'k' })
    const [first, second] = [await ask(), await ask()]
    expect(second).toMatchObject({ status: 202, body: first.body })
    expect((await read(errand)).acts).toHaveLength(1)
  })

  it('a clerk at the window does all at once, by paper too', async () => {
    const { open, as, read, helped, api } = await start()
    const window = clerk(area)
    const errand = (await open('filing', paper, window)).body.errand_id
    expect((await as('POST /v1/filings', filing, window)).status).toBe(201)
    expect((await read(errand, window)).acts).toMatchObject([{ status: 'done' }])
    const access = (await api.call(citizen(helped), 'GET /v1/me/access')).body.access
    expect(access).toContainEqual(expect.objectContaining({ role: 'clerk' }))
  })
})

describe('a spot check', () => {
  const chief = { ...supervisor(area), sub: 'chief' }
  const checksOf = async ({ api }: Scene) => (await api.call(chief, 'GET /v1/tasks?kind=spot-check')).body.tasks
  const share = (scene: Scene, value: string) => scene.stack.policy({ name: 'spot_check', admdvs: area, value })

  it('opens of each act that is done, by whom it was and not for them', async () => {
    const scene = await start()
    await share(scene, '1.0000')
    const { body } = await scene.byCode('filing')
    const ask = () => scene.as('POST /v1/filings', filing, me, { 'idempotency-key': 'k' })
    for (const _ of [1, 2]) expect((await ask()).status).toBe(201)
    expect(await checksOf(scene)).toMatchObject([
      { facts: { what: 'POST /v1/filings', by: 'A1', facts: { errand_id: body.errand_id, matter: 'filing' } } },
    ])
  })

  it('of what a clerk approved is for neither', async () => {
    const scene = await start()
    await share(scene, '1.0000')
    await scene.open('filing')
    const { body } = await scene.as('POST /v1/filings', filing)
    expect(await checksOf(scene)).toEqual([])
    const approve = { decision: 'approve' }
    const decide = (who: Claims, id: string) => scene.api.call(who, `POST /v1/tasks/${id}/decision`, approve)
    expect((await decide({ ...clerk(area), sub: 'chief' }, body.task_id)).status).toBe(200)
    const checks = await checksOf(scene)
    expect(checks.map(({ facts }: { facts: { by: string } }) => facts.by).sort()).toEqual(['A1', 'unnamed'])
    for (const { task_id } of checks) {
      expect(await decide(chief, task_id)).toMatchObject({ status: 403, body: { code: 'own-matter' } })
      expect((await decide(supervisor(area), task_id)).status).toBe(200)
    }
  })

  it('of an act at the window is not for who acted', async () => {
    const scene = await start()
    await share(scene, '1.0000')
    const window = { ...clerk(area), sub: 'chief' }
    await scene.open('filing', paper, window)
    expect((await scene.as('POST /v1/filings', filing, window)).status).toBe(201)
    const [own] = await checksOf(scene)
    const decided = await scene.api.call(chief, `POST /v1/tasks/${own.task_id}/decision`, { decision: 'approve' })
    expect(decided).toMatchObject({ status: 403, body: { code: 'own-matter' } })
  })

  it('opens of none where the share is nothing, nor of what is returned', async () => {
    const scene = await start()
    await share(scene, '0.0000')
    await scene.byCode('filing')
    expect((await scene.as('POST /v1/filings', filing)).status).toBe(201)
    await share(scene, '1.0000')
    scene.stack.clock.advance('PT1S')
    await scene.open('filing')
    const { body } = await scene.as('POST /v1/filings', { ...filing, from: '2026-05-01' })
    const decision = { decision: 'reject', reason: '不清楚' }
    if (body.task_id) await scene.api.call(clerk(area), `POST /v1/tasks/${body.task_id}/decision`, decision)
    expect(await checksOf(scene)).toEqual([])
  })
})

describe('the statement of a point', () => {
  it('has what was done and returned, at the fee of the day (example of the rules)', async () => {
    const { stack, api, byCode, open, as } = await start()
    await stack.policy({ name: 'errand_fee', admdvs: area, value: { filing: '10.00' } })
    await byCode('filing')
    for (const day of [1, 2, 3]) {
      const { body } = await as('POST /v1/filings', { ...filing, from: `2026-03-1${day}` })
      await as(`DELETE /v1/filings/${body.filing_id}`)
    }
    await api.call(me, `DELETE /v1/errands/${(await byCode('filing')).body.errand_id}`)
    stack.clock.advance('PT1S')
    await open('filing')
    const { body } = await as('POST /v1/filings', { ...filing, from: '2026-05-01' })
    const decision = { decision: 'reject', reason: '不清楚' }
    await api.call(clerk(area), `POST /v1/tasks/${body.task_id}/decision`, decision)
    const statement = {
      errands: 3,
      matters: [{ matter: 'filing', acts: 6, returned: 1, fee: '60.00' }],
      home_visits: 0,
      fee_total: '60.00',
    }
    for (const who of [me, supervisor(area)]) {
      expect((await api.call(who, 'GET /v1/points/B1/statement?month=202603')).body).toEqual(statement)
    }
    expect((await api.call(me, 'GET /v1/points/B1/statement?month=202604')).body).toEqual({
      errands: 0,
      matters: [],
      home_visits: 0,
      fee_total: '0.00',
    })
    expect((await api.call(supervisor('440100'), 'GET /v1/points/B1/statement?month=202603')).status).toBe(404)
    expect((await api.call(clerk(area), 'GET /v1/points/B1/statement?month=202603')).status).toBe(403)
  })
})
