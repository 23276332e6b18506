/** Questions and their answers over the API: the examples of the rule (decision 0102), who may put what, what is kept. */
import { describe, expect, it } from 'vitest'
import { manifests } from '../../../functions/bundles/index.ts'
import { questionAsked } from '../../../shared/table/common/questions.ts'
import { apiOf, citizen, clerk, operator, supervisor } from '../../support/api.ts'
import { makeStack } from '../../support/stack.ts'

const article = (more: object = {}) => ({
  title: '办理指南',
  questions: ['异地就医怎么备案？', '门诊怎么报销'],
  text: '第一步：登录。\n第二步：备案。',
  matter: 'filing',
  admdvs: '130100',
  from: '2026-01-01',
  source: '冀医保〔2026〕1号',
  ...more,
})

async function scene() {
  const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
  const api = apiOf(stack)
  const put = (id: string, more: object = {}, who = operator) => api.call(who, `PUT /v1/articles/${id}`, article(more))
  const ask = async (text: string, admdvs?: string) =>
    (await api.call(undefined, 'POST /v1/questions', { text, ...(admdvs ? { admdvs } : {}) })).body
  const asked = async (text: string, admdvs?: string): Promise<[string, string][]> =>
    (await ask(text, admdvs)).answers.map((one: { article_id: string; score: string }) => [one.article_id, one.score])
  const unanswered = async (who = operator, query = '') =>
    (await api.call(who, `GET /v1/questions/unanswered${query}`)).body.questions
  return { stack, api, put, ask, asked, unanswered }
}

describe('an answer', () => {
  it('is a whole article, unchanged, with its source and how alike it is', async () => {
    const { put, ask, asked } = await scene()
    expect(await put('a1')).toMatchObject({ status: 200, body: { article_id: 'a1', ...article() } })
    expect(await ask('异地就医 怎么备案', '130102')).toEqual({
      question_id: expect.stringMatching(/^QU-\w+$/),
      confident: true,
      hand_over: false,
      // Guides of bundles may follow.
      answers: expect.arrayContaining([
        {
          article_id: 'a1',
          title: '办理指南',
          text: '第一步：登录。\n第二步：备案。',
          source: '冀医保〔2026〕1号',
          from: '2026-01-01',
          score: '1.0000',
        },
      ]),
    })
    expect(await asked('异地备案', '130100')).toContainEqual(['a1', '0.4364'])
  })

  it('is nearest first among equals, of the own area, province and nation alone, at most three', async () => {
    const { put, asked } = await scene()
    await put('n', { admdvs: '000000' })
    await put('p', { admdvs: '130000' })
    await put('other', { admdvs: '130200' })
    expect(await asked('门诊怎么报销', '130100')).toEqual([
      ['p', '1.0000'],
      ['n', '1.0000'],
    ])
    expect(await asked('门诊怎么报销')).toEqual([['n', '1.0000']])
    await put('b', {})
    await put('a', { admdvs: '130102' })
    expect((await asked('门诊怎么报销', '130100')).map(([id]: string[]) => id)).toEqual(['a', 'b', 'p'])
  })

  it('is valid on its days, from the moment it is put', async () => {
    const { stack, put, asked } = await scene()
    await put('ended', { to: '2026-03-11' })
    await put('begins', { from: '2026-03-13' })
    await put('last', { from: '2026-03-12', to: '2026-03-12' })
    expect(await asked('门诊怎么报销', '130100')).toEqual([['last', '1.0000']])
    await stack.advanceTo('2026-03-13T09:00:00+08:00')
    expect(await asked('门诊怎么报销', '130100')).toEqual([['begins', '1.0000']])
    // What is known by now is known anew when it changes: also when it moves to another place.
    await put('begins', { admdvs: '130000', questions: ['住院押金交多少'] })
    expect(await asked('门诊怎么报销', '130100')).toEqual([])
    expect(await asked('住院押金交多少', '130100')).toEqual([['begins', '1.0000']])
  })

  it('may be the guide of a bundle, and asks for as much likeness as the area does', async () => {
    const { stack, asked, ask } = await scene()
    for (const { chain } of manifests) {
      const found = await asked(chain.title)
      expect(found.map(([id]: string[]) => id)).toContain(`guide:${chain.bundle}`)
    }
    expect((await ask('今天天气')).confident).toBe(false)
    await stack.policy({ name: 'answer_least', admdvs: '130100', value: '0.0000' })
    expect(await asked('今天天气', '130100')).toHaveLength(3)
    expect(await asked('今天天气', '130200')).toHaveLength(0)
  })
})

describe('putting an article', () => {
  it('is the supervisor’s of the own pooling area, the operator’s anywhere', async () => {
    const { put, api } = await scene()
    const mine = supervisor('130100')
    expect((await put('a1', {}, mine)).status).toBe(200)
    for (const admdvs of ['130200', '130000', '000000']) {
      expect(await put('a2', { admdvs }, mine)).toMatchObject({ status: 404, body: { code: 'not-found' } })
    }
    await put('a3', { admdvs: '130200' })
    expect((await put('a3', {}, mine)).status).toBe(404)
    expect((await put('a1', { admdvs: '130200' }, operator)).status).toBe(200)
    expect((await api.call(clerk('130100'), 'PUT /v1/articles/a1', article())).status).toBe(403)
    expect((await put('a1', {}, supervisor('130000'))).status).toBe(404)
  })

  it.each([
    [{ questions: [] }, 'questions'],
    [{ questions: Array(21).fill('怎么') }, 'questions'],
    [{ questions: ['字'.repeat(201)] }, 'questions.0'],
    [{ text: ' \n' }, 'text'],
    [{ text: undefined }, 'text'],
    [{ matter: 'weather' }, 'matter'],
    [{ admdvs: '999999' }, 'admdvs'],
    [{ from: '2026-02-30' }, 'from'],
    [{ to: '2025-12-31' }, 'to'],
    [{ source: '' }, 'source'],
  ])('%j is told by its field', async (more, field) => {
    const { put } = await scene()
    const { status, body } = await put('a1', more)
    expect([status, body.errors?.map((one: { field: string }) => one.field)]).toEqual([400, [field]])
  })

  it('takes no id of a guide', async () => {
    const { put } = await scene()
    for (const id of ['guide:filing', '-a', 'x'.repeat(65)]) {
      expect((await put(encodeURIComponent(id))).body.errors?.[0].field).toBe('article_id')
    }
  })
})

describe('what found no answer', () => {
  it('is counted by area as asked, by its kept characters, most asked first, with numbers masked', async () => {
    const { stack, ask, unanswered, api } = await scene()
    await ask('卡号6222021234567890怎么查', '130100')
    stack.clock.set('2026-03-12T10:00:00+08:00' as never)
    await ask('今天 天气？', '130102')
    await ask('今天天气', '130100')
    await ask('今天天气')
    expect(await unanswered(supervisor('130100'))).toEqual([
      { text: '今天天气', count: 2, last_at: '2026-03-12T10:00:00+08:00' },
      { text: '卡号＊怎么查', count: 1, last_at: '2026-03-12T09:00:00+08:00' },
    ])
    expect(await unanswered(operator, '?admdvs=000000')).toEqual(await unanswered())
    expect(await unanswered()).toHaveLength(1)
    expect((await api.call(supervisor('130100'), 'GET /v1/questions/unanswered?admdvs=130200')).status).toBe(404)
    expect((await api.call(citizen('P1'), 'GET /v1/questions/unanswered')).status).toBe(403)
    const stored = [...stack.table.items.values()].filter(({ pk }) => /^(QUESTION|UNANSWERED)#/.test(pk))
    expect(stored.length).toBeGreaterThan(4)
    for (const item of stored) expect(JSON.stringify(item)).not.toMatch(/天气|6222/)
  })

  it('counts what did not help once, whoever says so how often', async () => {
    const { put, ask, api, unanswered, stack } = await scene()
    await put('a1')
    const { question_id } = await ask('异地备案', '130100')
    const say = (helpful: boolean) => api.call(undefined, `POST /v1/questions/${question_id}/helpful`, { helpful })
    expect((await say(true)).body).toEqual({ hand_over: false })
    expect(await unanswered(operator, '?admdvs=130100')).toEqual([])
    for (let times = 0; times < 2; times++) expect((await say(false)).body).toEqual({ hand_over: true })
    expect(await unanswered(operator, '?admdvs=130100')).toMatchObject([{ text: '异地备案', count: 1 }])
    expect(await questionAsked(stack.ports, question_id)).toMatchObject({ text: '异地备案', area: '130100' })
    for (const helpful of [true, false]) {
      expect((await api.call(undefined, 'POST /v1/questions/QU-x/helpful', { helpful })).status).toBe(404)
    }
  })

  it('loses no question when many ask the same at once', async () => {
    const { api, unanswered } = await scene()
    await Promise.all(Array.from({ length: 20 }, () => api.call(undefined, 'POST /v1/questions', { text: '今天天气' })))
    expect(await unanswered()).toMatchObject([{ count: 20 }])
  })

  it.each([{ text: '' }, { text: '字'.repeat(201) }, {}, { text: '问', admdvs: '1301' }])('%j is 400', async (body) => {
    const { api } = await scene()
    expect((await api.call(undefined, 'POST /v1/questions', body)).status).toBe(400)
  })
})
