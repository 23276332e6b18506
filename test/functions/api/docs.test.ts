import { describe, expect, it } from 'vitest'
import { wireType } from '../../../events/catalogue.ts'
import { reasons } from '../../../events/reasons.ts'
import { changes } from '../../../functions/api/docs/changes.ts'
import { problemsOf } from '../../../functions/api/docs/openapi-problems.ts'
import { pages, portalPage } from '../../../functions/api/docs/portal/index.ts'
import { languages } from '../../../functions/api/docs/portal/language.ts'
import { addressOf } from '../../../functions/api/docs/portal/page.ts'
import { drawing } from '../../../functions/api/docs/portal/pages/matters.ts'
import { allRoutes } from '../../../functions/api/routes/index.ts'
import { services } from '../../../functions/api/services.ts'
import { chains } from '../../../functions/bundles/all.ts'
import { catalogue } from '../../../functions/bundles/catalogue.ts'
import { nameOf } from '../../../functions/calls/route.ts'
import { drawnSteps } from '../../../shared/chain/diagram.ts'
import { apiOf } from '../../support/api.ts'
import { makeStack } from '../../support/stack.ts'

const slugs = [...pages.map(({ slug }) => slug), 'search']
const written = new Map(
  slugs.flatMap((slug) => languages.map((lang) => [`${slug} ${lang}`, portalPage(allRoutes, { slug, lang }) ?? ''])),
)
const page = (slug: string, lang: (typeof languages)[number] = 'zh') => written.get(`${slug} ${lang}`) ?? ''

describe('the portal', () => {
  it('has every call, every event, every reason and every code, each with its remedy', () => {
    for (const { path, summary } of allRoutes) expect(page('calls')).toContain(`<code>${path}</code> ${summary}`)
    for (const { type, title } of catalogue) expect(page('events')).toContain(`<code>${wireType(type)}</code> ${title}`)
    for (const lang of languages) {
      const text = page('errors', lang)
      for (const { remedy, en } of Object.values(problemsOf(allRoutes))) {
        expect(text).toContain(shown(lang === 'zh' ? remedy : en.remedy))
      }
      for (const { remedy, en } of Object.values(reasons)) {
        expect(text).toContain(shown(lang === 'zh' ? remedy : en.remedy))
      }
    }
  })

  it('has a flow for every bundle: what happens, who is asked what, how long', () => {
    expect(services.map(({ bundle }) => bundle).sort()).toEqual(chains.map(({ bundle }) => bundle).sort())
    for (const { title, happens, asks, time_limit } of services) {
      expect(page('matters')).toContain(`${title} <code>`)
      expect(page('matters')).toContain(time_limit)
      for (const line of happens) expect(page('matters')).toContain(`<li>${line}</li>`)
      for (const text of asks.flatMap(({ who, what, within }) => [who, what, within])) {
        expect(page('matters')).toContain(`>${text}</td>`)
      }
    }
  })

  it('tells the actions apart: each with its own fields', () => {
    const fieldsOf = (action: string) => {
      const [, after = ''] = page('calls').split(`<p><code>action</code> 为 <code>${action}</code>：</p>`)
      const [table = ''] = after.split('</table>')
      return [...table.matchAll(/<tr><td><code>([^<]+)<\/code>/g)].map(([, field]) => field)
    }
    expect(fieldsOf('provide-bank-account')).toEqual(['action', 'bank_code', 'acct_no', 'acct_name'])
    expect(fieldsOf('choose')).toEqual(['action', 'option'])
  })

  it.each([...written])('%s: is light, closes what it opens, and gives no id twice', (_, text) => {
    expect(text.length).toBeGreaterThan(3_000)
    expect(Buffer.byteLength(text)).toBeLessThan(900 * 1024)
    const open: string[] = []
    const bare = text.replace(/<script>.*<\/script>|<style>.*<\/style>/gs, '')
    for (const [, closing, name = '', closed] of bare.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>/g)) {
      if (closed || ['meta', 'br', 'link', 'input'].includes(name)) continue
      if (!closing) open.push(name)
      else expect(open.pop()).toBe(name)
    }
    expect(open).toEqual([])
    const ids = idsOn(text)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
  })

  it('leads only to what is on its pages or served beside them', () => {
    const wrong = [...written].flatMap(([name, text]) => {
      const lang = name.endsWith(' en') ? 'en' : 'zh'
      const [own = ''] = name.split(' ')
      return [...text.matchAll(/href="([^"]+)"/g)].flatMap(([, to = '']) => {
        if (to === 'data:,' || allRoutes.some(({ path }) => path === to)) return []
        const [, path = '', id] = /^([^#?]*)(?:\?lang=\w+)?(?:#(.+))?$/.exec(to) ?? []
        const slug = path === '' ? own : path.replace(/^\/docs\/?/, '')
        const text = slugs.includes(slug) ? page(slug, lang) : ''
        return text !== '' && (id === undefined || idsOn(text).includes(decodeURIComponent(id)))
          ? []
          : [`${name} → ${to}`]
      })
    })
    expect(wrong).toEqual([])
  })

  it('shows the same code in both languages, and speaks English in English', () => {
    for (const { slug } of pages.filter(({ slug }) => !['matters', 'codes'].includes(slug))) {
      const [zh, en] = languages.map((lang) => [...new Set(codeIn(page(slug, lang)))].sort())
      expect(en, slug).toEqual(zh)
      const spoken = page(slug, 'en').replace(/<(span lang="zh-CN"|pre|script|style|a class="tongue").*?<\/\w+>/gs, '')
      expect(spoken.match(/\p{Script=Han}+/gu) ?? [], slug).toEqual([])
    }
  })
})

const idsOn = (text: string) => [...text.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id)
const codeIn = (text: string) =>
  [...text.matchAll(/<code>([^<]+)<\/code>/g)].map(([, code = '']) => code).filter((code) => !/[#\n]/.test(code))
/** A text as it stands in HTML, marked as code where it says so. */
const shown = (text: string) => text.replaceAll(/&/g, '&amp;').replaceAll(/`([^`]+)`/g, '<code>$1</code>')

describe('searching', () => {
  const found = (q: string, lang: (typeof languages)[number] = 'zh') =>
    portalPage(allRoutes, { slug: 'search', lang, q }) ?? ''

  it('finds calls, events, reasons, codes and headings by name, in either language, and says how many', () => {
    for (const route of allRoutes) expect(found(nameOf(route)), nameOf(route)).toContain('/docs/calls#')
    for (const { type } of catalogue) expect(found(type)).toContain(`/docs/events#${type}"`)
    for (const reason of Object.keys(reasons)) expect(found(reason)).toContain(`/docs/errors#reason-${reason}"`)
    expect(found('回执')).toContain('/docs/queues#receipts"')
    expect(found('receipts', 'en')).toContain('/docs/queues?lang=en#receipts"')
    expect(found('id-reused', 'en')).toMatch(/role="status">\d+ found</)
    expect(found('nothing is called so', 'en')).toContain('role="status">Nothing found<')
  })

  it('shows what was asked as text', () => {
    expect(found('"><script>alert(1)</script>')).not.toContain('<script>alert')
  })
})

describe('the contract’s changes', () => {
  it('name every call, event, error code and reason once, and nothing else', () => {
    const declared = [
      ...allRoutes.map(nameOf),
      ...catalogue.map(({ type }) => type),
      ...Object.keys(problemsOf(allRoutes)),
      ...Object.keys(reasons),
    ]
    const added = changes.flatMap(({ adds }) => adds)
    const ended = changes.flatMap(({ ends = [] }) => ends)
    expect(added.filter((name, i) => added.indexOf(name) !== i)).toEqual([])
    const left = added.filter((name) => !declared.includes(name) && !ended.includes(name))
    const missing = declared.filter((name) => !added.includes(name))
    expect({ left, missing }).toEqual({ left: [], missing: [] })
  })

  it('come newest first, and the documents bear the newest version', async () => {
    const versions = changes.map(({ version }) => version)
    expect(versions).toEqual(versions.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true })))
    const { request } = apiOf(await makeStack({ now: '2026-03-12T09:00:00+08:00' }))
    expect((await request('/openapi.json')).body.info.version).toBe(versions[0])
  })
})

it('every page is served, safely, in both languages; others are not', async () => {
  const { request } = apiOf(await makeStack({ now: '2026-03-12T09:00:00+08:00' }))
  for (const one of pages) {
    const { status, text, headers } = await request(`${addressOf(one)}?lang=en`)
    expect(status).toBe(200)
    expect(text).toContain('<html lang="en">')
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/=]{44}';/)
  }
  expect((await request('/docs/nowhere')).status).toBe(404)
  expect((await request('/docs?lang=fr')).status).toBe(400)
})

describe.each(chains.map((chain) => [chain.bundle, chain] as const))('the drawing of %s', (_, chain) => {
  it('has a box for every step and a way for every edge, all within the picture', () => {
    const svg = drawing(chain)
    const steps = drawnSteps(chain)
    expect(svg.match(/<rect /g)).toHaveLength(steps.length)
    expect(svg.match(/<path /g)).toHaveLength(steps.flatMap(({ goes }) => goes).length)
    const [, width = '0', height = '0'] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []
    for (const [, d = ''] of svg.matchAll(/ d="([^"]+)"/g)) {
      const numbers = d.match(/-?\d+(\.\d+)?/g)!.map(Number)
      for (const number of numbers) {
        expect(number).toBeGreaterThanOrEqual(0)
        expect(number).toBeLessThanOrEqual(Math.max(Number(width), Number(height)))
      }
    }
  })
})
