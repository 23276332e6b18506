/** Operation's pages by HTTP alone: for operators only, and what they show of what is there and of what is not. */
import { beforeAll, describe, expect, it } from 'vitest'
import { openOfficeTask } from '../../../shared/engine/office-tasks.ts'
import type { TaskRow } from '../../../shared/registers/rows.ts'
import { operator } from '../../support/api.ts'
import { pagesOver } from '../../support/pages.ts'
import { makeStack } from '../../support/stack.ts'
import { makeTown, type Town } from '../api/town.ts'

let town: Town
let pages: ReturnType<typeof pagesOver>

const task = {
  task_id: 'OT1',
  kind: 'policy-missing',
  owner: { role: 'operator' },
  admdvs: '130200',
  opened_at: '2026-03-12T09:00:00+08:00',
  due_at: '2026-03-12T23:59:59+08:00',
  facts: { name: 'waiting_months', admdvs: '130200', on: '2026-03-02', text: '缺少等待期' },
  status: 'open',
} as unknown as TaskRow

beforeAll(async () => {
  town = await makeTown()
  await openOfficeTask(town.stack.ports, task)
  pages = pagesOver(town.stack)
})

/** Every page, with what it may show of the town. */
const seen = (): [path: string, shows: string][] => [
  ['/ops', '缺少等待期'],
  ['/ops/tasks/OT1', '中断缴费超过3个月后的待遇等待期（waiting_months）'],
  ['/ops/rejected', 'mianshen.no.such.v1'],
  ['/ops/clearings', '开始清算'],
  [`/ops/clearings/${town.ids.clearing}`, '已经结清'],
  ['/ops/ledger', '2,177.04 元'],
  ['/ops/policies', '各项业务通用'],
  ['/ops/policies/waiting_months', '江苏省'],
  ['/ops/packs', 'town-pack'],
  ['/ops/packs/town-pack', '有一件事告诉您'],
  ['/ops/articles?admdvs=130200', '今天天气'],
  ['/ops/articles/A1', '大家会怎么问'],
  ['/ops/points?admdvs=130200&matter=filing', '测试服务站'],
  ['/ops/points/P130200001?admdvs=130200&matter=filing', '测试路1号'],
  ['/ops/points/P130200001/agents', '培训日期'],
]

const policy = { admdvs: '130200', value: '5', source: '测试', _sure: 'yes' }
/** Every form, as it would be sent once 「确认」 is pressed. */
const forms = (): [path: string, form: Record<string, string>][] => [
  ['/ops/tasks/OT1/policy', policy],
  ['/ops/tasks/OT1/decision', { decision: 'approve', _sure: 'yes' }],
  [`/ops/rejected/${town.ids.rejected}/replay`, {}],
  ['/ops/clearings', { province: '13', date: '2026-03-11', _sure: 'yes' }],
  ['/ops/policies/waiting_months', policy],
  ['/ops/packs/new', { id: 'PK9' }],
  ['/ops/packs/release-operator', { title: '改了', _sure: 'yes' }],
  ['/ops/packs/release-operator/release', { _sure: 'yes' }],
  ['/ops/packs/town-pack/end', { _sure: 'yes' }],
  ['/ops/articles/A1', { title: '改了', _sure: 'yes' }],
  ['/ops/points/P130200001', { name: '改了', _sure: 'yes' }],
  ['/ops/points/P130200001/agents', { agent_no: 'A1', psn_no: 'P000008', status: 'suspended', _sure: 'yes' }],
]

describe('others than operators', () => {
  const others = ['citizen', 'clerk', 'supervisor', 'agent', 'employer', 'institution', 'partner']

  it('see no page of it, and nothing of what it would show', async () => {
    for (const [path, shows] of seen()) {
      expect((await pages.fetch(operator, `GET ${path}`)).text, path).toContain(shows)
      for (const who of [undefined, ...others.map((role) => town.owners[role])]) {
        const { status, text } = await pages.fetch(who, `GET ${path}`)
        expect([path, status, text.includes('请登录'), text.includes(shows)]).toEqual([
          path,
          who ? 403 : 401,
          true,
          false,
        ])
      }
    }
  })

  it('change nothing by any form of it', async () => {
    const before = await Promise.all(seen().map(([path]) => pages.fetch(operator, `GET ${path}`)))
    for (const [path, form] of forms())
      for (const who of [undefined, ...others.map((role) => town.owners[role])])
        expect([path, (await pages.fetch(who, `POST ${path}`, form)).status]).toEqual([path, who ? 403 : 401])
    const after = await Promise.all(seen().map(([path]) => pages.fetch(operator, `GET ${path}`)))
    // Forms bear a new key each time.
    const shown = (all: typeof before) => all.map(({ text }) => text.replace(/name="_key" value="[^"]*"/g, ''))
    expect(shown(after)).toEqual(shown(before))
  })
})

describe('what operators read', () => {
  it('says what it means where there is nothing', async () => {
    const empty = pagesOver(await makeStack({ now: '2026-03-12T09:00:00+08:00' }))
    for (const [path, says] of [
      ['/ops', '没有待办：不缺参数，也没有出错的办件。'],
      ['/ops/rejected', '没有退回的消息：来的都收下了。'],
      ['/ops/packs', '还没有暖心包：写好发布以后，符合条件的人会收到。'],
      ['/ops/articles', '没说地方的：没有答不上来的问题。'],
      ['/ops/articles?admdvs=130200', '唐山市：没有答不上来的问题。'],
      ['/ops/points?admdvs=130200', '这里没有能办这件事的网点。'],
    ] as const)
      expect((await empty.fetch(operator, `GET ${path}`)).text, path).toContain(says)
    const { status, text } = await empty.fetch(operator, 'GET /ops/policies/no_such')
    expect([status, text.includes('没有这个参数。')]).toEqual([404, true])
  })

  it('a change field by field, in words; what stays as it is left out', async () => {
    const form = { name: '新的名字', kind: 'village', admdvs: '130200', address: '测试路1号', home: 'false' }
    const more = { lng: '118.18', lat: '39.63', tel: '0315-00000000', hours: '1,2,3,4,5 09:00 17:00' }
    const lists = { matters: 'filing\naccount\nmandate\nother', communities: '130202001001' }
    const at = 'POST /ops/points/P130200001?admdvs=130200&matter=filing'
    const { text } = await pages.fetch(operator, at, { ...form, ...more, ...lists })
    const [, dialog = ''] = text.split('<dialog')
    expect([...dialog.matchAll(/<(h3|dd)>(.*?)<\/\1>/g)].map(([, , said]) => said)).toEqual([
      '名称',
      '测试服务站',
      '新的名字',
      '是否上门',
      '是',
      '否',
    ])
    expect(dialog).toContain('action="/ops/points/P130200001?admdvs=130200&amp;matter=filing"')
  })

  it('what a released pack says, and no form to change it', async () => {
    const { text } = await pages.fetch(operator, 'GET /ops/packs/town-pack')
    expect(text).toContain('<h2>已发布</h2>')
    expect(text).not.toContain('保存')
  })

  it('the nearest values first', async () => {
    for (const [admdvs, from] of [
      ['440100', '2020-01-01'],
      ['130100', '2020-01-01'],
      ['130200', '2020-01-01'],
      ['130200', '2024-01-01'],
    ] as const)
      await town.api.call(operator, 'PUT /v1/policies/waiting_months', { admdvs, from, value: 5, source: '测试' })
    const { text } = await pages.fetch(operator, 'GET /ops/tasks/OT1')
    const rows = [...text.matchAll(/<th scope="row">(.*?)<\/th><td class="whole">(.*?)<\/td>/g)]
    expect(rows.slice(0, 4).map(([, place, from]) => `${place} ${from}`)).toEqual([
      '唐山市 2024-01-01',
      '唐山市 2020-01-01',
      '全国 一直',
      '石家庄市 2020-01-01',
    ])
  })
})
