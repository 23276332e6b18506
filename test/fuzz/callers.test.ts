import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { allRoutes } from '../../functions/api/routes/index.ts'
import { makeKey, signToken } from '../support/api.ts'
import { hostileTexts, junkValue } from './junk.ts'
import { changesSince, snapshotOf } from './strict.ts'
import { expectCivil, makeWatchedTown, tries, type WatchedTown } from './town.ts'

let town: WatchedTown
beforeAll(async () => {
  town = await makeWatchedTown()
})

const guarded = allRoutes.filter(({ access }) => access !== 'none')
const anyRoute = fc.constantFrom(...guarded)

async function call(route: (typeof guarded)[number], authorization: string | undefined, body = '{}') {
  const response = await town.api.app.request(route.path.replace(/\{\w+\}/g, 'x'), {
    method: route.method.toUpperCase(),
    headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
    ...(route.method === 'get' ? {} : { body }),
  })
  const type = response.headers.get('content-type') ?? ''
  const answer = { status: response.status, type, text: await response.text() }
  expectCivil(answer)
  expect(town.watch.faults).toEqual([])
  return answer
}

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url')

/** Texts that are no token, or were one. */
const malformed = fc.oneof(
  fc.constantFrom(
    ...['', ' ', 'Bearer', 'Bearer ', 'bearer  ', 'Bearer a', 'Bearer ..', 'Bearer a.b', 'Bearer a.b.c', 'Bearer ....'],
    ...['Basic YTpi', 'Bearer null', 'Bearer undefined', 'Bearer \t', 'Bearer a.b.c, Bearer a.b.c', 'Digest x=y'],
    `Bearer ${'a'.repeat(100_000)}`,
    `Bearer ${'a.'.repeat(5000)}`,
    `Bearer ${base64({ alg: 'none' })}.${base64({ role: 'operator' })}.`,
    `Bearer ${base64({ alg: 'NONE', typ: 'JWT' })}.${base64({ role: 'operator', exp: 9e9 })}.AA`,
    `Bearer ${base64({ alg: 'ES256', kid: '../../k1' })}.${base64({ role: 'operator' })}.AAAA`,
    `Bearer ${base64({ alg: 'ES256', kid: { a: 1 } })}.${base64([])}.AAAA`,
    `Bearer ${base64({ alg: 'ES256', crit: ['exp'], exp: 1 })}.${base64(null)}.AAAA`,
    `Bearer ${base64({ alg: 'dir', enc: 'A256GCM' })}....`,
    `Bearer ${base64({ alg: 'ES256', jwk: { kty: 'EC' }, x5u: 'http://localhost/' })}.${base64({})}.AAAA`,
  ),
  fc.base64String({ maxLength: 200 }).map((text) => `Bearer ${text}`),
  fc.stringMatching(/^[\x20-\x7e\xa1-\xff]{0,80}$/).map((text) => `Bearer ${text}`),
)

describe('a token that is none', () => {
  it('is 401 at every call, whatever it looks like', async () => {
    await fc.assert(
      fc.asyncProperty(anyRoute, fc.option(malformed, { nil: undefined }), async (route, authorization) => {
        expect((await call(route, authorization)).status).toBe(401)
      }),
      tries(200),
    )
  })

  it('signed by somebody else, with the public key as secret, or with one letter changed, is 401', async () => {
    const other = await makeKey('k1')
    const claims = { role: 'operator' }
    const right = await town.api.token(claims)
    const forged = await signToken(claims, { key: other, from: town.api.seconds() })
    const [head = '', payload = '', signature = ''] = right.split('.')
    const hs256 = `${base64({ alg: 'HS256', kid: 'k1' })}.${payload}`
    const byPublicKey = createHmac('sha256', JSON.stringify(other.publicJwk)).update(hs256).digest('base64url')
    const fixed = [forged, `${hs256}.${byPublicKey}`, `${head}.${base64({ role: 'operator', exp: 9e9 })}.${signature}`]
    for (const token of fixed) expect((await call(guarded[0]!, `Bearer ${token}`)).status).toBe(401)
    await fc.assert(
      fc.asyncProperty(fc.nat(right.length - 8), fc.constantFrom('A', 'z', '-', '.', '='), async (at, letter) => {
        fc.pre(right[at] !== letter)
        const token = right.slice(0, at) + letter + right.slice(at + 1)
        expect((await call(guarded[0]!, `Bearer ${token}`)).status).toBe(401)
      }),
      tries(60),
    )
  })
})

/** Claims an issuer may get wrong: rightly signed, so that everything after the signature sees them. */
const strangeClaims = fc.record(
  {
    role: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('citizen', 'clerk', 'employer', 'institution', 'operator', 'partner') },
      { weight: 1, arbitrary: fc.constantFrom('admin', '__proto__', 'constructor', 'CITIZEN', 'none') },
      { weight: 1, arbitrary: junkValue },
    ),
    sub: fc.oneof(fc.constantFrom<string>(...hostileTexts), junkValue),
    psn_no: fc.oneof(fc.constantFrom<string>(...hostileTexts, 'P000002', 'x'.repeat(1000)), junkValue),
    admdvs: fc.oneof(fc.constantFrom('130100', '000000', '999999', '13', '１３０１００'), junkValue),
    emp_no: fc.oneof(fc.constantFrom<string>(...hostileTexts, 'E130100', 'x'.repeat(300)), junkValue),
    fixmedins_code: fc.oneof(fc.constantFrom<string>(...hostileTexts, 'H13010200001', 'H'), junkValue),
  },
  { requiredKeys: ['role'], noNullPrototype: true },
)

describe('a token that is right but says strange things', () => {
  it('is 401, or somebody who has nothing and sees nothing of others', async () => {
    await fc.assert(
      fc.asyncProperty(anyRoute, strangeClaims, async (route, claims) => {
        await town.reset()
        const before = snapshotOf(town.stack)
        const token = await signToken(JSON.parse(JSON.stringify(claims)), { from: town.api.seconds() })
        // A header is no place for 200,000 letters: the server refuses those before us.
        fc.pre(token.length < 60_000)
        const { status } = await call(route, `Bearer ${token}`)
        if (status >= 400) {
          expect(changesSince(town.stack, before).filter((id) => !/^(U|Q|I)#/.test(id))).toEqual([])
        }
      }),
      tries(300),
    )
  })
})
