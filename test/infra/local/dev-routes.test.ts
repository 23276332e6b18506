import { join } from 'node:path'
import fc from 'fast-check'
import { createLocalJWKSet, errors, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { audience, type DevKeys, issuer, openDevKeys, publicKeys } from '../../../infra/local/dev-keys.ts'
import { devRoutes } from '../../../infra/local/dev-routes.ts'
import { addMs, compareInstants, epochMs, instant } from '../../../shared/calendar/index.ts'
import { type ManualClock, manualClock } from '../../../shared/clock/index.ts'
import { testDir } from './support.ts'

let remove: () => void
let keys: DevKeys
let clock: ManualClock
let app: ReturnType<typeof devRoutes>

const start = instant('2026-03-02T09:00:00+08:00')

beforeEach(() => {
  const test = testDir()
  remove = test.remove
  keys = openDevKeys(join(test.dir, 'keys.json'))
  clock = manualClock(start)
  const setClock = (to: typeof start) => (compareInstants(to, clock.now()) < 0 ? undefined : clock.set(to))
  app = devRoutes({ clock, setClock, keys })
})
afterEach(() => remove())

interface Answer {
  token: string
  now: string
  status: number
  code: string
  errors: { field: string }[]
}

async function post(path: string, body: unknown): Promise<{ status: number; type: string | null; body: Answer }> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await app.request(path, { method: 'POST', body: text })
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: (await response.json()) as Answer,
  }
}

async function claimsOf(token: string, at = clock.now()) {
  const options = { issuer, audience, algorithms: ['ES256'], currentDate: new Date(epochMs(at)) }
  return await jwtVerify(token, createLocalJWKSet(publicKeys(keys)), options)
}

describe('POST /dev/token', () => {
  it.each([
    [{ role: 'citizen', psn_no: '13010000000000000001' }, 'citizen:13010000000000000001'],
    [{ role: 'clerk', admdvs: '130100' }, 'clerk:130100'],
    [{ role: 'employer', emp_no: 'E1' }, 'employer:E1'],
    [{ role: 'institution', fixmedins_code: 'H13010000001' }, 'institution:H13010000001'],
    [{ role: 'operator' }, 'operator'],
    [{ role: 'agent', point_no: 'P1', agent_no: 'A1' }, 'agent:P1:A1'],
    [{ role: 'partner', source: 'urn:partner:tax-13' }, 'partner:urn:partner:tax-13'],
    [{ role: 'operator', staff_no: 'S1' }, 'operator:S1'],
  ])('makes a token that says who %o is', async (request, sub) => {
    const { status, body } = await post('/dev/token', request)
    expect(status).toBe(200)
    const { payload, protectedHeader } = await claimsOf(body.token)
    expect(payload).toMatchObject({ ...request, sub, iss: issuer, aud: audience })
    expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: keys.tokenKey.kid })
  })

  it('lets it hold an hour of business time, or as long as asked', async () => {
    const { payload } = await claimsOf((await post('/dev/token', { role: 'operator' })).body.token)
    expect(payload.iat).toBe(epochMs(start) / 1_000)
    expect(payload.exp).toBe(epochMs(start) / 1_000 + 3_600)
    const short = (await post('/dev/token', { role: 'operator', ttl_s: 60 })).body.token
    await claimsOf(short, addMs(start, 59_000))
    await expect(claimsOf(short, addMs(start, 61_000))).rejects.toThrow(errors.JWTExpired)
  })

  it('keeps the secret half of its key to itself', () => {
    expect(JSON.stringify(publicKeys(keys))).not.toContain(keys.tokenKey.d)
  })

  it.each([
    [{}, 'role'],
    ['no json', 'role'],
    [{ role: 'king' }, 'role'],
    [{ role: 'citizen' }, 'psn_no'],
    [{ role: 'citizen', psn_no: '' }, 'psn_no'],
    [{ role: 'clerk', admdvs: '1301' }, 'admdvs'],
    [{ role: 'clerk' }, 'admdvs'],
    [{ role: 'employer', psn_no: '1' }, 'emp_no'],
    [{ role: 'institution' }, 'fixmedins_code'],
    [{ role: 'partner' }, 'source'],
    [{ role: 'operator', ttl_s: '60' }, 'ttl_s'],
    [{ role: 'operator', ttl_s: 1.5 }, 'ttl_s'],
    [{ role: 'operator', ttl_s: -1 }, 'ttl_s'],
  ])('refuses %o, naming %s', async (request, field) => {
    const { status, type, body } = await post('/dev/token', request)
    expect([status, type, body.status, body.code]).toEqual([400, 'application/problem+json', 400, 'bad-request'])
    expect(body.errors.map((error) => error.field)).toContain(field)
  })
})

describe('POST /dev/clock', () => {
  it('goes to a time, whatever offset it is written with', async () => {
    const { status, body } = await post('/dev/clock', { now: '2026-06-01T00:00:00Z' })
    expect([status, body]).toEqual([200, { now: '2026-06-01T08:00:00+08:00' }])
  })

  it('goes on by a duration of the calendar', async () => {
    expect((await post('/dev/clock', { advance: 'P1DT2H' })).body).toEqual({ now: '2026-03-03T11:00:00+08:00' })
    expect((await post('/dev/clock', { advance: 'P1M' })).body).toEqual({ now: '2026-04-03T11:00:00+08:00' })
  })

  it.each([[{ now: '2026-03-02T08:59:59+08:00' }], [{ advance: '-PT1S' }]])('never goes back: %o', async (request) => {
    const { status, type, body } = await post('/dev/clock', request)
    expect([status, type, body.code]).toEqual([409, 'application/problem+json', 'clock-never-goes-back'])
    expect(clock.now()).toBe(start)
  })

  it.each([
    [{}],
    ['no json'],
    [[]],
    [{ now: '2026-06-01' }],
    [{ now: '2026-06-01T00:00:00' }],
    [{ now: 1 }],
    [{ advance: '1 day' }],
    [{ advance: 'P' }],
    [{ advance: 'P999999999Y' }],
    [{ now: '2026-06-01T00:00:00Z', advance: 'P1D' }],
  ])('refuses %o', async (request) => {
    const { status, body } = await post('/dev/clock', request)
    expect([status, body.code, body.errors.length > 0]).toEqual([400, 'bad-request', true])
    expect(clock.now()).toBe(start)
  })

  it('whatever it is told, only ever goes forward', async () => {
    const told = fc.oneof(
      fc
        .date({ noInvalidDate: true, min: new Date('2020-01-01'), max: new Date('2040-01-01') })
        .map((date) => ({ now: date.toISOString() })),
      fc.integer({ min: -100_000, max: 100_000 }).map((s) => ({ advance: s < 0 ? `-PT${-s}S` : `PT${s}S` })),
    )
    await fc.assert(
      fc.asyncProperty(told, async (request) => {
        const before = clock.now()
        const { status, body } = await post('/dev/clock', request)
        expect(compareInstants(clock.now(), before)).toBeGreaterThanOrEqual(0)
        if (status === 200) expect(body.now).toBe(clock.now())
        else expect([status, clock.now()]).toEqual([409, before])
      }),
    )
  })
})

it('answers what it does not know with a problem', async () => {
  const response = await app.request('/dev/secrets')
  expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
})
