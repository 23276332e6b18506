/** The frame of the pages: who may come in, what a page bears, what is refused; by HTTP, without a browser. */
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { jarOf, sessionCookie } from '../../../functions/pages/frame/session.ts'
import {
  agent,
  apiOf,
  citizen,
  clerk,
  employer,
  institution,
  operator,
  partner,
  supervisor,
} from '../../support/api.ts'
import { pagesOver } from '../../support/pages.ts'
import { makeStack } from '../../support/stack.ts'
import { point, registeredAgent } from '../api/town.ts'

const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
const pages = pagesOver(stack)
const api = apiOf(stack)
await api.call(operator, 'PUT /v1/points/PT1', point)
await api.call(operator, 'PUT /v1/points/PT1/agents/A1', registeredAgent)

const roles = {
  clerk: clerk('130100'),
  supervisor: supervisor('130100'),
  agent: agent('PT1', 'A1'),
  citizen: citizen('P1'),
  operator,
  employer: employer('E1'),
  institution: institution('H13010200001'),
  partner: partner('urn:test'),
}
const sites = { '/desk': ['clerk', 'supervisor', 'agent'], '/my': ['citizen'], '/ops': ['operator'] } as const

describe('who may come in', () => {
  it.each(Object.keys(sites) as (keyof typeof sites)[])('%s', async (path) => {
    const unsigned = await pages.fetch(undefined, `GET ${path}`)
    expect([unsigned.status, unsigned.text.includes('<h1 id="title" tabindex="-1">请登录</h1>')]).toEqual([401, true])
    for (const [role, who] of Object.entries(roles)) {
      const { status, text } = await pages.fetch(who, `GET ${path}`)
      const may = (sites[path] as readonly string[]).includes(role)
      expect([role, status, text.includes('请登录')]).toEqual([role, may ? 200 : 403, !may])
    }
  })

  it('nobody with a cookie that is not ours, or whose token has ended', async () => {
    const cookie = `mianshen=${Buffer.from('no seal of ours').toString('base64url')}`
    expect((await pages.fetch(undefined, 'GET /desk', undefined, { cookie })).status).toBe(401)
    expect((await pages.fetch({ role: 'clerk' }, 'GET /desk')).status).toBe(401)
  })
})

describe('what every page bears', () => {
  it('a policy that runs and loads what is ours alone, and no leave to keep it', async () => {
    const { headers, text } = await pages.fetch(roles.clerk, 'GET /desk')
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(text).not.toMatch(/<script(?![^>]* src="\/assets\/)|style="|https?:\/\//)
    expect(text.match(/<main/g)).toHaveLength(1)
    expect(text.match(/<h1/g)).toHaveLength(1)
    expect(text).toContain('<nav aria-label="主导航">')
  })

  it('script and style with a hash in their names, kept for good', async () => {
    const { text } = await pages.fetch(undefined, 'GET /my')
    const paths = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path)
    expect(paths).toHaveLength(3)
    for (const path of paths) {
      expect(path).toMatch(/^\/assets\/(my|icon)-[A-Za-z0-9]{12}\.(js|css|svg)$/)
      const { status, headers } = await pages.fetch(undefined, `GET ${path}`)
      expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
    }
  })

  it('a cookie that no script reads, no other site sends and no open way carries', async () => {
    const given = await pages.pages.request('/sign-out', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    })
    expect([given.status, given.headers.get('location')]).toEqual([303, '/desk'])
    expect(given.headers.get('set-cookie')).toBe('mianshen=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax')
    expect(await pages.cookieOf(roles.citizen)).not.toContain(Buffer.from('P1').toString('base64url'))
  })
})

it('in the cloud its name binds the cookie to the very host', async () => {
  const jar = jarOf(stack.ports.keys)
  const app = new Hono().get('/', (c) => {
    jar.keep(c, 'session', 'a.b.c')
    return c.text(jar.kept(c, 'session') ?? 'none')
  })
  const given = (await app.request('/')).headers.get('set-cookie') ?? ''
  expect(given).toMatch(/^__Host-mianshen=[\w-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  expect(sessionCookie).toBe('__Host-mianshen')
  const [cookie = ''] = given.split(';')
  expect(await (await app.request('/', { headers: { cookie } })).text()).toBe('a.b.c')
})

describe('what is sent from elsewhere', () => {
  const form = new URLSearchParams({ q: '1' })
  it.each([
    ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    ['by a browser that says nothing of itself', { 'sec-fetch-site': '', origin: '' }, 403],
    ['as something else than a form', { 'content-type': 'application/json' }, 415],
    ['as what forms can pretend to be', { 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' }, 403],
  ])('%s does nothing', async (_, headers, status) => {
    expect((await pages.fetch(roles.clerk, 'POST /sign-out', form, headers)).status).toBe(status)
  })
})
