/** Who sees what at the desk: role by page by whose it is. What is refused says nothing of anybody. */
import { describe, expect, it } from 'vitest'
import { pagesOver } from '../../support/pages.ts'
import { certnoOf } from '../../support/people.ts'
import { makeTown } from '../api/town.ts'

const { stack, api, owners, strangers, ids, me } = await makeTown()
const pages = pagesOver(stack)
const { clerk, supervisor, agent } = owners

/** What tells of the person: their name, masked or not, and their numbers. */
const theirs = new RegExp(`测试2|测\\*|${me}|${certnoOf(2, '1994-05-20')}|2177\\.04|2,177\\.04`)

const paths = {
  task: `/desk/tasks/${ids.transferTask}`,
  fold: `/desk/tasks/${ids.transferTask}?open=others`,
  case: `/desk/cases/${ids.transfer}`,
  errand: `/desk/window/${ids.windowErrand}`,
}

describe('by address', () => {
  it.each(Object.entries(paths))('%s: whose it is sees it, another clerk nothing', async (name, path) => {
    const own = await pages.fetch(clerk, `GET ${path}`)
    expect([own.status, theirs.test(own.text)]).toEqual([200, true])
    for (const who of [strangers.clerk, strangers.supervisor, strangers.agent, agent]) {
      const { status, text } = await pages.fetch(who, `GET ${path}`)
      // Cases are not for agents at all.
      const refused = name === 'case' && who?.role === 'agent' ? 403 : 404
      expect([who?.role, status, theirs.test(text)]).toEqual([who?.role, refused, false])
    }
  })

  it.each([
    ['task', { do: 'approve' }],
    ['task', { do: 'claim' }],
    ['errand', { do: 'end' }],
  ] as const)('%s: what another sends does nothing and tells nothing', async (name, form) => {
    const { text } = await pages.fetch(strangers.clerk, `POST ${paths[name]}`, form)
    expect(text).not.toMatch(theirs)
    expect((await api.call(clerk, `GET /v1/tasks/${ids.transferTask}`)).body).not.toHaveProperty('claimed_by')
    expect((await api.call(clerk, `GET /v1/errands/${ids.windowErrand}`)).body.status).toBe('open')
  })
})

describe('lists', () => {
  const linksOf = async (who: typeof clerk) =>
    [...(await pages.fetch(who, 'GET /desk')).text.matchAll(/<a class="open" id="o-([^"]+)"/g)].map(([, id]) => id)

  it('have what is theirs alone', async () => {
    expect(await linksOf(clerk)).toContain(ids.transferTask)
    expect(await linksOf(strangers.clerk)).not.toContain(ids.transferTask)
    expect(await linksOf(agent)).toEqual([])
  })

  it('nobody is found from another area', async () => {
    for (const q of [me, certnoOf(2, '1994-05-20'), ids.transfer, ids.transferTask]) {
      expect((await pages.fetch(clerk, 'POST /desk/search', { q })).text).toMatch(theirs)
      const { text } = await pages.fetch(strangers.clerk, 'POST /desk/search', { q })
      expect([q, text.replace(q, '').match(theirs)]).toEqual([q, null])
    }
  })
})

it('「主管」 is the supervisor’s, and of their own area', async () => {
  expect((await pages.fetch(supervisor, 'GET /desk/supervisor')).text).toContain('确认个人账户转出')
  expect((await pages.fetch(strangers.supervisor, 'GET /desk/supervisor')).text).not.toContain('确认个人账户转出')
  for (const who of [clerk, agent]) {
    const { status, text } = await pages.fetch(who, 'GET /desk/supervisor')
    expect([who?.role, status, text.includes('<table')]).toEqual([who?.role, 403, false])
  }
})

it.each(['citizen', 'employer', 'institution', 'operator', 'partner'])('to a %s every page is closed', async (role) => {
  for (const path of ['/desk', '/desk/search', '/desk/window', '/desk/supervisor', ...Object.values(paths)]) {
    const { status, text } = await pages.fetch(owners[role], `GET ${path}`)
    expect([path, status, theirs.test(text), text.includes('请登录')]).toEqual([path, 403, false, true])
  }
  for (const path of ['/desk/search', '/desk/bulk', paths.task]) {
    const form = { q: me, do: 'approve', task: ids.transferTask }
    const { status, text } = await pages.fetch(owners[role], `POST ${path}`, form)
    expect([path, status, theirs.test(text.replace(me, ''))]).toEqual([path, 403, false])
  }
})

it('an address without a page says so in Chinese', async () => {
  const { status, text } = await pages.fetch(clerk, 'GET /desk/nothing')
  expect([status, text.includes('<h1 id="title" tabindex="-1">没有找到</h1>')]).toEqual([404, true])
})
