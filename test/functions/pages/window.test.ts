/** The counter: an errand begins by what was shown, one page has all that may be done, and its end leaves nothing. */
import { describe, expect, it } from 'vitest'
import { certnoOf, enrolment, register } from '../../support/people.ts'
import { k1, makeDesk } from './scene.ts'

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
})
