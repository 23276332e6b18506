import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { type Authenticate, makeAuthenticate } from '../../../functions/http/auth.ts'
import { rememberTokens } from '../../../functions/http/known-tokens.ts'
import { epochMs, instant } from '../../../shared/calendar/index.ts'
import { manualClock } from '../../../shared/clock/index.ts'

const start = instant('2026-05-01T08:00:00+08:00')
let keys: Awaited<ReturnType<typeof generateKeyPair>>
beforeAll(async () => {
  keys = await generateKeyPair('ES256')
})

async function scene(ttlSeconds: number) {
  const clock = manualClock(start)
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k', alg: 'ES256' }
  let checks = 0
  const check = makeAuthenticate({ issuer: 'i', audience: 'a', jwks: { keys: [jwk] } }, clock)
  const counting: Authenticate = (authorization) => {
    checks += 1
    return check(authorization)
  }
  const token = await new SignJWT({ role: 'institution', fixmedins_code: 'H11010100001' })
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .setIssuer('i')
    .setAudience('a')
    .setExpirationTime(Math.floor(epochMs(start) / 1000) + ttlSeconds)
    .sign(keys.privateKey)
  return { clock, token: `Bearer ${token}`, authenticate: rememberTokens(counting, clock), checks: () => checks }
}

test('a token that was right is checked again only after a minute', async () => {
  const { clock, token, authenticate, checks } = await scene(3600)
  const first = await authenticate(token)
  expect(first).toMatchObject({ role: 'institution', fixmedins_code: 'H11010100001' })
  expect(await authenticate(token)).toEqual(first)
  clock.advance('PT59S')
  expect(await authenticate(token)).toEqual(first)
  expect(checks()).toBe(1)
  clock.advance('PT1S')
  expect(await authenticate(token)).toEqual(first)
  expect(checks()).toBe(2)
})

test('a token is not taken beyond its own end', async () => {
  const { clock, token, authenticate } = await scene(10)
  expect(await authenticate(token)).toBeDefined()
  clock.advance('PT50S')
  expect(await authenticate(token)).toBeUndefined()
})

test('what is wrong is never remembered as right, however often it comes', async () => {
  const { token, authenticate, checks } = await scene(3600)
  const forged = `${token.slice(0, -6)}AAAAAA`
  await authenticate(token)
  for (let n = 0; n < 3; n++) expect(await authenticate(forged)).toBeUndefined()
  expect(await authenticate(undefined)).toBeUndefined()
  expect(checks()).toBe(5)
})
