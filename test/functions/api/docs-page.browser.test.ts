/** The portal in a real browser: no errors, no barriers, nothing wider than a small telephone, search by keyboard. */
import { describe, expect, it } from 'vitest'
import { pages } from '../../../functions/api/docs/portal/index.ts'
import { addressOf } from '../../../functions/api/docs/portal/page.ts'
import { apiOf } from '../../support/api.ts'
import { barriersOn, browserOn, widerBy } from '../../support/browser.ts'
import { makeStack } from '../../support/stack.ts'

const { look } = browserOn(async () => apiOf(await makeStack({ now: '2026-03-12T09:00:00+08:00' })).app)

const addresses = [...pages.map(addressOf), '/docs/search']
/** Looked at for barriers: one of each kind, and all of them on demand (`LOOK=all`), which takes a minute. */
const kinds = process.env.LOOK === 'all' ? addresses : ['/docs', '/docs/tokens', '/docs/errors']

describe.each([
  ['zh', 'light'],
  ['en', 'dark'],
] as const)('the portal in %s, %s', (lang, colours) => {
  it('fits 320 pixels on every page, and says no error', async () => {
    await look(`/docs?lang=${lang}`, { width: 320, colours }, async ({ page, faults }) => {
      for (const address of addresses) {
        await page.goto(new URL(`${address}?lang=${lang}`, page.url()).href)
        expect(await widerBy(page), address).toBe(0)
        expect(await page.locator('html').getAttribute('lang')).toBe(lang === 'zh' ? 'zh-CN' : 'en')
      }
      expect(faults).toEqual([])
    })
  })

  it.each(kinds)('%s shuts nobody out', async (address) => {
    await look(`${address}?lang=${lang}`, { width: 320, colours }, async ({ page }) => {
      expect(await barriersOn(page)).toEqual([])
    })
  })
})

it('what unfolds does so by keyboard, fits, and shuts nobody out', async () => {
  for (const address of ['/docs', '/docs/events#visit.admitted']) {
    await look(address, { width: 320 }, async ({ page, faults }) => {
      if (address === '/docs') {
        const summary = page.locator('main summary').first()
        await summary.focus()
        await page.keyboard.press('Enter')
        expect(await page.locator('main details').first().getAttribute('open')).toBe('')
      } else {
        expect(await page.locator('[id="visit.admitted"]').getAttribute('open')).toBe('')
      }
      await page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
      expect(await widerBy(page)).toBe(0)
      if (address === '/docs') expect(await barriersOn(page)).toEqual([])
      expect(faults).toEqual([])
    })
  }
})

describe('searching', () => {
  it.each([
    ['GET /v1/cardless', '/docs/calls?lang=en#getCardlessBirthCertNo'],
    ['id-reused', '/docs/errors?lang=en#reason-id-reused'],
    ['visit.admitted', '/docs/events?lang=en#visit.admitted'],
    ['receipts', '/docs/queues?lang=en#receipts'],
  ])('%s is found as one types, by keyboard alone', async (words, to) => {
    await look('/docs?lang=en', { width: 768 }, async ({ page, faults }) => {
      await page.locator('#q').focus()
      await page.keyboard.type(words)
      const status = page.getByRole('status')
      await status.filter({ hasText: /^\d+ found$/ }).waitFor()
      const hit = page.locator(`#hits a[href="${to}"]`)
      expect(await hit.count()).toBe(1)
      await hit.focus()
      await page.keyboard.press('Enter')
      await page.waitForURL(`**${to}`)
      expect(faults).toEqual([])
    })
  })

  it('says when nothing is found, and goes without scripts', async () => {
    await look('/docs', {}, async ({ page }) => {
      await page.locator('#q').fill('没有这样的东西')
      await page.getByRole('status').filter({ hasText: '没有找到' }).waitFor()
    })
    await look('/docs?lang=en', { scripts: false }, async ({ page, faults }) => {
      await page.locator('#q').fill('id-reused')
      await page.locator('#q').press('Enter')
      await page.waitForURL(/\/docs\/search\?lang=en&q=id-reused/)
      expect(await page.locator('#everything a[href="/docs/errors?lang=en#reason-id-reused"]').count()).toBe(1)
      expect(faults).toEqual([])
    })
  })
})
