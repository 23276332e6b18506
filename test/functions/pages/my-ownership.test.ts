/** Whose the citizens' pages are: nobody finds another's there, and who is no citizen finds nothing; by HTTP alone. */
import { beforeAll, describe, expect, it } from 'vitest'
import { type Claims, citizen } from '../../support/api.ts'
import { pagesOver } from '../../support/pages.ts'
import { makeTown, type Town } from '../api/town.ts'
import { hospital, treatedIn } from '../surveys/scene.ts'

let town: Town
let pages: ReturnType<typeof pagesOver>
/** What stands on the mother's pages and on nobody else's. */
let hers: readonly string[]

beforeAll(async () => {
  town = await makeTown()
  await treatedIn(town)
  pages = pagesOver(town.stack)
  hers = [
    '护士态度怎样',
    '测试宝宝',
    '测试2',
    '2177.04',
    '测试8',
    town.me,
    town.child,
    ...Object.values(town.ids).filter(isLong),
  ]
})

/** An id that is hers, and no word that other pages have too. */
const isLong = (id: string) => id.length > 12

const all = (ids: Town['ids']) =>
  [
    ...[
      '/my',
      '/my/cases',
      '/my/code',
      '/my/family',
      '/my/access',
      '/my/points',
      '/my/ask',
      '/my/notices',
      '/my/surveys',
    ],
    ...['/my/new/newborn', '/my/new/home-service', `/my?for=${ids.mandate}`, `/my/cases?for=${ids.mandate}`],
    ...[`/my/cases/${ids.transfer}`, `/my/cases/${ids.newborn}`, `/my/cases/${ids.newborn}?open=stuck`],
  ] as const

/** Of hers, except for what the address itself says. */
const toldTo = async (who: Claims | undefined, target: string, form?: Record<string, string>) => {
  const { status, text } = await pages.fetch(who, target, form)
  const told = text.replaceAll(target.split(' ')[1] ?? '', '')
  return { status, told: hers.filter((one) => told.includes(one) && !target.includes(one)) }
}

describe('pages of citizens', () => {
  it('tell her what is hers', async () => {
    const { status, told } = await toldTo(citizen(town.me), 'GET /my')
    expect(status).toBe(200)
    expect(told).toContain('测试宝宝')
  })

  it('tell another citizen nothing of hers, and her cases are not found', async () => {
    for (const at of all(town.ids)) {
      const { status, told } = await toldTo(citizen(town.strangerNo), `GET ${at}`)
      const isHers = at.includes('/cases/') || at.includes('for=')
      expect([at, status, told]).toEqual([at, isHers ? 404 : 200, []])
    }
  })

  it('let another do nothing with what is hers', async () => {
    const { newborn, transfer, mandate, offer, notice } = town.ids
    for (const [at, form] of [
      [`/my/cases/${transfer}/rating`, { score: '1' }],
      [`/my/cases/${newborn}/stuck`, { text: '没办成', bundle: 'newborn' }],
      [`/my/cases/${newborn}/actions/withdraw`, {}],
      [`/my/family/${mandate}/end`, {}],
      [`/my/family/${offer}/acceptance`, {}],
      ['/my/notices/read', { notice_id: notice }],
      ['/my/code', { psn_no: town.child }],
      ['/my/surveys/M3', { fixmedins_code: hospital, 'answers.F1': '1' }],
    ] as const) {
      const { status, told } = await toldTo(citizen(town.strangerNo), `POST ${at}`, form)
      expect([at, status, told]).toEqual([at, 404, []])
    }
    expect((await town.stack.tasks(town.me)).filter(({ kind }) => kind === 'handle-feedback')).toEqual([])
  })

  it('tell who is no citizen, or nobody, to sign in', async () => {
    const { citizen: _, ...others } = town.owners
    for (const at of all(town.ids)) {
      for (const [role, who] of [...Object.entries(others), ['nobody', undefined] as const]) {
        const { status, told } = await toldTo(who, `GET ${at}`)
        expect([role, at, status, told]).toEqual([role, at, who ? 403 : 401, []])
      }
    }
    const asked = await toldTo(others.clerk, 'POST /my/code', { psn_no: town.me })
    expect(asked).toEqual({ status: 403, told: [] })
  })
})
