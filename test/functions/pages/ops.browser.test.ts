/** The pages of operation in a real browser: found by role and name, without a barrier; each change is asked once. */
import { beforeAll, describe, expect, it } from 'vitest'
import { openOfficeTask } from '../../../shared/engine/office-tasks.ts'
import type { TaskRow } from '../../../shared/registers/rows.ts'
import { operator } from '../../support/api.ts'
import { barriersOn, browserOn, type Looked, tooSmallOn, widerBy } from '../../support/browser.ts'
import { pagesOver } from '../../support/pages.ts'
import { makeTown, point, somePack, type Town } from '../api/town.ts'

let town: Town
let cookie: string
let pages: ReturnType<typeof pagesOver>
const { look } = browserOn(async () => pages.app)

beforeAll(async () => {
  town = await makeTown()
  pages = pagesOver(town.stack)
  cookie = await pages.cookieOf(operator)
})

const visit = <T>(path: string, seen: (looked: Looked) => Promise<T>) =>
  look(path, { cookie }, async (looked) => {
    const found = await seen(looked)
    expect(looked.faults).toEqual([])
    return found
  })

/** What is as long as it may be, and has no place to break a line at. */
async function writeLong() {
  const { stack, api } = town
  const letters = (count: number) => 'W'.repeat(count)
  const task = { ...refused, facts: { queue: 'partners', reason: 'TooLong', bytes: 1_300_000, id: letters(500) } }
  await openOfficeTask(stack.ports, task as unknown as TaskRow)
  const message = { specversion: '1.0', id: 'long', source: `urn:${letters(100)}`, type: 'mianshen.no.such.v1' }
  await stack.sendRaw(JSON.stringify({ ...message, data: { text: letters(500) } }))
  await stack.run()
  const row = { admdvs: '130900', value: 5, source: letters(400) }
  const parts = { what: letters(280), why: '您在唐山。', ask: '窗口' }
  const communities = Array.from({ length: 30 }, (_, n) => `1302020010${10 + n}`)
  const pack = { ...somePack, title: letters(100), parts, audience: { age_from: 150, communities } }
  for (const [call, body] of [
    ['PUT /v1/policies/waiting_months', row],
    ['PUT /v1/packs/long', pack],
    ['PUT /v1/points/P9', { ...point, name: letters(100), address: letters(200) }],
  ] as const)
    expect((await api.call(operator, call, body)).status, call).toBe(200)
}

const refused = {
  task_id: 'OT1',
  kind: 'message-refused',
  owner: { role: 'operator' },
  admdvs: '000000',
  opened_at: '2026-03-12T09:00:00+08:00',
  due_at: '2026-03-13T23:59:59+08:00',
  status: 'open',
}

it('no page has a barrier, or scrolls sideways, however long what it shows', async () => {
  await writeLong()
  await visit('/ops', async ({ page }) => {
    const { origin } = new URL(page.url())
    for (const at of [
      '/ops',
      '/ops/tasks/OT1',
      '/ops/rejected',
      '/ops/clearings',
      `/ops/clearings/${town.ids.clearing}`,
      '/ops/ledger',
      '/ops/policies',
      '/ops/policies/waiting_months',
      '/ops/packs',
      '/ops/packs/long',
      '/ops/articles?admdvs=130200',
      '/ops/points?admdvs=130200&matter=filing',
      '/ops/points/P9?admdvs=130200&matter=filing',
      '/ops/points/P9/agents',
    ]) {
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.goto(origin + at)
      expect(await widerBy(page), at).toBe(0)
      expect(await tooSmallOn(page, { target: 44, text: 16 }), at).toEqual([])
      await page.setViewportSize({ width: 320, height: 700 })
      expect(await barriersOn(page), at).toEqual([])
      expect(await widerBy(page), at).toBe(0)
    }
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await barriersOn(page)).toEqual([])
  })
})

describe('a parameter', () => {
  it('is set after one has seen what was and what will be, and 「确认」', async () => {
    await visit('/ops/policies/waiting_months', async ({ page }) => {
      await page.getByRole('textbox', { name: '地方' }).fill('130200')
      await page.getByRole('textbox', { name: '取值' }).fill('5')
      await page.getByRole('textbox', { name: '依据' }).fill('测试文号')
      await page.getByRole('button', { name: '设置', exact: true }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText('5').waitFor()
      const before = await town.api.call(operator, 'GET /v1/policies?name=waiting_months&admdvs=130200&on=2026-03-12')
      expect(before.body.policies).toMatchObject([{ admdvs: '000000', value: 6 }])
      await dialog.getByRole('button', { name: '确认' }).click()
      await page.getByRole('status').getByText('已经设好').waitFor()
      const after = await town.api.call(operator, 'GET /v1/policies?name=waiting_months&admdvs=130200&on=2026-03-12')
      expect(after.body.policies).toMatchObject([{ admdvs: '130200', value: 5, source: '测试文号' }])
    })
  })

  it('that does not fit is said beside its field, and what was typed stays', async () => {
    const wrong = { admdvs: '130200', from: 'never', value: '5', source: '测试', _sure: 'yes' }
    const { status, text } = await pages.fetch(operator, 'POST /ops/policies/waiting_months', wrong)
    expect(status).toBe(400)
    expect(text).toMatch(/id="from"[^>]* aria-invalid="true"[^>]* value="never"/)
    expect(text).toMatch(/id="from-fault"/)
  })
})

describe('a message that was not taken', () => {
  it('stands with its reason, and is taken again by a button', async () => {
    await visit('/ops/rejected', async ({ page }) => {
      await page.getByRole('button', { name: '重放：mianshen.no.such.v1' }).first().click()
      await page.getByRole('alert').getByText('还是没有收下').waitFor()
    })
  })
})

it('a point is set whole, its hours a line each', async () => {
  const form = {
    name: '测试网点',
    kind: 'hall',
    admdvs: '130200',
    address: '测试路1号',
    lng: '118.18',
    lat: '39.63',
    tel: '0315-1234567',
    hours: '1,2,3,4,5 09:00 17:00',
    matters: 'enrolment\nfiling',
    communities: '130202001001',
    home: 'true',
  }
  const asked = await pages.fetch(operator, 'POST /ops/points/PT9', form)
  expect(asked.text).toContain('这样改吗？')
  const made = await pages.fetch(operator, 'POST /ops/points/PT9', { ...form, _sure: 'yes' })
  expect(made.status, made.text.match(/class="fault"[^<]*<?[^<]*/)?.[0]).toBe(303)
  const found = await pages.fetch(operator, 'GET /ops/points/PT9?admdvs=130200&matter=enrolment')
  expect(found.text).toContain('1,2,3,4,5 09:00 17:00')
})

it('a pack is written, released and ended, each asked once', async () => {
  const form = {
    title: '退休早知道',
    'parts.what': '到龄前三个月可以查缴费年限',
    'parts.why': '您快到退休年龄了',
    'parts.ask': '打12393',
    admdvs: '130200',
    'audience.insutype': '310',
    from: '2026-03-12',
    to: '2026-12-31',
    source: '测试',
    _sure: 'yes',
  }
  const made = await pages.fetch(operator, 'POST /ops/packs/PK9', form)
  expect(made.status, made.text.match(/class="fault".*?<\/p>/s)?.[0]).toBe(303)
  const asked = await pages.fetch(operator, 'POST /ops/packs/PK9/release', {})
  expect(asked.text).toContain('发布“退休早知道”吗？')
  expect((await pages.fetch(operator, 'POST /ops/packs/PK9/release', { _sure: 'yes' })).status).toBe(303)
  expect((await pages.fetch(operator, 'GET /ops/packs')).text).toContain('已发布')
  expect((await pages.fetch(operator, 'POST /ops/packs/PK9/end', { _sure: 'yes' })).status).toBe(303)
  expect((await pages.fetch(operator, 'GET /ops/packs/PK9')).text).toContain('已结束')
})

it('a clearing is opened once it was confirmed', async () => {
  const asked = await pages.fetch(operator, 'POST /ops/clearings', { province: '13', date: '2026-03-10' })
  expect(asked.text).toContain('开始这次清算吗？')
  const made = await pages.fetch(operator, 'POST /ops/clearings', { province: '13', date: '2026-03-10', _sure: 'yes' })
  expect(made.headers.get('location')).toMatch(/^\/ops\/clearings\/CLR-13-2026-03-10\?said=cleared$/)
})
