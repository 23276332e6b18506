/** The desk in a real browser: nothing breaks, shuts out or scrolls sideways; by keyboard alone; what was typed is never lost. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { instant } from '../../../shared/calendar/index.ts'
import { apiOf } from '../../support/api.ts'
import { barriersOn, browserOn, widerBy } from '../../support/browser.ts'
import { certnoOf } from '../../support/people.ts'
import { openForClerks } from '../../support/tasks.ts'
import { chief, k1, makeDesk } from './scene.ts'

const { stack, tasks, pages } = await makeDesk(8)
const { look } = browserOn(async () => pages.app)
const cookie = await pages.cookieOf(k1)
const api = apiOf(stack)
const [moved] = await stack.cases('P000001', 'transfer')
const consent = { certno: certnoOf(8), psn_name: '测试8', paper_ref: '身份证' }
const errand = await api.call(k1, 'POST /v1/errands', { matter: 'filing', consent })
/** As much as the desk ever has to show: facts without end, and the form of most fields. */
const long = await openForClerks(stack, {
  kind: 'handle-feedback',
  due_at: instant('2026-04-01T23:59:59+08:00'),
  facts: { kind: 'complaint', matter: 'transfer', text: '没有空格也没有标点的一段话'.repeat(70), causes: ['system'] },
})
/** What anybody looks at, one after the other in one window. */
const places = [
  '/desk',
  `/desk/tasks/${tasks[0]}`,
  `/desk/tasks/${tasks[0]}?open=grounds`,
  `/desk/tasks/${long}`,
  `/desk/cases/${moved?.case_id}`,
  '/desk?kind=approve-refund',
  '/desk/search',
  '/desk/window',
  `/desk/window/${errand.body.errand_id}`,
]
/** Fields and buttons of a decision that one has to scroll for. */
const unseenIn = (page: Page) =>
  page.evaluate(`[...document.querySelectorAll('.decide :is(input:not([type=hidden]), select, textarea, button)')]
    .filter((one) => one.getBoundingClientRect().bottom > one.form.getBoundingClientRect().bottom)
    .map(({ name, value }) => name + value)`)
const status = (id: string) => stack.tasks(`P${id}`, 'any').then(([task]) => task?.status)

it.each([1280, 320])('every page fits %i pixels, shuts nobody out and says no error', async (width) => {
  await look('/desk', { width, height: 720, cookie }, async ({ page, faults }) => {
    for (const place of places) {
      await page.goto(new URL(place, page.url()).href)
      expect(await widerBy(page), place).toBe(0)
      expect(await barriersOn(page), place).toEqual([])
      if (width === 1280 && /tasks\/[^?]*$/.test(place)) {
        expect(await page.evaluate('document.documentElement.scrollHeight'), place).toBeLessThanOrEqual(720)
        expect(await unseenIn(page), place).toEqual([])
      }
      await page.evaluate('document.documentElement.classList.add("elder")')
      expect(await widerBy(page), `${place}, elder`).toBe(0)
    }
    expect(faults).toEqual([])
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
  })
})

it.each([1280, 320])('the supervisor’s page, too, at %i', async (width) => {
  const cookie = await pages.cookieOf(chief)
  await look('/desk/supervisor', { width, cookie }, async ({ page, faults }) => {
    expect(await widerBy(page)).toBe(0)
    expect(await barriersOn(page)).toEqual([])
    expect(await page.getByRole('region', { name: '工作量' }).getByRole('table').count()).toBe(2)
    expect(faults).toEqual([])
  })
})

it('several at once: what will happen is listed, asked once, and each result told', async () => {
  await look('/desk', { cookie }, async ({ page, faults }) => {
    await page.getByRole('checkbox', { name: /^选择/ }).nth(6).check()
    await page.getByRole('checkbox', { name: /^选择/ }).nth(7).check()
    await page.getByRole('button', { name: '批量同意' }).click()
    const dialog = page.getByRole('dialog', { name: '批量同意' })
    await dialog.waitFor()
    expect(await barriersOn(page)).toEqual([])
    await dialog.getByRole('button', { name: '确认' }).click()
    await page.getByRole('status').filter({ hasText: '共 2 件：同意 2 件' }).waitFor()
    expect(await page.getByRole('region', { name: '批量办理结果' }).getByRole('listitem').count()).toBe(2)
    expect(faults).toEqual([])
  })
})

it('by keyboard alone: to a row, into it, in hand, approved, and on to the next', async () => {
  await look('/desk', { cookie }, async ({ page, faults }) => {
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/desk/tasks/**')
    const before = page.url()
    await page.keyboard.press('c')
    await page.getByRole('status').filter({ hasText: '已认领' }).waitFor()
    expect(await page.getByRole('button', { name: '放回', exact: true }).count()).toBe(1)
    await page.keyboard.press('a')
    await page.getByRole('status').filter({ hasText: '已同意' }).waitFor()
    expect(page.url()).not.toBe(before)
    expect(page.url()).not.toContain('said=')
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1')
    // To the reason first, then no.
    await page.keyboard.press('r')
    expect(await page.evaluate('document.activeElement.name')).toBe('reason')
    await page.keyboard.type('jar 不符')
    await page.getByRole('button', { name: '不同意', exact: true }).press('Enter')
    await page.getByRole('status').filter({ hasText: '不同意' }).waitFor()
    await page.keyboard.press('/')
    expect(await page.evaluate('document.activeElement.id')).toBe('search')
    expect(faults).toEqual([])
  })
})

it('keys are told and switched off; what unfolds does so in place', async () => {
  await look(`/desk/tasks/${tasks[3]}`, { cookie }, async ({ page, faults }) => {
    await page.getByRole('button', { name: '办理经过' }).click()
    await page.locator('#fold-timeline li').first().waitFor()
    expect(page.url()).not.toContain('open=')
    await page.locator('#title').focus()
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: '快捷键' })
    await dialog.getByRole('checkbox', { name: '启用快捷键' }).uncheck()
    await page.keyboard.press('Escape')
    await page.locator('#title').focus()
    await page.keyboard.press('a')
    expect(await status('000004')).toBe('open')
    expect(faults).toEqual([])
  })
})

it('what was typed stays where no answer comes, and is sent once', async () => {
  await look(`/desk/tasks/${tasks[4]}`, { cookie }, async ({ page }) => {
    await page.getByRole('textbox', { name: '理由' }).fill('金额不符')
    await page.context().setOffline(true)
    await page.getByRole('button', { name: '不同意', exact: true }).click()
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await page.getByRole('textbox', { name: '理由' }).inputValue()).toBe('金额不符')
    await page.context().setOffline(false)
    await page.getByRole('button', { name: '重试' }).click()
    await page.getByRole('status').filter({ hasText: '不同意' }).waitFor()
    expect(await status('000005')).toBe('rejected')
  })
})

it('the list narrows as one chooses, and the focus stays', async () => {
  await look('/desk', { cookie }, async ({ page, faults }) => {
    const rows = page.getByRole('table', { name: '待办事项' }).locator('tbody tr')
    expect(await rows.count()).toBeGreaterThan(1)
    await page.getByRole('combobox', { name: '缓急' }).focus()
    await page.getByRole('combobox', { name: '缓急' }).selectOption({ label: '红' })
    await page.getByText('没有待办。').waitFor()
    expect(await page.evaluate('document.activeElement.id')).toBe('triage')
    expect(faults).toEqual([])
  })
})
