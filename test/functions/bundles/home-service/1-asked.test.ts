/** home-service/RULES.md 1: who asks, with what, and by when somebody comes. */
import { expect, it } from 'vitest'
import { citizen } from '../../../support/api.ts'
import { area, community, scene } from './scene.ts'

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
  const body = { bundle: 'home-service', form: (await import('./scene.ts')).form() }
  for (const key of ['K1', 'K1']) await api.call(me, 'POST /v1/cases', body, { 'Idempotency-Key': key })
  expect(await stack.cases(psn, 'home-service')).toHaveLength(1)
  await asks()
  expect(await stack.cases(psn, 'home-service')).toHaveLength(2)
})

it('nobody may ask who is not registered (1.1)', async () => {
  const { asks } = await scene()
  expect((await asks({}, citizen('NOBODY'))).status).toBe(404)
})
