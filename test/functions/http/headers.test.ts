import { describe, expect, it } from 'vitest'
import { loopbackOrigins, originsIn } from '../../../functions/http/headers.ts'
import { apiOf, citizen, operator } from '../../support/api.ts'
import { register } from '../../support/people.ts'
import { makeStack } from '../../support/stack.ts'

async function setting() {
  const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
  const psn = await register(stack, 1)
  const lines: Record<string, unknown>[] = []
  const say = (message: string, fields: Record<string, unknown> = {}) => void lines.push({ message, ...fields })
  stack.ports.log = { info: say, warn: say, error: say }
  const api = apiOf(stack, { allowOrigin: originsIn('https://yb.example https://m.example:8443/')! })
  return { stack, psn, api, lines }
}

const given = (id: string) => ({ 'x-request-id': id })

describe('every answer bears the id of its request', () => {
  it('the one that was given, or else a new one', async () => {
    const { api, psn } = await setting()
    const me = citizen(psn)
    for (const id of ['a', 'A-9', 'x'.repeat(64)]) {
      expect((await api.call(me, 'GET /v1/me', undefined, given(id))).headers.get('x-request-id')).toBe(id)
    }
    for (const id of ['', 'a b', 'ü', 'x'.repeat(65), 'a_b', 'a.b']) {
      const { headers } = await api.call(me, 'GET /v1/me', undefined, given(encodeURI(id)))
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  it('errors, unknown paths and pages too, and each is another', async () => {
    const { api, stack } = await setting()
    const ids = []
    for (const path of ['/v1/me', '/nowhere', '/docs', '/v1/health', '/openapi.json']) {
      ids.push((await api.call(undefined, `GET ${path}`)).headers.get('x-request-id'))
    }
    stack.table.query = async () => {
      throw new Error('out of reach')
    }
    const failed = await api.call(operator, 'GET /v1/policies')
    expect(failed.status).toBe(500)
    ids.push(failed.headers.get('x-request-id'))
    expect(new Set(ids).size).toBe(6)
    expect(ids).not.toContain(null)
  })

  it('and so does every line of the log that was written for it', async () => {
    const { api, lines, psn } = await setting()
    const filing = { kind: 'long-term', to_admdvs: '310000', from: '2026-03-12', commitment: true }
    await api.call(citizen(psn), 'POST /v1/filings', filing, given('r-1'))
    const own = lines.filter(({ request_id }) => request_id === 'r-1')
    expect(own).toContainEqual({ request_id: 'r-1', message: 'answered', method: 'POST', status: 201 })
    expect(lines.filter(({ message }) => message === 'answered')).toHaveLength(1)
  })
})

describe('pages of other origins', () => {
  const page = (origin: string) => ({ origin })

  it('of those set may read answers and what is told beside them; no others', async () => {
    const { api } = await setting()
    for (const origin of ['https://yb.example', 'https://m.example:8443']) {
      const { headers } = await api.call(undefined, 'GET /v1/health', undefined, page(origin))
      expect(headers.get('access-control-allow-origin')).toBe(origin)
      expect(headers.get('access-control-expose-headers')).toMatch(/X-Request-Id.*Retry-After/)
      expect(headers.get('vary')).toMatch(/origin/i)
    }
    for (const origin of ['https://evil.example', 'http://yb.example', 'https://yb.example.evil', 'null', '*']) {
      const answer = await api.call(undefined, 'GET /v1/health', undefined, page(origin))
      expect(answer.status).toBe(200)
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
    const refused = await api.call(undefined, 'GET /v1/me', undefined, page('https://yb.example'))
    expect(refused.status).toBe(401)
    expect(refused.headers.get('access-control-allow-origin')).toBe('https://yb.example')
  })

  it('are answered before they ask', async () => {
    const { api } = await setting()
    const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'idempotency-key' }
    const answer = await api.call(undefined, 'OPTIONS /v1/filings', undefined, {
      ...page('https://yb.example'),
      ...asked,
    })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://yb.example')
    expect(answer.headers.get('access-control-allow-headers')).toMatch(/authorization.*idempotency-key/)
    expect(answer.headers.get('x-request-id')).toBeTruthy()
    const other = await api.call(undefined, 'OPTIONS /v1/filings', undefined, {
      ...page('https://evil.example'),
      ...asked,
    })
    expect(other.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('none are set by default; on one machine those of the machine are', async () => {
    expect(originsIn('none')).toBeUndefined()
    expect(originsIn(undefined)).toBeUndefined()
    for (const origin of ['http://localhost:5173', 'http://127.0.0.1', 'https://[::1]:3000']) {
      expect(loopbackOrigins(origin)).toBe(true)
    }
    for (const origin of ['http://localhost.evil.example', 'http://127.0.0.1.nip.io', 'null', 'https://yb.example']) {
      expect(loopbackOrigins(origin)).toBe(false)
    }
  })
})
