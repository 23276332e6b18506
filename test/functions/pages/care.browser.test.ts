/** What experts, clerks and citizens do about assistance, chronic diseases, receipts and shared accounts, in a real browser. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { reviewReasons } from '../../../functions/bundles/reimbursement/rules/words.ts'
import { instant } from '../../../shared/calendar/index.ts'
import { type Claims, citizen, clerk, expert } from '../../support/api.ts'
import { barriersOn, browserOn, type Looked, tooSmallOn, widerBy } from '../../support/browser.ts'
import { certnoOf } from '../../support/people.ts'
import { openForClerks } from '../../support/tasks.ts'
import { type CareScene, careScene } from './care-scene.ts'

let scene: CareScene
const { look } = browserOn(async () => scene.pages.app)
/** Fifty sums of one month, each kind of task with its officer, and people with something on each page. */
let assisted: string[]
let tasks: Record<string, { at: string; officer: Claims }>
let reviewed: string
let family: { holder: string; users: string[] }
let crowded: { holder: string; users: string[] }

beforeAll(async () => {
  scene = await careScene()
  assisted = await scene.assisted(50)
  reviewed = await scene.treated('E1', 'E2')
  await scene.chooses(reviewed, 'chronic', 'apply')
  family = await scene.family(3)
  crowded = await scene.family(6, { psn_name: longName })
  for (const [n, user] of crowded.users.entries())
    await scene.shares(crowded.holder, user, { user_psn_name: longName, ...(n % 2 ? { limit: '123456.78' } : {}) })
  const some = {
    'confirm-assistance': assisted[0] as string,
    'entitlement-doubtful': await scene.doubtful(),
    'review-claim': await scene.claimant(1, 'missing'),
    'recover-claim': await scene.claimant(2, 'void'),
    'review-chronic': reviewed,
  }
  const found = Object.entries(some).map(async ([kind, psn]) => {
    const { task, officer } = await scene.taskOf(psn, kind)
    return [kind, { at: `/desk/tasks/${task.task_id}`, officer }] as const
  })
  const long = Object.entries(longFacts()).map(async ([kind, facts]) => {
    const due_at = instant('2026-04-09T23:59:59+08:00')
    const id = await openForClerks(scene.stack, { task_id: `TL.${kind}`, kind, due_at, facts })
    return [`${kind}, long`, { at: `/desk/tasks/${id}`, officer: clerk('130200') }] as const
  })
  tasks = Object.fromEntries(await Promise.all([...found, ...long]))
})

/** As long as names get, and as much as these tasks ever have to show. */
const longName = '阿卜杜热合曼·'.repeat(4).slice(0, 25)
function longFacts() {
  const text = '没有空格也没有标点的一段话'.repeat(40)
  const sums = { due: '1234567.89', given: '234567.89' }
  const payers = (more: object) =>
    ['medical-assistance', 'union', 'disabled', 'red-cross'].flatMap((dept) =>
      ['130100', '310000', '522300'].map((admdvs) => ({ admdvs, dept, ...sums, ...more })),
    )
  return {
    'confirm-assistance': { year: 2026, amt: '12000000.00', text, payers: payers({ to_pay: '1000000.00' }) },
    'recover-assistance': { year: 2026, amt: '12000000.00', text, payers: payers({ over: '1000000.00' }) },
    'review-claim': {
      reasons: Object.keys(reviewReasons),
      text,
      elec_bill_code: '3'.repeat(64),
      elec_billno_code: '9'.repeat(64),
      fixmedins_code: 'H33080200001',
      mdtrt_id: 'M'.repeat(64),
      med_type: '21',
      endtime: '2026-03-08T10:00:00+08:00',
      medfee_sumamt: '1234567.89',
    },
  }
}

const visit = async <T>(path: string, who: Claims, seen: (looked: Looked) => Promise<T>, width = 1280) =>
  look(path, { cookie: await scene.pages.cookieOf(who), width, height: 720 }, async (looked) => {
    const found = await seen(looked)
    expect(looked.faults).toEqual([])
    return found
  })

/** Words that stand for themselves and for nobody: codes, keys of data, days as machines write them. */
const machineWords = /\b[a-z]+_[a-z_]+\b|\d{4}-\d\d-\d\dT|undefined|\[object|[{}]/
const saidIn = (page: Page) => page.locator('main').innerText()

describe('the desk', () => {
  it('shows each of the new kinds on one screen, in words, and shuts nobody out', async () => {
    for (const [kind, { at, officer }] of Object.entries(tasks)) {
      await visit(at, officer, async ({ page }) => {
        expect(await page.evaluate('document.documentElement.scrollHeight'), kind).toBeLessThanOrEqual(720)
        expect(await widerBy(page), kind).toBe(0)
        expect(await barriersOn(page), kind).toEqual([])
        expect((await saidIn(page)).match(machineWords), kind).toBeNull()
        await page.setViewportSize({ width: 320, height: 720 })
        expect(await widerBy(page), kind).toBe(0)
      })
    }
  })

  it('asks of a claim only for what is missing', async () => {
    const asked = async (psn: string) => {
      const { task, officer } = await scene.taskOf(psn, 'review-claim')
      return visit(`/desk/tasks/${task.task_id}`, officer, ({ page }) =>
        page.getByRole('form', { name: '办理' }).locator('label').allInnerTexts(),
      )
    }
    expect(await asked(await scene.claimant(3, 'missing'))).toEqual(['符合政策范围金额', '理由'])
    expect(await asked(await scene.claimant(4, 'differs'))).toEqual(['理由'])
    const dead = ['银行代码', '银行账号', '账户名称', '理由']
    expect(await asked(await scene.claimant(5, 'dead'))).toEqual(dead)
  })

  it('fifty sums are confirmed at once', async () => {
    await visit('/desk?kind=confirm-assistance', clerk('130100'), async ({ page }) => {
      await page.getByRole('button', { name: '全选本页', exact: true }).click()
      expect(await page.getByRole('checkbox', { name: /^选择/, checked: true }).count()).toBe(50)
      await page.getByRole('button', { name: '批量同意', exact: true }).click()
      const dialog = page.getByRole('dialog', { name: '批量同意' })
      await dialog.getByText('共 50 件').waitFor()
      expect(await dialog.getByRole('listitem').count()).toBe(50)
      expect(await barriersOn(page)).toEqual([])
      await dialog.getByRole('button', { name: '确认', exact: true }).click()
      await page.getByRole('status').filter({ hasText: '共 50 件：同意 50 件' }).waitFor()
    })
    await scene.stack.run()
    const paid = scene.stack.sent('bank', 'payment.ordered').filter(({ data }) => data.purpose === 'medical-assistance')
    expect(paid.map(({ data }) => data.amt)).toEqual(Array(50).fill('3500.00'))
  })
})

describe('an expert', () => {
  const theirs = () => tasks['review-chronic'] as { at: string; officer: Claims }
  const whose = () => new RegExp(`${reviewed}|${scene.nameOf(reviewed)}|${certnoOf(Number(reviewed.slice(1)))}|测\\*`)

  it('finds the illness and never whose it is, and nothing that is not for experts', async () => {
    const { at, officer } = theirs()
    await visit('/desk', officer, async ({ page }) => {
      expect(await page.getByRole('navigation', { name: '主导航' }).getByRole('link').allInnerTexts()).toEqual(['待办'])
      expect(await page.getByRole('searchbox').count()).toBe(0)
      await page.getByRole('link', { name: '评审门诊慢特病', exact: true }).click()
      await page.waitForURL(`**${at}`)
      expect(await page.content()).not.toMatch(whose())
      expect(await page.getByRole('region', { name: '办理对象' }).innerText()).toContain('不显示')
      // What would unfold is not for them either.
      expect(await page.getByRole('button', { name: /办理经过|依据|其他事项/ }).count()).toBe(0)
    })
  })

  it('is told in words of every other page that it is none of theirs', async () => {
    const { officer } = theirs()
    const [row] = await scene.stack.cases(reviewed, 'chronic')
    for (const path of ['/desk/window', '/desk/search', '/desk/supervisor', `/desk/cases/${row?.case_id}`]) {
      const { status, text } = await scene.pages.fetch(officer, `GET ${path}`)
      expect([path, status, text.includes('评审专家只办抽中自己评审的待办')]).toEqual([path, 403, true])
      expect(text).not.toMatch(whose())
    }
    for (const path of ['/my', '/ops'])
      expect((await scene.pages.fetch(officer, `GET ${path}`)).text).toContain('请登录')
    const { status, text } = await scene.pages.fetch(expert('E9'), `GET ${theirs().at}`)
    expect([status, whose().test(text), text.includes('高血压')]).toEqual([404, false, false])
  })

  it('refuses with a reason, and says whether the illness is there; the person is told why', async () => {
    const { at, officer } = theirs()
    await visit(at, officer, async ({ page }) => {
      await page.getByRole('combobox', { name: /是否确诊/ }).selectOption({ label: '否' })
      await page.getByRole('textbox', { name: '理由' }).fill('血压没有达到标准')
      await page.getByRole('button', { name: '不同意', exact: true }).click()
      await page.getByRole('status').getByText('已按不同意办理').waitFor()
      await page.getByText('没有待办。').waitFor()
    })
    const { text } = await scene.pages.fetch(citizen(reviewed), 'GET /my/notices')
    expect(text).toContain('血压没有达到标准')
    const { state } = (await scene.stack.cases(reviewed, 'chronic'))[0] as { state: Record<string, unknown> }
    expect(state.first).toEqual({ on: '2026-04-01', reason: '血压没有达到标准' })
  })

  it('approves: the right is there from that day, and its owner reads it in words', async () => {
    const psn = await scene.treated()
    await scene.chooses(psn, 'chronic', 'apply')
    const { task, officer } = await scene.taskOf(psn, 'review-chronic')
    await visit(`/desk/tasks/${task.task_id}`, officer, async ({ page }) => {
      await page.getByRole('button', { name: '同意', exact: true }).click()
      await page.getByRole('status').getByText('已同意').waitFor()
    })
    await visit('/my/own/rights', citizen(psn), async ({ page }) => {
      await page.getByText('门诊慢特病：高血压').waitFor()
      await page.getByText('2026年4月1日起').waitFor()
    })
  })
})

describe('「查询办理」', () => {
  const everyPage = (): Record<string, readonly string[]> => ({
    [family.holder]: [
      ...['/my/own', '/my/own?from=4', '/my/own/sharing', '/my/own/sharing/new', '/my/own/sharing/premium'],
      ...['/my/own/account', '/my/own/rights', '/my/own/assistance', '/my/new/chronic', '/my/new/reimbursement'],
    ],
    [crowded.holder]: ['/my/own/sharing', '/my/own/sharing?from=2', '/my/own/sharing?from=4'],
    [crowded.users[0] as string]: ['/my/own/sharing', '/my/own/rights'],
    [family.users[0] as string]: ['/my/own/sharing', '/my/own/account'],
    [assisted[1] as string]: ['/my/own/assistance'],
  })

  it('somebody shares their account, sees what is used of the limit, and ends it after being asked', async () => {
    const me = citizen(family.holder)
    const [first = '', second = ''] = family.users
    await visit('/my', me, async ({ page }) => {
      await page.getByRole('link', { name: '查询办理', exact: true }).click()
      await page.getByRole('link', { name: '家庭共济', exact: true }).click()
      await page.getByRole('link', { name: '给家人用', exact: true }).click()
      await page.getByRole('textbox', { name: '家人的姓名' }).fill(scene.nameOf(first))
      await page.getByRole('textbox', { name: '家人的身份证号' }).fill(certnoOf(Number(first.slice(1))))
      await page.getByRole('combobox', { name: '他（她）是您的什么人' }).selectOption({ label: '配偶' })
      await page.getByRole('textbox', { name: /一年最多用多少/ }).fill('100.00')
      await page.getByRole('combobox', { name: /我承诺/ }).selectOption({ label: '是' })
      await page.getByRole('button', { name: '给他（她）用', exact: true }).click()
      await page.getByRole('status').getByText('已经给家人用了').waitFor()
    })
    expect((await scene.pays(first, '70.00', 'D1')).status).toBe(200)
    await scene.shares(family.holder, second, { relation: 'parent' })
    await visit('/my/own/sharing', me, async ({ page }) => {
      const mine = page.getByRole('region', { name: '我给家人用的' })
      const text = await mine.innerText()
      expect(text).toContain(`给${scene.nameOf(first)}用（配偶）`)
      expect(text).toContain('今年用了 70.00 元，一年最多 100.00 元，还能用 30.00 元')
      expect(text).toContain('4月1日看病买药用了 70.00 元')
      await mine.getByRole('button', { name: `结束：给${scene.nameOf(first)}用（配偶）`, exact: true }).click()
      const dialog = page.getByRole('dialog', { name: new RegExp(`不再给${scene.nameOf(first)}用，确定吗`) })
      expect(await barriersOn(page)).toEqual([])
      await dialog.getByRole('button', { name: '确定结束', exact: true }).click()
      await page.getByRole('status').getByText('已经结束，今天还能用').waitFor()
      expect(await page.getByRole('region', { name: '已经结束的' }).innerText()).toContain(scene.nameOf(first))
      expect(new URL(page.url()).pathname).toBe('/my/own/sharing')
    })
    await visit('/my/own/sharing', citizen(second), async ({ page }) => {
      const theirs = page.getByRole('region', { name: '家人给我用的' })
      expect(await theirs.innerText()).toContain(`${scene.nameOf(family.holder)}的账户`)
    })
  })

  it.each([
    ['plain', false, { target: 44, text: 16 }],
    ['for the elderly', true, { target: 60, text: 24 }],
  ] as const)('%s: no barrier, no scrolling sideways, large enough, in words', async (_, elder, least) => {
    for (const [who, paths] of Object.entries(everyPage())) {
      const preferences = { packs: true, elder, copy_to_helper: false }
      await scene.api.call(citizen(who), 'PUT /v1/me/preferences', preferences)
      await visit(
        '/my',
        citizen(who),
        async ({ page }) => {
          for (const at of paths) {
            await page.goto(new URL(at, page.url()).href)
            expect(await widerBy(page), at).toBe(0)
            expect(await tooSmallOn(page, least), at).toEqual([])
            expect((await saidIn(page)).match(machineWords), at).toBeNull()
            // What is larger is built alike: of it one page is gone through once more.
            if (!elder || at === paths[0]) expect(await barriersOn(page), at).toEqual([])
            if (elder && !/new|premium/.test(at)) expect(await choicesOn(page), at).toBeLessThanOrEqual(5)
          }
        },
        320,
      )
    }
  })

  const choicesOn = (page: Page) =>
    page.locator('main :is(a, button, input:not([type=hidden]), select, textarea):visible').count()
})
