/** Releasing what was tried, and the second person where the stage asks for one. */
import { beforeEach, describe, expect, it } from 'vitest'
import { apiOf, type Claims, operator } from '../../support/api.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

const row = { name: 'resident_premium', admdvs: '130000', from: '2027-01-01', value: '420.00', source: '示例文号' }
const one: Claims = { role: 'operator', sub: 'operator:1' }
const other: Claims = { role: 'operator', sub: 'operator:2' }

let stack: Stack
beforeEach(async () => {
  stack = await makeStack({ now: '2026-11-20T10:00:00+08:00' })
})

const begin = async (api: ReturnType<typeof apiOf>, who: Claims, body: object = row) => {
  const { body: begun } = await api.call(who, 'POST /v1/policy-trials', body)
  return `/v1/policy-trials/${begun.trial_id}`
}

const audited = () =>
  [...stack.table.items.values()].flatMap(({ pk, d }) => (pk.startsWith('U#') ? [JSON.parse(d as string).what] : []))

describe('a release', () => {
  it('sets the row, once, and says who did', async () => {
    const api = apiOf(stack)
    const trial = await begin(api, operator)
    const rows = () => api.call(operator, 'GET /v1/policies?name=resident_premium&admdvs=130000')
    expect((await rows()).body.policies).toEqual([])
    const released = await api.call(operator, `POST ${trial}/release`)
    expect(released).toMatchObject({ status: 200, body: { ...row, standing: 'set' } })
    expect((await rows()).body.policies).toMatchObject([row])
    expect(await api.call(operator, `POST ${trial}/release`)).toMatchObject({
      status: 409,
      body: { code: 'trial-released' },
    })
    const { body } = await api.call(operator, `GET ${trial}`)
    expect(body.released).toEqual({ by: 'operator', at: '2026-11-20T10:00:00+08:00' })
    expect(audited()).toEqual(
      expect.arrayContaining(['policy-trial.begin', 'policy-trial.read', 'policy-trial.release']),
    )
  })

  it('waits for the result', async () => {
    const api = apiOf(stack)
    const answer = await api.app.request('/v1/policy-trials', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await api.token(operator)}` },
      body: JSON.stringify(row),
    })
    const { trial_id, status } = (await answer.json()) as { trial_id: string; status: string }
    expect(status).toBe('running')
    const early = await api.call(operator, `POST /v1/policy-trials/${trial_id}/release`)
    expect(early).toMatchObject({ status: 409, body: { code: 'trial-running' } })
    expect(await api.call(operator, `POST /v1/policy-trials/${trial_id}/release`)).toMatchObject({ status: 200 })
  })

  it('is one under a key that is sent twice', async () => {
    const api = apiOf(stack)
    const trial = await begin(api, operator)
    const again = () => api.call(operator, `POST ${trial}/release`, undefined, { 'idempotency-key': 'k1' })
    expect([(await again()).status, (await again()).status]).toEqual([200, 200])
    const begun = () => api.call(operator, 'POST /v1/policy-trials', row, { 'idempotency-key': 'k2' })
    expect((await begun()).body).toEqual((await begun()).body)
  })

  it('is refused for what is not there, and a row is checked as it is when set', async () => {
    const api = apiOf(stack)
    expect((await api.call(operator, 'POST /v1/policy-trials/PT-none/release')).status).toBe(404)
    expect((await api.call(operator, 'GET /v1/policy-trials/PT-none')).status).toBe(404)
    expect((await api.call(operator, 'POST /v1/policy-trials', { ...row, name: 'nonsense' })).status).toBe(404)
    for (const wrong of [
      { value: 420 },
      { admdvs: '999999' },
      { from: '2027-02-30' },
      { source: ' ' },
      { from: undefined },
    ]) {
      const tried = await api.call(operator, 'POST /v1/policy-trials', { ...row, ...wrong })
      const { name: _name, ...set } = { ...row, ...wrong }
      const put = await api.call(operator, 'PUT /v1/policies/resident_premium', set)
      expect(tried).toMatchObject({ status: 400, body: { errors: put.body.errors } })
    }
  })
})

describe('where two persons are asked for', () => {
  it('another than who tried it releases it, and nobody sets a row alone', async () => {
    const api = apiOf(stack, { secondPerson: true })
    const trial = await begin(api, one)
    expect(await api.call(one, `POST ${trial}/release`)).toMatchObject({ status: 403, body: { code: 'second-person' } })
    const { name, ...set } = row
    const alone = await api.call(other, `PUT /v1/policies/${name}`, set)
    expect(alone).toMatchObject({ status: 409, body: { code: 'second-person' } })
    expect(await api.call(other, `POST ${trial}/release`)).toMatchObject({ status: 200, body: row })
  })

  it('all who bear no number are one person', async () => {
    const api = apiOf(stack, { secondPerson: true })
    const trial = await begin(api, operator)
    expect(await api.call(operator, `POST ${trial}/release`)).toMatchObject({ status: 403 })
    expect(await api.call(one, `POST ${trial}/release`)).toMatchObject({ status: 200 })
  })
})
