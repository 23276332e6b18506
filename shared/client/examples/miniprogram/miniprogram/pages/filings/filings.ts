/** One's own filings and the family's: which hold, where, how long; and ending one. */
import type { Filing } from '@mianshen/client'
import { api, together } from '../../utils/api'
import { dayWords } from '../../utils/dates'
import { faultless, faultsOf } from '../../utils/drafts'
import { peopleOf } from '../../utils/matters'
import { frame, show } from '../../utils/show'
import { type Words, words } from '../../utils/words'

interface Line {
  filing_id: string
  place: string
  kind: string
  whose: string
  span: string
  status: string
  mayEnd: boolean
}

const lineOf = (filing: Filing, words: Words, people: Record<string, string>): Line => ({
  filing_id: filing.filing_id,
  place: words.area(filing.to_admdvs),
  kind: words.name('kind', filing.kind),
  whose: people[filing.psn_no] ?? '',
  span: `${dayWords(filing.from)}起${filing.to ? `，到${dayWords(filing.to)}` : '，一直有效'}`,
  status: words.name('status', filing.status),
  mayEnd: filing.status === 'active',
})

Page({
  data: { ...frame(), ...faultless(), filings: [] as Line[], cursor: '' },

  onShow() {
    return this.load()
  },

  async onPullDownRefresh() {
    await this.load()
    void wx.stopPullDownRefresh()
  },

  /** Reads the first page, or those after a cursor. */
  read(cursor?: string) {
    const before = cursor === undefined ? [] : this.data.filings
    const page = together({
      words: words(),
      me: api.call('GET /v1/me'),
      mine: api.call('GET /v1/filings', { query: { cursor } }),
    })
    return show(this, page, ({ words, me, mine }) => ({
      filings: [...before, ...mine.filings.map((filing) => lineOf(filing, words, peopleOf(me)))],
      cursor: mine.cursor ?? '',
    }))
  },

  load() {
    return this.read()
  },

  async onReachBottom() {
    const { cursor, loading } = this.data
    if (cursor && !loading) await this.read(cursor)
  },

  begin() {
    void wx.navigateTo({ url: '/pages/filing/filing' })
  },

  /** Asked once, for it can't be taken back. Ending one twice ends it once. */
  async end(event: WechatMiniprogram.BaseEvent) {
    const { filing_id, place } = event.currentTarget.dataset
    const { confirm } = await wx.showModal({
      title: '结束这个备案？',
      content: `${place}。今天还有效，明天起去看病要重新备案。`,
    })
    if (!confirm) return
    const result = await api.call('DELETE /v1/filings/{filing_id}', { path: { filing_id } })
    this.setData(result.ok ? faultless() : faultsOf(result))
    if (!result.ok) return
    void wx.showToast({ title: '已经结束' })
    await this.load()
  },
})
