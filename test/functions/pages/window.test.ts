/** The counter: an errand begins by what was shown, one page has all that may be done, and its end leaves nothing. */
import { describe, expect, it } from 'vitest'
import { agent, apiOf, operator } from '../../support/api.ts'
import { certnoOf, enrolment, register } from '../../support/people.ts'
import { point } from '../api/town.ts'
import { chief, k1, makeDesk } from './scene.ts'

const { stack, pages } = await makeDesk(1)
const helped = await register(stack, 30)
await stack.happen('enrolment.registered', enrolment(helped, '130200', '2019-03-01'))

const shown = { certno: certnoOf(30), psn_name: '测试30', paper_ref: '身份证' }
const begin = (more: object = {}) => pages.fetch(k1, 'POST /desk/window', { ...shown, matter: 'filing', ...more })

describe('「窗口」', () => {
  it('begins by a code, or by papers that were seen', async () => {
    const { text } = await pages.fetch(k1, 'GET /desk/window')
    for (const label of ['医保码', '身份证号', '姓名', '材料编号', '事项'])
      expect(text).toMatch(new RegExp(`<label for="[\\w-]+">${label}</label>`))
    expect(text).toContain('开始')
    const wrong = await begin({ psn_name: '别人' })
    expect([wrong.status, wrong.text]).toEqual([404, expect.stringContaining('role="alert"')])
    expect((await begin({ matter: '' })).text).toContain('请选择事项')
  })

  it('has what may begin, filled in with what is known; it is done in the person’s name', async () => {
    const b = await begin()
    const to = b.headers.get('location') ?? ''
    expect(to).toMatch(/^\/desk\/window\/[\w-]+$/)
    const { text } = await pages.fetch(k1, `GET ${to}`)
    expect(text).toContain('<div data-idle="300">')
    expect(text).toMatch(/<h1[^>]*>[^<]*测试30<\/h1>/)
    const filing = {
      form: 'start',
      do: 'start',
      kind: 'temporary',
      to_admdvs: '110000',
      from: '2026-03-10',
      commitment: 'true',
    }
    const bad = await pages.fetch(k1, `POST ${to}`, { ...filing, to_admdvs: 'x' })
    expect(bad.status).toBe(400)
    expect(bad.text).toContain('id="start-to_admdvs-fault"')
    const done = await pages.fetch(k1, `POST ${to}`, filing)
    expect(done.headers.get('location')).toBe(`${to}?said=done`)
    expect((await pages.fetch(k1, `GET ${to}?said=done`)).text).toContain('这次办了')
    expect((await stack.file(helped)).all('filing').length).toBe(1)
    const ended = await pages.fetch(k1, `POST ${to}`, { do: 'end' })
    expect(ended.headers.get('location')).toBe('/desk/window?said=ended')
    const after = await pages.fetch(k1, `GET ${to}`)
    expect([after.status, after.text.includes('测试30')]).toEqual([410, false])
  })
})

it('「帮办员」 has what each point did this month, and what it is paid', async () => {
  const api = apiOf(stack)
  const me = agent('B1', 'A1')
  const trained = { psn_no: await register(stack, 31), status: 'active', trained_on: '2026-03-01' }
  await api.call(operator, 'PUT /v1/points/B1', { ...point, matters: ['filing'] })
  await api.call(operator, 'PUT /v1/points/B1/agents/A1', trained)
  await stack.policy({ name: 'errand_fee', admdvs: '130200', value: { filing: '12.50' } })
  await api.call(me, 'POST /v1/errand-codes', { certno: certnoOf(30), psn_name: '测试30' })
  const code = /\d{6}/.exec(stack.sent('notice').at(-1)?.data.text ?? '')?.[0]
  await api.call(me, 'POST /v1/errands', { matter: 'filing', consent: { certno: certnoOf(30), code } })
  const filing = { kind: 'temporary', to_admdvs: '440100', from: '2026-09-01', commitment: true }
  expect((await api.call(me, 'POST /v1/filings', filing, { 'on-behalf-of': helped })).status).toBe(201)
  const { text } = await pages.fetch(chief, 'GET /desk/supervisor')
  const told = text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  expect(told).toMatch(new RegExp(`${point.name} 1 1 0 0 [^ ]*12\\.50`))
})
