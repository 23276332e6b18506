/** home-service/RULES.md 1: who asks, with what, and by when somebody comes. */
import { expect, it } from 'vitest'
import { citizen, clerk } from '../../../support/api.ts'
import { certnoOf, register } from '../../../support/people.ts'
import { area, community, form, scene } from './scene.ts'

it('the form is filled in with what the registers hold, and offers every matter by its name (1.1)', async () => {
  const { stack, api, me, psn } = await scene()
  const before = await api.call(me, 'GET /v1/forms/home-service')
  expect(before.body.prefilled).toEqual({ tel: '13900000000' })
  await stack.happen('residence.registered', { psn_no: psn, community, from: '2026-01-01' })
  const { status, body } = await api.call(me, 'GET /v1/forms/home-service')
  expect(status).toBe(200)
  expect(body.prefilled).toEqual({ community, tel: '13900000000' })
  expect(body.schema.required).toEqual(['matter', 'community', 'address', 'tel', 'reason'])
  const { matter } = body.schema.properties
  expect(matter.enum).toEqual(expect.arrayContaining(['transfer', 'home-service', 'account', 'mandate', 'other']))
})

it('a case opens in the charge of the area, due three working days later (1.2)', async () => {
  const { asks, psn } = await scene()
  const { status, body } = await asks({ wish: '上午来' })
  expect(status).toBe(201)
  expect(body).toMatchObject({
    bundle: 'home-service',
    psn_no: psn,
    admdvs: area,
    status: 'waiting',
    actions: ['withdraw'],
    started_at: '2026-03-02T09:00:00+08:00',
    due_at: '2026-03-05T23:59:59+08:00',
  })
  expect(body.timeline[0].actor).toBe('citizen')
  expect(JSON.stringify(body)).not.toContain('春风路')
})

it('a bureau may say how many days (1.2)', async () => {
  const { stack, asks } = await scene()
  await stack.policy({ name: 'home_days', admdvs: area, value: 1 })
  expect((await asks()).body.due_at).toBe('2026-03-03T23:59:59+08:00')
})

it.each([
  ['matter', { matter: 'wedding' }],
  ['community', { community: '1301020010' }],
  ['address', { address: ' ' }],
  ['tel', { tel: undefined }],
  ['reason', { reason: 'busy' }],
])('what is not right is 400: %s (1.1)', async (field, more) => {
  const { asks } = await scene()
  const { status, body } = await asks(more)
  expect([status, body.errors.map((one: { field: string }) => one.field)]).toEqual([400, [`form.${field}`]])
})

it('asked twice there are two visits; the same request once more is the same (1.1)', async () => {
  const { api, stack, psn, me, asks } = await scene()
  const body = { bundle: 'home-service', form: form() }
  for (const key of ['K1', 'K1']) await api.call(me, 'POST /v1/cases', body, { 'Idempotency-Key': key })
  expect(await stack.cases(psn, 'home-service')).toHaveLength(1)
  await asks()
  expect(await stack.cases(psn, 'home-service')).toHaveLength(2)
})

it('nobody may ask who is not registered (1.1)', async () => {
  const { asks } = await scene()
  expect((await asks({}, citizen('NOBODY'))).status).toBe(404)
})

it('a helper by mandate, or an agent by an errand of the matter, may ask for somebody, who is told (1.1)', async () => {
  const { stack, api, psn, asks, withPoint, tasks } = await scene()
  const helper = await register(stack, 2)
  const mandate = { as: 'helper', certno: certnoOf(1), psn_name: '测试1', relation: 'child', scopes: ['act'] }
  const offered = await api.call(citizen(helper), 'POST /v1/mandates', mandate)
  await api.call(citizen(psn), `POST /v1/mandates/${offered.body.mandate_id}/acceptance`)
  const byHelper = await asks({}, citizen(helper), { 'on-behalf-of': psn })
  expect([byHelper.status, byHelper.body.timeline[0].actor]).toEqual([201, 'helper'])
  const who = await withPoint('B1', { matters: ['home-service', 'account'] })
  const consent = { certno: certnoOf(1), psn_name: '测试1', paper_ref: '委托书1号' }
  await api.call(clerk(area), 'POST /v1/errands', { matter: 'home-service', consent })
  const byClerk = await asks({}, clerk(area), { 'on-behalf-of': psn })
  expect([byClerk.status, byClerk.body.timeline[0].actor]).toEqual([201, 'clerk'])
  expect((await stack.cases(psn, 'home-service')).map(({ status }) => status)).toEqual(['waiting', 'waiting'])
  expect(await tasks(who)).toHaveLength(1)
  expect(stack.sent('notice').map(({ data }) => data.template)).toEqual(expect.arrayContaining(['helped', 'errand']))
})
