/** Notices, newest first; a tap opens the case that one is about. */
import type { Notices } from '@mianshen/client'
import { api, together } from '../../utils/api'
import { momentWords } from '../../utils/dates'
import { frame, show } from '../../utils/show'
import { type Words, words } from '../../utils/words'

interface Notice {
  key: string
  title: string
  text: string
  at: string
  /** The case it is about; empty where it is about none. */
  case_id: string
}

/** What these are about is no case. */
const ofNoCase = ['pack', 'mandate', 'errand', 'errand-code']

const noticeOf = ({ template, text, at, case_id = '' }: Notices['notices'][number], words: Words): Notice => ({
  key: `${at}${case_id}${template}`,
  title: words.name('template', template),
  text,
  at: momentWords(at),
  case_id: ofNoCase.indexOf(template) >= 0 ? '' : case_id,
})

Page({
  data: { ...frame(), notices: [] as Notice[], cursor: '' },

  onShow() {
    return this.load()
  },

  async onPullDownRefresh() {
    await this.load()
    void wx.stopPullDownRefresh()
  },

  /** Reads the first page, or those after a cursor. */
  read(cursor?: string) {
    const before = cursor === undefined ? [] : this.data.notices
    const page = together({ words: words(), mine: api.call('GET /v1/me/notices', { query: { cursor } }) })
    return show(this, page, ({ words, mine }) => ({
      notices: [...before, ...mine.notices.map((notice) => noticeOf(notice, words))],
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

  open(event: WechatMiniprogram.BaseEvent) {
    const { case_id } = event.currentTarget.dataset as Notice
    if (case_id) void wx.navigateTo({ url: `/pages/case/case?case_id=${case_id}` })
  },
})
