import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { base64url } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'
import { subjectOf } from '../../../functions/http/auth.ts'
import { apiOf, audience, issuer, makeKey, signToken } from '../../support/api.ts'
import { register } from '../../support/people.ts'
import { makeStack } from '../../support/stack.ts'

const now = '2026-03-12T09:00:00+08:00'

async function setting() {
  const stack = await makeStack({ now })
  const psn = await register(stack, 1)
  const api = apiOf(stack)
  const status = async (token: string, scheme = 'Bearer') =>
    (await api.request('/v1/me', { headers: { authorization: `${scheme} ${token}` } })).status
  return { stack, api, psn, status, claims: { role: 'citizen', psn_no: psn } }
}

describe('a token', () => {
  it('of the issuer, for us, in time, is taken', async () => {
    const { api, status, claims } = await setting()
    const good = await signToken(claims, { from: api.seconds() })
    expect(await status(good)).toBe(200)
    expect(await status(good, 'bearer')).toBe(200)
    expect(await status(good, 'Basic')).toBe(401)
  })

  it('of another issuer, for another audience, or by another key is refused', async () => {
    const { api, status, claims } = await setting()
    const from = api.seconds()
    expect(await status(await signToken(claims, { from, issuer: 'urn:other' }))).toBe(401)
    expect(await status(await signToken(claims, { from, audience: 'other' }))).toBe(401)
    expect(await status(await signToken(claims, { from, key: await makeKey('k1') }))).toBe(401)
    expect(await status(await signToken(claims, { from, key: await makeKey('unknown') }))).toBe(401)
  })

  it('is judged by the business clock, with as much grace as is configured', async () => {
    const { stack, api, psn, claims } = await setting()
    const token = await signToken(claims, { from: api.seconds(), ttl: 60 })
    const { publicJwk, ...key } = await makeKey('k9')
    const auth = { issuer, audience, jwks: { keys: [publicJwk] }, skewSeconds: 30 }
    const lenient = apiOf(stack, { auth })
    const theirs = await signToken(
      { role: 'citizen', psn_no: psn },
      { from: api.seconds(), ttl: 60, key: { publicJwk, ...key } },
    )
    const both = async () =>
      Promise.all([
        api.request('/v1/me', { headers: { authorization: `Bearer ${token}` } }),
        lenient.request('/v1/me', { headers: { authorization: `Bearer ${theirs}` } }),
      ]).then((answers) => answers.map(({ status }) => status))
    await stack.advanceTo('2026-03-12T09:00:59+08:00')
    expect(await both()).toEqual([200, 200])
    await stack.advanceTo('2026-03-12T09:01:29+08:00')
    expect(await both()).toEqual([401, 200])
    await stack.advanceTo('2026-03-12T09:01:31+08:00')
    expect(await both()).toEqual([401, 401])
  })

  it('without an end is refused', async () => {
    const { status, claims } = await setting()
    const part = (value: object) => base64url.encode(JSON.stringify(value))
    const none = `${part({ alg: 'none' })}.${part({ ...claims, iss: issuer, aud: audience, exp: 4e9 })}.`
    expect(await status(none)).toBe(401)
  })

  it('issued in the future, not yet to be taken, or good for too long is refused', async () => {
    const { api, stack, claims } = await setting()
    const key = await makeKey('k2')
    const auth = { issuer, audience, jwks: { keys: [key.publicJwk] }, skewSeconds: 30, longestSeconds: 3600 }
    const strict = apiOf(stack, { auth })
    const now = api.seconds()
    const status = async (more: Record<string, unknown>, from: number, ttl = 3600) => {
      const token = await signToken({ ...claims, ...more }, { key, from, ttl })
      return (await strict.request('/v1/me', { headers: { authorization: `Bearer ${token}` } })).status
    }
    expect(await status({}, now + 20)).toBe(200)
    expect(await status({}, now + 40)).toBe(401)
    expect(await status({}, now + 86_400 * 365)).toBe(401)
    expect(await status({ nbf: now + 20 }, now)).toBe(200)
    expect(await status({ nbf: now + 60 }, now)).toBe(401)
    expect(await status({}, now, 3601)).toBe(401)
  })

  it('signed with the public key as a shared secret is refused: algorithms are fixed', async () => {
    const { api, status, claims } = await setting()
    const { SignJWT } = await import('jose')
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime(api.seconds() + 60)
      .sign(new TextEncoder().encode('the public key, which everybody knows'))
    expect(await status(token)).toBe(401)
  })

  it('that is nonsense is refused', async () => {
    const { status } = await setting()
    for (const token of ['', 'x', 'a.b.c', '......', 'é']) expect(await status(encodeURI(token))).toBe(401)
  })

  it.each([
    [{ role: 'citizen' }],
    [{ role: 'citizen', psn_no: '' }],
    [{ role: 'clerk', admdvs: '999999' }],
    [{ role: 'clerk' }],
    [{ role: 'employer' }],
    [{ role: 'institution' }],
    [{ role: 'king', psn_no: 'P1' }],
    [{}],
  ])('that names nobody completely is refused: %j', (claims) => {
    expect(subjectOf(claims)).toBeUndefined()
  })

  it("maps a clerk's place to the pooling area", () => {
    expect(subjectOf({ role: 'clerk', admdvs: '130102' })).toMatchObject({ area: '130100' })
    expect(subjectOf({ role: 'clerk', admdvs: '110105' })).toMatchObject({ area: '110000' })
    expect(subjectOf({ role: 'clerk', admdvs: '130638' })).toMatchObject({ area: '133100' })
    expect(subjectOf({ role: 'clerk', admdvs: '419001' })).toMatchObject({ area: '419001' })
  })
})

describe('keys at an address', () => {
  const closers: (() => void)[] = []
  afterEach(() => {
    for (const close of closers.splice(0)) close()
  })

  async function serveKeys(keys: () => object[]) {
    let asked = 0
    const server = createServer((_, response) => {
      asked++
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ keys: keys() }))
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    closers.push(() => server.close())
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`, asked: () => asked }
  }

  it('are asked for once, and again when an unknown key is named', async () => {
    const stack = await makeStack({ now })
    const psn = await register(stack, 1)
    const old = await makeKey('2025', 'RS256')
    const fresh = await makeKey('2026')
    const keys = [old.publicJwk]
    const { url, asked } = await serveKeys(() => keys)
    const api = apiOf(stack, { auth: { issuer, audience, jwks: { url, cooldownMs: 0 } } })
    const as = async (key: typeof old) => {
      const token = await signToken({ role: 'citizen', psn_no: psn }, { from: api.seconds(), key })
      return (await api.request('/v1/me', { headers: { authorization: `Bearer ${token}` } })).status
    }
    expect([await as(old), await as(old)]).toEqual([200, 200])
    expect(asked()).toBe(1)
    keys.push(fresh.publicJwk)
    expect([await as(fresh), await as(old)]).toEqual([200, 200])
    expect(asked()).toBe(2)
    expect(await as(await makeKey('forged'))).toBe(401)
  })

  it('that are out of reach are a fault of ours: 503, not 401', async () => {
    const stack = await makeStack({ now })
    const api = apiOf(stack, { auth: { issuer, audience, jwks: { url: 'http://127.0.0.1:9/jwks' } } })
    const answer = await api.call({ role: 'operator' }, 'GET /v1/ledger/check')
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } })
    expect(answer.headers.get('retry-after')).toBe('5')
  })
})
