/** What the citizens' pages say and ask, by HTTP alone; how they look: my.browser.test.ts. */
import { describe, expect, it } from 'vitest'
import { auditNames, plainAuditNames } from '../../../functions/calls/audit.ts'
import { apiOf, citizen, clerk } from '../../support/api.ts'
import { pagesOver } from '../../support/pages.ts'
import { certnoOf, register } from '../../support/people.ts'
import { makeStack } from '../../support/stack.ts'
import { makeTown } from '../api/town.ts'
import { hospital, scene, treat } from '../surveys/scene.ts'

/** What somebody reads: a page without its marks. */
const plain = (text: string) => text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

describe('「看病怎么样」', () => {
  it('is led to from the first page while something may be answered, and asks in plain words', async () => {
    const { stack, psn, figures } = await scene()
    await stack.policy({ name: 'survey_least', admdvs: '130100', value: 1 })
    const pages = pagesOver(stack)
    const me = citizen(psn)
    const told = async (target: string, form?: Record<string, string>) => {
      const { status, text } = await pages.fetch(me, target, form)
      return { status, text, said: plain(text) }
    }
    expect((await told('GET /my')).said).toContain('说说看病怎么样（1次）')
    const { text, said } = await told('GET /my/surveys')
    expect(said).toContain('护士态度怎样 非常满意 满意 基本满意 不满意 非常不满意')
    expect(text.match(/type="radio"/g)).toHaveLength(10)
    expect(text.match(/class="main"/g)).toHaveLength(1)

    const none = await told('POST /my/surveys/M1', { fixmedins_code: hospital, 'answers.Y1': ' ' })
    expect([none.status, none.said.includes('至少回答一项')]).toEqual([400, true])
    const wrong = await told('POST /my/surveys/M1', { fixmedins_code: hospital, 'answers.F1': '9', 'answers.Y1': '好' })
    expect([wrong.status, /class="fault" id="answers-F1-fault"/.test(wrong.text)]).toEqual([400, true])
    expect(wrong.text).toContain('>好</textarea>')

    const form = { fixmedins_code: hospital, texts: 'Y1', 'answers.F1': '4', 'answers.Y1': '5' }
    expect((await told('POST /my/surveys/M1', form)).status).toBe(303)
    const { indicators, texts } = (await figures()).body
    expect([indicators, texts]).toMatchObject([[{ code: 'F1', mean: '4.00' }], [{ code: 'Y1', text: '5' }]])
    const again = await told('POST /my/surveys/M1', form)
    expect([again.status, again.said.includes('已经填过调查了')]).toEqual([409, true])
    expect((await told('GET /my')).said).not.toContain('说说看病怎么样')
    expect((await told('GET /my/surveys')).said).toContain('现在没有要填的')
  })

  it('lists visits where there are several, each with a page of its own', async () => {
    const { stack, psn } = await scene()
    await treat(stack, psn, 'M/2', '2026-03-06T09:00:00+08:00')
    const pages = pagesOver(stack)
    const { text } = await pages.fetch(citizen(psn), 'GET /my/surveys')
    const links = [...text.matchAll(/href="(\/my\/surveys\/[^"]*)"/g)].map(([, path]) => path)
    expect(links).toEqual(['/my/surveys/M%2F2', '/my/surveys/M1'])
    const form = { fixmedins_code: hospital, 'answers.G1': '5' }
    expect((await pages.fetch(citizen(psn), `POST ${links[0]}`, form)).status).toBe(303)
    expect((await pages.fetch(citizen(psn), 'GET /my/surveys')).text).not.toContain('/my/surveys/M%2F2')
  })
})

describe('「家人帮办」', () => {
  it('lets agree who was asked, and not who asked', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const [asker, asked] = [await register(stack, 1), await register(stack, 2)]
    const pages = pagesOver(stack)
    const offer = { as: 'helper', certno: certnoOf(2), psn_name: '测试2', relation: 'child', scopes: ['see'] }
    const { mandate_id } = (await apiOf(stack).call(citizen(asker), 'POST /v1/mandates', offer)).body
    const at = `/my/family/${mandate_id}/acceptance`
    const [hers, his] = [
      await pages.fetch(citizen(asker), 'GET /my/family'),
      await pages.fetch(citizen(asked), 'GET /my/family'),
    ]
    expect([hers.text.includes(at), plain(hers.text).includes('您提出的，等对方同意')]).toEqual([false, true])
    expect([his.text.includes(at), plain(his.text).includes('对方提出的，您同意才生效')]).toEqual([true, true])
    expect((await pages.fetch(citizen(asked), `POST ${at}`, { _key: 'k'.repeat(16) })).status).toBe(303)
  })
})

describe('「谁看过我的信息」', () => {
  it('says what was done as a neighbour would, and not as staff do', async () => {
    const { stack, api, me, ids } = await makeTown()
    await api.call(clerk('130200'), `GET /v1/cases/${ids.transfer}`)
    await api.call(clerk('130200'), `GET /v1/tasks/${ids.transferTask}`)
    await api.call(clerk('130200'), `POST /v1/tasks/${ids.transferTask}/decision`, { decision: 'approve' })
    const said = plain((await pagesOver(stack).fetch(citizen(me), 'GET /my/access')).text)
    for (const what of ['case.read', 'task.read', 'task.decided'] as const) {
      expect([said.includes(plainAuditNames[what]), said.includes(` ${auditNames[what]} `)]).toEqual([true, false])
    }
  })

  it('has a plain name for whatever may be done about a person', () => {
    const own = Object.entries(plainAuditNames).flatMap(([what, name]) => {
      const isSame = auditNames[what as keyof typeof auditNames] === name
      return /^(behalf|case|errand|credential|correction|task)\./.test(what) && isSame ? [what] : []
    })
    expect(own).toEqual([])
  })
})
