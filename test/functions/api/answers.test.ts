import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { problemsOf } from '../../../functions/api/docs/openapi-problems.ts'
import { allRoutes } from '../../../functions/api/routes/index.ts'
import { seen } from '../../../functions/calls/access.ts'
import { nameOf } from '../../../functions/calls/route.ts'
import { makeTown, type Town } from './town.ts'

let town: Town
beforeAll(async () => {
  town = await makeTown()
})

/** A path with something in every place, and a role that may call. */
const targets = allRoutes.map((route) => ({
  name: nameOf(route),
  route,
  target: `${route.method.toUpperCase()} ${route.path.replace(/\{\w+\}/g, 'x')}`,
}))
const asOwner = (role: string | undefined) => (role === undefined ? undefined : town.owners[role])

describe.each(targets)('$name', ({ route, target }) => {
  const role = seen(route.access)[0]?.[0]

  it('is kept by nobody unless it is the same for everyone', async () => {
    const answers = [await town.api.call(asOwner(role), target), await town.api.call(undefined, target)]
    for (const answer of answers) {
      const cache = answer.headers.get('cache-control')
      if (route.cacheable && answer.status === 200) {
        expect(cache).toBe('public, max-age=300')
        expect(answer.headers.get('etag')).toMatch(/^"[\w-]{27}"$/)
      } else expect(cache).toBe('no-store')
    }
    const personal = seen(route.access).some(([, scope]) => scope !== 'everyone')
    expect(route.cacheable && personal).toBe(false)
  })

  it('says no in problem details: a stable code, Chinese for a citizen', async () => {
    const answers = [
      await town.api.call(undefined, target),
      await town.api.call(asOwner(role), target, route.method === 'get' ? undefined : 'nonsense'),
    ]
    for (const { status, headers, body } of answers.filter((answer) => answer.status >= 400)) {
      expect(headers.get('content-type')).toBe('application/problem+json')
      expect(body).toMatchObject({ type: 'about:blank', status, title: expect.any(String), detail: expect.any(String) })
      expect(problemsOf(allRoutes)[body.code]?.status).toBe(status)
      expect(`${body.title}${body.detail}`).toMatch(/^[\p{Script=Han}\p{P}\d\s]+$/u)
    }
  })
})

describe('bad input', () => {
  it('is told field by field, in Chinese', async () => {
    const empty = await town.api.call(town.owners.citizen, 'POST /v1/cases', { bundle: 'newborn', form: { gend: 3 } })
    expect(empty.status).toBe(400)
    expect(empty.body.errors).toEqual([
      { field: 'form.birth_cert_no', message: '缺少出生医学证明编号' },
      { field: 'form.brdy', message: '缺少出生时间' },
      { field: 'form.gend', message: '性别应为 0、1、2、9 之一' },
      { field: 'form.psn_name', message: '缺少姓名' },
      { field: 'form.fixmedins_code', message: '缺少定点医药机构编号' },
    ])
  })

  it.each([
    ['citizen', 'POST /v1/cases', {}],
    ['citizen', 'POST /v1/cases', { bundle: 'transfer', form: {} }],
    ['citizen', 'POST /v1/filings', {}],
    ['citizen', 'POST /v1/filings', { kind: 'temporary', to_admdvs: '110000', from: '2026-03-12', commitment: false }],
    ['citizen', 'POST /v1/cases/{transfer}/actions', {}],
    ['citizen', 'POST /v1/cases/{transfer}/actions', { action: 'provide-bank-account', bank_code: 3 }],
    ['citizen', 'GET /v1/cases?bundle=x', undefined],
    ['clerk', 'POST /v1/tasks/{transferTask}/decision', {}],
    ['clerk', 'POST /v1/tasks/{transferTask}/decision', { decision: 'reject' }],
    ['clerk', 'POST /v1/tasks/{transferTask}/decision', { decision: 'reject', reason: '  ' }],
    ['institution', 'POST /v1/filing-decisions', {}],
    ['institution', 'GET /v1/cardless/Z130000001?date=2026-02-30', undefined],
    ['operator', 'PUT /v1/regions/130100/settings', {}],
    ['operator', 'PUT /v1/regions/130100/settings', { accepts_account_transfer: true, other: 1 }],
    ['operator', 'PUT /v1/policies/waiting_months', {}],
    ['operator', 'PUT /v1/policies/waiting_months', { admdvs: '000000', value: 'six', source: '测试' }],
    ['operator', 'POST /v1/clearings', {}],
    ['operator', 'POST /v1/clearings', { date: '2026-03-13', province: '13' }],
    ['operator', 'GET /v1/policies?on=tomorrow', undefined],
  ])('%s %s %j', async (role, target, body) => {
    const path = target.replace(/\{(\w+)\}/, (_, name) => town.ids[name as 'transfer'])
    const answer = await town.api.call(town.owners[role], path, body)
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad-request' } })
    expect(answer.body.errors.length).toBeGreaterThan(0)
    for (const { field, message } of answer.body.errors) {
      expect(field).toMatch(/^[\w.-]+$/)
      expect(message).toMatch(/\p{Script=Han}/u)
    }
  })

  it('that is no JSON object, or too long, is refused', async () => {
    const { citizen } = town.owners
    for (const body of ['[]', '"x"', '3', '{', 'null']) {
      expect(await town.api.call(citizen, 'POST /v1/filings', body)).toMatchObject({ status: 400 })
    }
    const long = await town.api.call(citizen, 'POST /v1/filings', { psn_no: 'x'.repeat(300_000) })
    expect(long).toMatchObject({ status: 413, body: { code: 'too-large' } })
  })
})

describe('what is the same for everyone', () => {
  it.each(['/openapi.json', '/asyncapi.json', '/docs'])('%s is not sent twice to who has it', async (path) => {
    const first = await town.api.request(path)
    const etag = first.headers.get('etag') as string
    const again = await town.api.request(path, { headers: { 'if-none-match': `"other", W/${etag}` } })
    expect([first.status, again.status, again.text]).toEqual([200, 304, ''])
    expect(again.headers.get('etag')).toBe(etag)
  })

  it('a page runs its own script, and loads nothing', async () => {
    const { headers, text } = await town.api.request('/docs')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(text).not.toMatch(/<img|(src|href)="https?:|@import/i)
    const scripts = [...text.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(([, script = '']) => script)
    const allowed = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
    expect(scripts).toHaveLength(1)
    expect(headers.get('content-security-policy')).toContain(`script-src ${allowed.join(' ')};`)
  })
})
