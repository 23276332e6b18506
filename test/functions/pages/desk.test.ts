/** The desk by HTTP: the list, a task, decisions and what opens next, several at once, search; without script. */
import { describe, expect, it } from 'vitest'
import { chief, k1, k2, makeDesk, moves } from './scene.ts'

const { stack, tasks, pages } = await makeDesk(6)
const [first = '', second = '', third = '', fourth = '', fifth = ''] = tasks

describe('「待办」', () => {
  it('is a row a task: kind, masked name, time left, mark and word', async () => {
    const { text } = await pages.fetch(k1, 'GET /desk')
    expect(text).toContain('<table aria-label="待办事项">')
    expect(text.match(/<a class="open"/g)).toHaveLength(6)
    expect(text).toContain('确认个人账户转出')
    expect(text).toMatch(/测\*\*?/)
    expect(text).not.toContain('测试1')
    expect(text).toMatch(/<span class="mark (green">绿|blue">蓝|red">红)/)
  })

  it('narrows by kind, urgency and who has it in hand', async () => {
    const rows = async (query: string) =>
      (await pages.fetch(k1, `GET /desk?${query}`)).text.match(/<a class="open"/g)?.length ?? 0
    expect(await rows('kind=approve-transfer-out')).toBe(6)
    expect(await rows('kind=older-relation')).toBe(0)
    expect(await rows('triage=red')).toBe(0)
    expect(await rows('claimed=me')).toBe(0)
  })
})

describe('a task', () => {
  it('says whose, what, until when, why, and what comes of it', async () => {
    const { text } = await pages.fetch(k1, `GET /desk/tasks/${first}`)
    for (const part of ['办理对象', '事实', '时限', '来由', '同意后', '不同意后'])
      expect(text).toContain(`<h2 id="part-${part}">${part}</h2>`)
    expect(text).toMatch(
      /<dt>金额<\/dt><dd>100\.00 元<\/dd><dt>转出地<\/dt><dd>唐山市<\/dd><dt>转入地<\/dt><dd>石家庄市/,
    )
    expect(text).toContain('个人账户余额转到转入地')
    expect(text).toContain('余额留在转出地，不转')
  })

  it.each([
    ['timeline', '个人账户'],
    // As the parameters declare their words, no JSON.
    ['grounds', '都由原参保地确认'],
    ['grounds', '<dt>放假的日子</dt><dd>1月1日、'],
    ['others', '事项'],
  ])('unfolds %s without script', async (open, word) => {
    const { text } = await pages.fetch(k1, `GET /desk/tasks/${first}?open=${open}`)
    const [, fold = ''] = text.split(`<div id="fold-${open}" class="fold">`)
    expect(fold.split('<div id="fold-')[0]).toContain(word)
  })

  it('is nobody’s whose area it is not', async () => {
    const other = { role: 'clerk', admdvs: '130100' }
    expect((await pages.fetch(other, `GET /desk/tasks/${first}`)).status).toBe(404)
    expect((await pages.fetch(other, `POST /desk/tasks/${first}`, { do: 'approve' })).status).toBe(404)
  })

  it('taken in hand is put back by who took it; another is told who has it', async () => {
    const took = await pages.fetch(k1, `POST /desk/tasks/${first}`, { do: 'claim' })
    expect([took.status, took.headers.get('location')]).toEqual([303, `/desk/tasks/${first}?said=claimed`])
    const { text } = await pages.fetch(k1, `GET ${took.headers.get('location')}`)
    expect(text).toContain('<p role="status" id="status">已认领。</p>')
    expect(text).toContain('value="release"')
    const late = await pages.fetch(k2, `POST /desk/tasks/${first}`, { do: 'approve' })
    expect([late.status, late.text.match(/<p role="alert">([^<]*)/)?.[1]]).toEqual([
      409,
      expect.stringContaining('认领'),
    ])
    expect((await pages.fetch(k1, `POST /desk/tasks/${first}`, { do: 'release' })).status).toBe(303)
  })
})

describe('a decision', () => {
  it('opens the next task, with the eye on its name', async () => {
    const done = await pages.fetch(k1, `POST /desk/tasks/${first}`, { do: 'approve', due_at: '' })
    expect(done.status).toBe(303)
    const to = done.headers.get('location') ?? ''
    expect(to).toMatch(/^\/desk\/tasks\/.+\?said=approved$/)
    expect(to).not.toContain(first)
    const { text } = await pages.fetch(k1, `GET ${to}`)
    expect(text).toContain('<h1 id="title" tabindex="-1" autofocus="">')
    expect((await stack.tasks('P000001', 'any'))[0]?.status).toBe('approved')
  })

  it('wants a reason for no, and keeps what was written', async () => {
    const bare = await pages.fetch(k1, `POST /desk/tasks/${second}`, { do: 'reject', reason: ' ' })
    expect(bare.status).toBe(400)
    expect(bare.text).toContain('<p class="fault" id="reason-fault">不同意时要写明理由</p>')
    const done = await pages.fetch(k1, `POST /desk/tasks/${second}`, { do: 'reject', reason: '金额\r\n不符' })
    expect(done.headers.get('location')).toContain('said=rejected')
    expect((await stack.tasks('P000002', 'any'))[0]?.decision?.reason).toBe('金额 不符')
  })

  it('pressed twice is made once, and a second one says what happened', async () => {
    const form = { do: 'approve', _key: 'key-of-the-third' }
    for (let i = 0; i < 2; i++)
      expect((await pages.fetch(k1, `POST /desk/tasks/${third}`, form)).headers.get('location')).toContain(
        'said=approved',
      )
    const late = await pages.fetch(k2, `POST /desk/tasks/${third}`, { do: 'approve' })
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('<p role="alert">')])
  })

  it('of a large sum is a proposal first', async () => {
    const large = await moves(stack, 20, '150000.00')
    const proposed = await pages.fetch(k1, `POST /desk/tasks/${large}`, { do: 'approve' })
    expect(proposed.headers.get('location')).toContain('said=proposed')
    expect((await pages.fetch(k2, `GET /desk/tasks/${large}`)).text).toContain('等另一人确认')
    const again = await pages.fetch(k1, `POST /desk/tasks/${large}`, { do: 'approve' })
    expect([again.status, again.text]).toEqual([403, expect.stringContaining('role="alert"')])
    expect((await pages.fetch(k2, `POST /desk/tasks/${large}`, { do: 'approve' })).headers.get('location')).toContain(
      'said=approved',
    )
  })
})

describe('「批量同意」', () => {
  const form = (ids: readonly string[], more: Record<string, string> = {}) => {
    const written = new URLSearchParams(more)
    for (const id of ids) written.append('task', id)
    return written
  }

  it('lists what will happen, and asks once', async () => {
    const { text } = await pages.fetch(k1, 'POST /desk/bulk', form([fourth, fifth]))
    expect(text).toMatch(/<dialog id="bulk-asks" aria-labelledby="bulk-asks-title" open="" data-modal="">/)
    expect(text).toContain('共 2 件。同意后：个人账户余额转到转入地。')
    expect((await stack.tasks('P000004')).length).toBe(1)
  })

  it('tells each result', async () => {
    const { text } = await pages.fetch(k1, 'POST /desk/bulk', form([third, fourth, fifth], { do: 'confirm' }))
    expect(text).toContain('共 3 件：同意 2 件，没有办成 1 件。')
    expect(text).toContain('没有办成：待办已经处理过了')
    expect((await stack.tasks('P000004', 'any'))[0]?.status).toBe('approved')
  })

  it('wants some to be chosen', async () => {
    const { status, text } = await pages.fetch(k1, 'POST /desk/bulk', form([]))
    expect([status, text]).toEqual([400, expect.stringContaining('请先勾选要办的待办。')])
  })
})

describe('「查找」', () => {
  it('finds by a whole number, which stands in no address', async () => {
    const { status, text } = await pages.fetch(k1, 'POST /desk/search', { q: 'P000002' })
    expect([status, text]).toEqual([200, expect.stringContaining('人员编号 P000002')])
    const path = /href="(\/desk\/cases\/[^"]+)"/.exec(text)?.[1]
    expect((await pages.fetch(k1, `GET ${path}`)).text).toContain('办理经过')
    expect((await pages.fetch(k1, 'POST /desk/search', { q: '测试2' })).text).toContain('没有找到')
  })
})

it('keys are switched off and stay so', async () => {
  const given = await pages.fetch(k1, 'POST /desk/keys', { on: '' })
  expect(given.headers.get('set-cookie')).toMatch(/^desk-keys=off; /)
  expect((await pages.fetch(chief, 'GET /desk')).text).toContain('data-keys="on"')
})

describe('「主管」', () => {
  it('says how the work stands, to supervisors alone', async () => {
    const { status, text } = await pages.fetch(chief, 'GET /desk/supervisor')
    expect(status).toBe(200)
    for (const part of ['工作量', '超期', '预测', '评价', '问题台账', '抽查', '帮办员', '参保地图'])
      expect(text).toContain(`<h2 id="part-${part}">${part}</h2>`)
    expect(text).toContain('<table aria-label="各事项">')
    expect(text).toMatch(/<th scope="row">3月5日<\/th><td>周四<\/td><td class="num">—<\/td>/)
    expect(text).toMatch(/<th scope="row">K1<\/th>/)
    expect((await pages.fetch(k1, 'GET /desk/supervisor')).status).toBe(403)
    expect((await pages.fetch(k1, 'GET /desk')).text).not.toContain('主管')
  })
})
