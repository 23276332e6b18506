import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Subject } from '../../../functions/calls/access.ts'
import { type Limits, makeLimiter, standardLimits } from '../../../functions/http/limits.ts'
import { apiOf, citizen } from '../../support/api.ts'
import { register } from '../../support/people.ts'
import { makeStack } from '../../support/stack.ts'

const person = (id: string): Subject => ({ role: 'citizen', id, psn_no: id })
const doctor = (id: string): Subject => ({ role: 'institution', id, fixmedins_code: 'H1' })
const limits: Limits = {
  ...standardLimits,
  citizen: { perSecond: 2, burst: 3 },
  institution: { perSecond: 1, burst: 2 },
}

describe('the limiter', () => {
  it('lets a burst through, then says how long to wait, then fills evenly', () => {
    let now = 0
    const take = makeLimiter(limits, () => now)
    const calls = (n: number) => Array.from({ length: n }, () => take(person('a')).retryAfter)
    expect(calls(4)).toEqual([undefined, undefined, undefined, 1])
    now = 500
    expect(calls(2)).toEqual([undefined, 1])
    now = 60_000
    expect(calls(4)).toEqual([undefined, undefined, undefined, 1])
  })

  it('counts each caller apart, and all staff of an institution as one', () => {
    const take = makeLimiter(limits, () => 0)
    for (let i = 0; i < 3; i++) take(person('a'))
    expect(take(person('a')).retryAfter).toBe(1)
    expect(take(person('b')).retryAfter).toBeUndefined()
    expect(['x', 'y', 'z'].map((id) => take(doctor(id)).retryAfter)).toEqual([undefined, undefined, 1])
  })

  it('never lets more through than burst and rate allow', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 900 }), { minLength: 1, maxLength: 80 }), (pauses) => {
        let now = 0
        let passed = 0
        const take = makeLimiter(limits, () => now)
        for (const pause of pauses) {
          now += pause
          if (take(person('a')).retryAfter === undefined) passed++
        }
        expect(passed).toBeLessThanOrEqual(3 + Math.floor((now / 1000) * 2))
      }),
    )
  })

  it('says how many calls may follow, and exactly so many may', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 900 }), { minLength: 1, maxLength: 20 }), (pauses) => {
        let now = 0
        const take = makeLimiter(limits, () => now)
        for (const pause of pauses) {
          now += pause
          take(person('a'))
        }
        const { left, fullAfter } = take(person('a'))
        const more = Array.from({ length: left + 1 }, () => take(person('a')).retryAfter === undefined)
        expect(more).toEqual([...Array(left).fill(true), false])
        now += 1000 * (fullAfter + Math.ceil(left / limits.citizen.perSecond))
        expect(take(person('a')).left).toBe(limits.citizen.burst - 1)
      }),
    )
  })

  it('forgets who has not called for long, not who calls now', () => {
    const take = makeLimiter(limits, () => 0)
    for (let i = 0; i < 3; i++) take(person('busy'))
    for (let i = 0; i < 19_999; i++) take(person(`p${i}`))
    expect(take(person('busy')).retryAfter).toBe(1)
    for (let i = 0; i < 20_000; i++) take(person(`q${i}`))
    expect(take(person('busy')).retryAfter).toBeUndefined()
  })
})

describe('the API', () => {
  it('answers 429 with Retry-After to who calls too often, and goes on answering others', async () => {
    const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
    const [a, b] = [citizen(await register(stack, 1)), citizen(await register(stack, 2))]
    const slow = { citizen: { perSecond: 0.1, burst: 1 } }
    const api = apiOf(stack, { limits: { ...standardLimits, ...slow } })
    expect((await api.call(a, 'GET /v1/me')).status).toBe(200)
    const refused = await api.call(a, 'GET /v1/me')
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.headers.get('ratelimit')).toBe('"calls";r=0;t=10')
    expect((await api.call(b, 'GET /v1/me')).status).toBe(200)
    expect((await api.call(a, 'GET /v1/health')).status).toBe(200)
  })
})

describe('every answer to a caller who is known', () => {
  it('says what the caller may still ask, whatever else it says', async () => {
    const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
    const me = citizen(await register(stack, 1))
    const api = apiOf(stack, { limits: standardLimits })
    const headersOf = async (who: typeof me | undefined, call: Parameters<typeof api.call>[1]) =>
      (await api.call(who, call)).headers
    for (const call of ['GET /v1/me', 'GET /v1/cases/NB-nobody', 'GET /v1/ledger/check'] as const) {
      const headers = await headersOf(me, call)
      expect(headers.get('ratelimit-policy')).toBe('"calls";q=200;w=4')
      expect(headers.get('ratelimit')).toMatch(/^"calls";r=19\d;t=1$/)
    }
    const desk = { role: 'institution', id: 'i', fixmedins_code: 'H13010200001' } as const
    expect((await headersOf(desk, 'POST /v1/filing-decisions')).get('ratelimit-policy')).toBe('"calls";q=8000;w=4')
    expect((await headersOf(undefined, 'GET /v1/health')).has('ratelimit')).toBe(false)
  })
})

describe('a crowd', () => {
  it('beyond what a process answers at a time is told to come again, and then let in', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const psnNo = await register(stack, 1)
    const api = await apiOf(stack)
    const calls = await Promise.all(Array.from({ length: 500 }, () => api.call(citizen(psnNo), 'GET /v1/me')))
    const turnedAway = calls.filter(({ status }) => status === 503)
    expect(turnedAway.length).toBeGreaterThan(0)
    expect(turnedAway[0]?.headers.get('retry-after')).toBe('1')
    expect((await api.call(citizen(psnNo), 'GET /v1/me')).status).toBe(200)
  })
})
