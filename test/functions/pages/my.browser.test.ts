/** The citizens' pages in a real browser: found by role and name, at every width and in the large style, without a barrier. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { citizen, clerk } from '../../support/api.ts'
import { barriersOn, browserOn, type Looked, tooSmallOn, widerBy } from '../../support/browser.ts'
import { pagesOver } from '../../support/pages.ts'
import { register } from '../../support/people.ts'
import { makeTown, type Town } from '../api/town.ts'
import { treatedIn } from '../surveys/scene.ts'

let town: Town
let pages: ReturnType<typeof pagesOver>
let cookie: string
let nobody: string
let many: string
let long: string
const { look } = browserOn(async () => pages.app)

beforeAll(async () => {
  town = await makeTown()
  await treatedIn(town)
  pages = pagesOver(town.stack)
  cookie = await pages.cookieOf(citizen(town.me))
  nobody = await register(town.stack, 40)
  many = await register(town.stack, 42, { psn_name: '阿卜杜热合曼·'.repeat(4).slice(0, 25) })
  const form = { matter: 'account', community: '130202001001', address: '长'.repeat(100), tel: '0', reason: 'elder' }
  for (let n = 0; n < 6; n++) await town.api.call(citizen(many), 'POST /v1/cases', { bundle: 'home-service', form })
  const said = { kind: 'complaint', matter: 'other', admdvs: '130200', text: 'x'.repeat(1000) }
  const complaint = await town.api.call(citizen(many), 'POST /v1/feedback', said)
  const task = (await town.stack.tasks(many)).find(({ kind }) => kind === 'handle-feedback')
  const answer = { result: 'explained', answer: 'y'.repeat(900), cause: 'delay', whys: ['慢'] }
  const at = `POST /v1/tasks/${task?.task_id}/decision`
  const { status } = await town.api.call(clerk('130200'), at, { decision: 'approve', ...answer })
  expect(status).toBe(200)
  long = complaint.body.case_id
})

const visit = <T>(path: string, seen: (looked: Looked) => Promise<T>, as = cookie) =>
  look(path, { cookie: as, width: 1280 }, async (looked) => {
    const found = await seen(looked)
    expect(looked.faults).toEqual([])
    return found
  })

const setElder = (elder: boolean, who = town.me) =>
  town.api.call(citizen(who), 'PUT /v1/me/preferences', { packs: true, elder, copy_to_helper: false })

/** Pages of the mother's; and of somebody who has nothing, and of somebody who has much of everything. */
const everyPage = (town: Town): Record<string, readonly string[]> => ({
  [town.me]: [
    '/my',
    '/my/cases',
    `/my/cases/${town.ids.newborn}`,
    '/my/notices',
    ...['/my/code', '/my/family', '/my/access', '/my/points', '/my/ask', '/my/surveys'],
    ...['/my/new/newborn', '/my/new/home-service', `/my/cases/${town.ids.newborn}?open=stuck`],
  ],
  [nobody]: ['/my'],
  [many]: ['/my', `/my/cases/${long}`],
})

describe('every page', () => {
  it.each([
    ['plain', false, { target: 44, text: 16 }],
    ['for the elderly', true, { target: 60, text: 24 }],
  ] as const)('%s: no barrier, no scrolling sideways, large enough', async (_, elder, least) => {
    const fits = async (page: Page, at: string) => {
      expect(await widerBy(page), at).toBe(0)
      expect(await tooSmallOn(page, least), at).toEqual([])
    }
    for (const [who, paths] of Object.entries(everyPage(town))) {
      await setElder(elder, who)
      // One window for all that somebody sees: opening it is what takes long.
      const first = paths[0] as string
      await visit(first, ({ page }) => all(page, paths), await pages.cookieOf(citizen(who)))
    }

    async function all(page: Page, paths: readonly string[]) {
      for (const at of paths) {
        await page.setViewportSize({ width: 1280, height: 800 })
        await page.goto(new URL(at, page.url()).href)
        await fits(page, at)
        await page.setViewportSize({ width: 320, height: 700 })
        await fits(page, at)
        // What is larger is built alike: of it three pages are gone through once more.
        if (!elder || paths.indexOf(at) < 3) expect(await barriersOn(page), at).toEqual([])
        if (elder) await holdsFew(page, at)
      }
    }
  })

  /** At most five choices, a telephone and a voice; what the page is for begins on the first screen. */
  async function holdsFew(page: Page, at: string) {
    const choices = 'main :is(a, button, input:not([type=hidden]), select, textarea):visible'
    if (!/new|points/.test(at)) expect(await page.locator(choices).count(), at).toBeLessThanOrEqual(5)
    expect((await page.locator('h1').boundingBox())?.y, at).toBeLessThan(200)
    await page.getByRole('link', { name: '打电话', exact: true }).waitFor()
    await page.getByRole('button', { name: '读给我听', exact: true }).waitFor()
  }
})

describe('「问一问」', () => {
  it('answers with source and date, and hands over to a person, who has a case of it', async () => {
    await setElder(false)
    await visit('/my/ask', async ({ page }) => {
      await page.getByRole('textbox', { name: '您的问题' }).fill('异地就医备案')
      await page.getByRole('button', { name: '提问', exact: true }).click()
      await page.getByRole('article').first().getByText('来源：').waitFor()
      await page.getByRole('button', { name: '转人工', exact: true }).click()
      await page.getByRole('status').getByText('已经转给工作人员').waitFor()
      expect(new URL(page.url()).pathname).toMatch(/^\/my\/cases\//)
      expect(await page.evaluate('localStorage.length')).toBe(0)
    })
  })
})

describe('「医保码」', () => {
  it('stands there with its seconds, is made anew before it ends, goes when nobody looks, and nothing is kept', async () => {
    await setElder(false)
    await visit('/my/code', async ({ page }) => {
      const code = page.getByRole('img', { name: '医保码', exact: true })
      await code.waitFor()
      const drawn = () => code.locator('path').getAttribute('d')
      const first = await drawn()
      expect(Number(await page.getByRole('timer').textContent())).toBeGreaterThan(50)
      // Time goes by on the page's own clock.
      await page.evaluate(
        `(() => { const now = performance.now.bind(performance); performance.now = () => now() + 57_000 })()`,
      )
      await expect.poll(drawn, { timeout: 4000 }).not.toBe(first)
      await page.evaluate(
        `Object.defineProperty(document, 'hidden', { value: true, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))`,
      )
      await expect.poll(() => code.count()).toBe(0)
      await page.evaluate(
        `Object.defineProperty(document, 'hidden', { value: false }); document.dispatchEvent(new Event('visibilitychange'))`,
      )
      await code.waitFor()
      expect(page.url()).toMatch(/\/my\/code$/)
      expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
    })
  })

  it('shows a dependant’s by name, and nobody’s who gave no leave', async () => {
    const mine = citizen(town.me)
    const { text } = await pages.fetch(mine, 'GET /my/code')
    expect(text).toContain('测试宝宝的码')
    const other = await pages.fetch(mine, 'POST /my/code', { psn_no: town.strangerNo })
    expect(other.status).toBe(404)
    expect(other.text).not.toContain('aria-label="医保码"')
  })
})

describe('a case', () => {
  it('「没解决」 asks what is not solved, and somebody hears of it', async () => {
    await visit(`/my/cases/${town.ids.transfer}`, async ({ page }) => {
      await page.getByRole('button', { name: '没解决', exact: true }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('textbox', { name: '请说说情况' }).fill('等了很久没有消息')
      await dialog.getByRole('button', { name: '提交', exact: true }).click()
      await page.getByRole('status').getByText('已经转给经办人员').waitFor()
    })
    const tasks = await town.stack.tasks(town.me)
    expect(tasks).toContainEqual(expect.objectContaining({ kind: 'handle-feedback', status: 'open' }))
  })

  it('that has ended may be rated, once', async () => {
    const mine = citizen(town.me)
    await town.api.call(clerk('130200'), `POST /v1/tasks/${town.ids.transferTask}/decision`, { decision: 'approve' })
    await town.stack.run()
    const one = { case_id: town.ids.transfer }
    await visit(`/my/cases/${one.case_id}`, async ({ page }) => {
      await page.getByRole('button', { name: '评价', exact: true }).click()
      await page.getByRole('radio', { name: '非常满意', exact: true }).check()
      await page.getByRole('dialog').getByRole('button', { name: '提交', exact: true }).click()
      await page.getByRole('status').getByText('谢谢您的评价').waitFor()
    })
    const again = await pages.fetch(mine, `POST /my/cases/${one.case_id}/rating`, { score: '5' })
    expect(again.status).toBe(409)
    const { text } = await pages.fetch(mine, `GET /my/cases/${one.case_id}`)
    expect(text).toContain('您的评价：非常满意')
    expect(text).not.toContain('data-opens="rating"')
  })
})
