import { describe, expect, it } from 'vitest'
import { wireType } from '../../../events/catalogue.ts'
import { problemsOf } from '../../../functions/api/docs/openapi-problems.ts'
import { docsPage } from '../../../functions/api/docs/page.ts'
import { drawing } from '../../../functions/api/docs/page-flows.ts'
import { allRoutes } from '../../../functions/api/routes/index.ts'
import { services } from '../../../functions/api/services.ts'
import { chains } from '../../../functions/bundles/all.ts'
import { catalogue } from '../../../functions/bundles/catalogue.ts'
import { drawnSteps } from '../../../shared/chain/diagram.ts'

const page = docsPage(allRoutes)

describe('the docs page', () => {
  it('has every call, every event and every code', () => {
    for (const { path, summary } of allRoutes) expect(page).toContain(`<code>${path}</code> ${summary}`)
    for (const { type, title } of catalogue) expect(page).toContain(`<code>${wireType(type)}</code> ${title}`)
    for (const code of Object.keys(problemsOf(allRoutes))) expect(page).toContain(`<td><code>${code}</code></td>`)
  })

  it('has a flow for every bundle: what happens, who is asked what, how long', () => {
    expect(services.map(({ bundle }) => bundle).sort()).toEqual(chains.map(({ bundle }) => bundle).sort())
    for (const { title, happens, asks, time_limit } of services) {
      expect(page).toContain(`${title} <code>`)
      expect(page).toContain(time_limit)
      for (const line of happens) expect(page).toContain(`<li>${line}</li>`)
      for (const { who, what, within } of asks) {
        expect(page).toContain(`<td>${who}</td><td>${what}</td><td>${within}</td>`)
      }
    }
  })

  it('tells the actions apart: each with its own fields', () => {
    const fieldsOf = (action: string) => {
      const [, after = ''] = page.split(`<p><code>action</code> 为 <code>${action}</code>：</p>`)
      const [table = ''] = after.split('</table>')
      return [...table.matchAll(/<tr><td><code>([^<]+)<\/code>/g)].map(([, field]) => field)
    }
    expect(fieldsOf('provide-bank-account')).toEqual(['action', 'bank_code', 'acct_no', 'acct_name'])
    expect(fieldsOf('choose')).toEqual(['action', 'option'])
  })

  it('closes every element it opens', () => {
    const open: string[] = []
    for (const [, closing, name = '', closed] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>/g)) {
      if (closed || ['meta', 'br'].includes(name)) continue
      if (!closing) open.push(name)
      else expect(open.pop()).toBe(name)
    }
    expect(open).toEqual([])
  })

  it('leads only to what is on it or served beside it', () => {
    const ids = new Set([...page.matchAll(/ id="([\w-]+)"/g)].map(([, id]) => id))
    for (const [, to = ''] of page.matchAll(/href="([^"]+)"/g)) {
      if (to.startsWith('#')) expect(ids).toContain(to.slice(1))
      else expect(allRoutes.map(({ path }) => path)).toContain(to)
    }
  })
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
