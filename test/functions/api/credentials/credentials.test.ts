/** The credential (credentials/RULES.md): the rules' examples, what a code says and does not, and who may check it. */
import { calculateJwkThumbprint, compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { withCredentialKey } from '../../../../infra/cli/stage-keys/credential-keys.ts'
import { instant } from '../../../../shared/calendar/index.ts'
import { keysFromJson } from '../../../../shared/identity/index.ts'
import { apiOf, type Claims, citizen, clerk, institution, operator, type TestApi } from '../../../support/api.ts'
import { certnoOf, enrolment, pause, register } from '../../../support/people.ts'
import { makeStack, type Stack, testKeysJson } from '../../../support/stack.ts'
import { certificate, makeTown } from '../town.ts'

let stack: Stack
let api: TestApi
let [me, helper] = ['', '']
beforeEach(async () => {
  stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  api = apiOf(stack)
  me = await register(stack, 1, { psn_name: '张小明' })
  helper = await register(stack, 2)
  await stack.happen('enrolment.registered', enrolment(me, '130100', '2019-03-01'))
})

const [h1, h2] = [institution('H13010200001'), institution('H13020000002')]
const show = (who = citizen(me), body: object = {}, headers = {}) =>
  api.call(who, 'POST /v1/credentials', body, headers)
const qrOf = async (who = citizen(me), body = {}) => (await show(who, body)).body.qr as string
const check = (who: Claims, qr: string) => api.call(who, 'POST /v1/credential-checks', { qr })
const until = (at: string) => stack.clock.set(instant(at))
const saying = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]
const jwsOf = (qr: string) => qr.slice('MIC1:'.length)
const offline = async (qr: string) =>
  compactVerify(jwsOf(qr), createLocalJWKSet((await api.request('/v1/credential-keys')).body))
async function mandate(scopes: string[]) {
  const asked = { as: 'helper', certno: certnoOf(1), psn_name: '张小明', relation: 'child', scopes }
  const { mandate_id } = (await api.call(citizen(helper), 'POST /v1/mandates', asked)).body
  await api.call(citizen(me), `POST /v1/mandates/${mandate_id}/acceptance`)
}

describe('a code', () => {
  it('is verified by the published key, says how one is insured, and nothing that names anybody', async () => {
    const { status, body } = await show()
    expect([status, body.expires_at]).toEqual([201, '2026-03-02T09:01:00+08:00'])
    expect(body.qr).toMatch(/^MIC1:[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(body.qr.length).toBeLessThanOrEqual(600)
    await offline(body.qr)
    const [key] = (await api.request('/v1/credential-keys')).body.keys
    expect(decodeProtectedHeader(jwsOf(body.qr))).toEqual({ alg: 'ES256', kid: await calculateJwkThumbprint(key) })
    expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
    const said = decodeJwt(jwsOf(body.qr))
    const iat = Date.parse('2026-03-02T09:00:00+08:00') / 1000
    expect(said).toEqual({
      ...{ iss: 'urn:mianshen:test', iat, exp: iat + 60, jti: expect.any(String), sub: expect.any(String) },
      ...{ name: '张**', insu_admdvs: '130100', insutype: '310', psn_insu_stas: '1', by: 'self' },
    })
    const again = decodeJwt(jwsOf(await qrOf()))
    expect(again.jti).not.toBe(said.jti)
    expect(again.sub).not.toBe(said.sub)
  })

  it('of somebody paused says where, of somebody never insured that alone; and the longest name fits', async () => {
    await stack.happen('enrolment.paused', pause(me, '130100', '2026-01-31'))
    expect(decodeJwt(jwsOf(await qrOf()))).toMatchObject({ insu_admdvs: '130100', psn_insu_stas: '2' })
    const long = await register(stack, 3, { psn_name: '长'.repeat(100) })
    const qr = await qrOf(citizen(long))
    expect(qr.length).toBeLessThanOrEqual(600)
    const said = decodeJwt(jwsOf(qr))
    expect(Object.keys(said).sort()).toEqual(['by', 'exp', 'iat', 'iss', 'jti', 'name', 'psn_insu_stas', 'sub'])
    expect(said.psn_insu_stas).toBe('0')
  })

  it('is shown for a child in one’s care, and for whom a mandate with `show` says; for nobody else, and not on behalf', async () => {
    expect((await show(citizen(helper), { psn_no: me })).status).toBe(404)
    await mandate(['see', 'act'])
    expect((await show(citizen(helper), { psn_no: me })).status).toBe(404)
    expect((await show(citizen(helper), {}, { 'on-behalf-of': me })).status).toBe(404)
    expect((await show(citizen('P404'))).status).toBe(404)
    await stack.happen('death.registered', { certno: certnoOf(1), dead_date: '2026-03-02' })
    expect((await show()).status).toBe(404)
    const town = await makeTown()
    const child = await town.api.call(citizen(town.me), 'POST /v1/credentials', { psn_no: town.child })
    expect(decodeJwt(jwsOf(child.body.qr)).by).toBe('guardian')
    expect(certificate).toBeTruthy()
  })

  it('shown by a helper is in the access log each time, and told to the person once an hour', async () => {
    await mandate(['show'])
    for (let n = 0; n < 3; n++) expect(decodeJwt(jwsOf(await qrOf(citizen(helper), { psn_no: me }))).by).toBe('helper')
    const told = () => stack.sent('notice').filter(({ data }) => data.template === 'helped')
    expect(told().map(({ data }) => data.psn_no)).toEqual([me])
    until('2026-03-02T10:00:00+08:00')
    await qrOf(citizen(helper), { psn_no: me })
    expect(told()).toHaveLength(2)
    const { access } = (await api.call(citizen(me), 'GET /v1/me/access')).body
    expect(access.map(({ role, place, what }: Record<string, string>) => [role, place, what])).toEqual(
      Array.from({ length: 4 }, () => ['helper', '测试2', '出示了医保码']),
    )
  })

  it('is made 120 times in a clock hour, the 121st has to wait for the next', async () => {
    await api.call(operator, 'PUT /v1/policies/credentials_an_hour', { admdvs: '130100', value: 3, source: '测试' })
    until('2026-03-02T10:59:30+08:00')
    const answers = await Promise.all([1, 2, 3, 4].map(() => show()))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 429])
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('30')
    until('2026-03-02T11:00:00+08:00')
    expect((await show()).status).toBe(201)
  })
})

describe('a check', () => {
  it('within its time says who it is, as they are called and insured; past it, it is expired', async () => {
    const qr = await qrOf()
    until('2026-03-02T09:00:59+08:00')
    const { body, status } = await check(h1, qr)
    expect(status).toBe(200)
    const { relations } = (await api.call(citizen(me), 'GET /v1/me')).body
    expect(body).toEqual({ psn_no: me, psn_name: '张小明', relations })
    for (const late of ['2026-03-02T09:01:00+08:00', '2026-03-02T09:01:01+08:00']) {
      until(late)
      expect(saying(await check(h1, qr))).toEqual([409, 'expired'])
    }
  })

  it('uses it up: the same hears the same again, whatever has changed; another is told that it was used', async () => {
    const qr = await qrOf()
    const first = await check(h1, qr)
    await stack.happen('enrolment.paused', pause(me, '130100', '2026-02-28'))
    expect((await check(h1, qr)).body).toEqual(first.body)
    expect(saying(await check(h2, qr))).toEqual([409, 'used'])
    expect(saying(await check(clerk('130100'), qr))).toEqual([409, 'used'])
    const { access } = (await api.call(citizen(me), 'GET /v1/me/access')).body
    expect(access.map(({ role, what }: Record<string, string>) => `${role} ${what}`)).toEqual([
      'institution 扫码核对了医保码',
      'institution 扫码核对了医保码',
    ])
  })

  it('by two at once is won by one', async () => {
    const qr = await qrOf()
    const answers = await Promise.all([check(h1, qr), check(h2, qr), check(clerk('130100'), qr)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  it('takes no code that is altered, cut, of another key or none at all', async () => {
    const qr = await qrOf()
    const [head = '', payload = '', signature = ''] = qr.split('.')
    const other = (letter: string) => (letter === 'A' ? 'B' : 'A')
    const altered = (text: string, at: number) => `${text.slice(0, at)}${other(text.at(at)!)}${text.slice(at + 1)}`
    const wrong = [
      `${head}.${altered(payload, 30)}.${signature}`,
      `${head}.${payload}.${altered(signature, 5)}`,
      // The last letter holds bits that say nothing: it must be the one there is all the same.
      `${qr.slice(0, -1)}${String.fromCharCode(qr.charCodeAt(qr.length - 1) + 1)}`,
      qr.slice(0, -4),
      jwsOf(qr),
      `${head}.${payload}.`,
      'MIC1:',
      '二维码',
    ]
    for (const one of wrong) expect(saying(await check(h1, one)), one).toEqual([400, 'invalid-code'])
    await expect(offline(wrong[0]!)).rejects.toThrow()
    const theirs = makeStack({
      now: stack.clock.now(),
      keys: keysFromJson(
        JSON.stringify(
          withCredentialKey({ ...testKeysJson, credential_keys: [] }, instant('2000-01-01T00:00:00+08:00')),
        ),
      ),
    })
    const elsewhere = await theirs
    await register(elsewhere, 1)
    const foreign = (await apiOf(elsewhere).call(citizen(me), 'POST /v1/credentials', {})).body.qr
    expect(saying(await check(h1, foreign))).toEqual([400, 'invalid-code'])
    expect((await check(h1, qr)).status).toBe(200)
  })

  it('is not for citizens', async () => {
    expect((await check(citizen(me), await qrOf())).status).toBe(403)
  })
})

describe('keys', () => {
  it('change while codes are shown: a key is published until a day after its last signature', async () => {
    const [first] = testKeysJson.credential_keys
    const ended = { ...first, until: '2026-03-03T00:00:00+08:00' }
    const json = withCredentialKey(
      { ...testKeysJson, credential_keys: [ended] as never },
      instant('2026-03-02T12:00:00+08:00'),
    )
    stack.ports.keys = keysFromJson(JSON.stringify(json))
    const kids = async () => (await api.request('/v1/credential-keys')).body.keys.map(({ kid }: { kid: string }) => kid)
    const signer = async () => decodeProtectedHeader(jwsOf(await qrOf())).kid
    const [old, next] = await kids()
    expect(await signer()).toBe(old)
    until('2026-03-02T12:00:00+08:00')
    expect(await signer()).toBe(next)
    until('2026-03-03T23:59:59+08:00')
    expect(await kids()).toEqual([old, next])
    until('2026-03-04T00:00:00+08:00')
    expect(await kids()).toEqual([next])
  })

  it('that are not there make no code', async () => {
    const { credentialKeys: _none, ...keys } = stack.ports.keys
    stack.ports.keys = keys
    expect((await show()).status).toBe(503)
    expect((await api.request('/v1/credential-keys')).body).toEqual({ keys: [] })
  })
})
