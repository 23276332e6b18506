/** Home: what needs the citizen, what is under way, what is done; and what they may begin. */
import type { CaseSummary, Me, Result } from '@mianshen/client'
import { config } from '../../config'
import { api, together, whole } from '../../utils/api'
import { isOver, type Line, lineOf, needsYou, peopleOf } from '../../utils/matters'
import { leave, savedToken } from '../../utils/session'
import { choose, frame, show } from '../../utils/show'
import { type Words, words } from '../../utils/words'

const open = (status: 'waiting' | 'running') =>
  whole(api.pages('GET /v1/cases', { query: { status, limit: 100 } }), ({ cases }) => cases)

/** What is over, newest first: page by page, for as the years go by there is much of it. */
interface Over {
  cases: CaseSummary[]
  cursor?: string
}

/** The next page that holds anything that is over. */
async function over(cursor?: string): Promise<Result<Over>> {
  for (let next = cursor; ; ) {
    const page = await api.call('GET /v1/cases', { query: { cursor: next } })
    if (!page.ok) return page
    const cases = page.body.cases.filter(isOver)
    next = page.body.cursor
    if (cases.length > 0 || next === undefined) return { ...page, body: { cases, ...(next ? { cursor: next } : {}) } }
  }
}

/** Where this person is insured, a line each. */
const insuredIn = ({ relations }: Me, words: Words): string[] =>
  relations.map(
    ({ insu_admdvs, insutype, psn_insu_stas }) =>
      `${words.area(insu_admdvs)}${words.name('insutype', insutype)}：${words.name('psn_insu_stas', psn_insu_stas)}`,
  )

Page({
  data: {
    ...frame(),
    name: '',
    insured: [] as string[],
    needs: [] as Line[],
    underWay: [] as Line[],
    done: [] as Line[],
    cursor: '',
    hotline: config.hotline,
  },

  onShow() {
    if (savedToken() === undefined) return void wx.reLaunch({ url: '/pages/sign-in/sign-in' })
    return this.load()
  },

  async onPullDownRefresh() {
    await this.load()
    void wx.stopPullDownRefresh()
  },

  load() {
    const all = together({
      words: words(),
      me: api.call('GET /v1/me'),
      waiting: open('waiting'),
      running: open('running'),
      over: over(),
    })
    return show(this, all, ({ words, me, waiting, running, over }) => {
      const line = (kase: CaseSummary) => lineOf(kase, words, peopleOf(me))
      return {
        name: me.psn_name,
        insured: insuredIn(me, words),
        needs: waiting.filter(needsYou).map(line),
        underWay: [...waiting.filter((kase) => !needsYou(kase)), ...running].map(line),
        done: over.cases.map(line),
        cursor: over.cursor ?? '',
      }
    })
  },

  async onReachBottom() {
    const { cursor, loading } = this.data
    if (!cursor || loading) return
    await show(
      this,
      together({ words: words(), me: api.call('GET /v1/me'), over: over(cursor) }),
      ({ words, me, over }) => ({
        done: [...this.data.done, ...over.cases.map((kase) => lineOf(kase, words, peopleOf(me)))],
        cursor: over.cursor ?? '',
      }),
    )
  },

  beginNewborn() {
    void wx.navigateTo({ url: '/pages/newborn/newborn' })
  },

  beginFiling() {
    void wx.navigateTo({ url: '/pages/filing/filing' })
  },

  turnElder() {
    this.setData(choose(!this.data.elder))
  },

  turnLargest() {
    this.setData(choose(true, !this.data.largest))
  },

  dial() {
    void wx.makePhoneCall({ phoneNumber: config.hotline })
  },

  leave() {
    leave()
    void wx.reLaunch({ url: '/pages/sign-in/sign-in' })
  },
})
