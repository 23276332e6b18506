/** Accounts: what can be spent, how much of it real money backs already, and every movement. */
import type { Accounts } from '@mianshen/client'
import { api, together } from '../../utils/api'
import { dayWords } from '../../utils/dates'
import { frame, show } from '../../utils/show'
import { type Words, words } from '../../utils/words'

interface Entry {
  key: string
  day: string
  kind: string
  memo: string
  amt: string
  case_id: string
}
interface Account {
  insu_admdvs: string
  place: string
  balance: string
  /** What of it is still on its way; empty if nothing is. */
  advanced: string
  entries: Entry[]
}

/** `-12.00` as `-12.00元`, what comes in with a plus before it. */
const signed = (amt: string) => `${amt.startsWith('-') ? '' : '+'}${amt}元`

/** Of what the area advances until the other one has paid. */
const advancedWords = (funded: string) =>
  funded === '0.00' ? '这些钱由当地先垫着，现在都能用。' : `其中${funded}元已经到账，其余由当地先垫着，现在都能用。`

function accountOf({ insu_admdvs, balance, funded, entries }: Accounts['accounts'][number], words: Words): Account {
  return {
    insu_admdvs,
    place: words.area(insu_admdvs),
    balance: `${balance}元`,
    advanced: funded === balance ? '' : advancedWords(funded),
    entries: entries
      .map(({ at, kind, memo, amt, case_id = '' }, index) => ({
        key: String(index),
        day: dayWords(at),
        kind: words.name('kind', kind),
        memo,
        amt: signed(amt),
        case_id,
      }))
      .reverse(),
  }
}

Page({
  data: { ...frame(), accounts: [] as Account[], earlier: false },

  onShow() {
    return this.load()
  },

  async onPullDownRefresh() {
    await this.load()
    void wx.stopPullDownRefresh()
  },

  load() {
    const all = together({ words: words(), mine: api.call('GET /v1/me/accounts') })
    return show(this, all, ({ words, mine }) => ({
      accounts: mine.accounts.map((account) => accountOf(account, words)),
      earlier: mine.earlier_entries === true,
    }))
  },

  open(event: WechatMiniprogram.BaseEvent) {
    const { case_id } = event.currentTarget.dataset
    if (case_id) void wx.navigateTo({ url: `/pages/case/case?case_id=${case_id}` })
  },
})
