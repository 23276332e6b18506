/** A case: whose turn it is, what one may do, what has come of it, what has happened. */
import type { Case, CaseAction } from '@mianshen/client'
import { api, together } from '../../utils/api'
import { momentWords } from '../../utils/dates'
import { faultless, faultsOf, send, type, typed, type Values } from '../../utils/drafts'
import { isOver, lineOf, needsYou, outcomeOf, peopleOf } from '../../utils/matters'
import { frame, show } from '../../utils/show'
import { type Option, type Words, words } from '../../utils/words'

interface Item {
  name: string
  title: string
  state: string
  text: string
  matters: { name: string; title: string; text: string }[]
}
interface Moment {
  key: string
  at: string
  actor: string
  text: string
}

const itemsOf = ({ items = [] }: Case, words: Words): Item[] =>
  items.map(({ name, title, state, text, matters = [] }) => ({
    name,
    title,
    state: words.name('state', state),
    // Where each matter has its own text, the item's is the same in one piece.
    text: matters.length > 0 ? '' : text,
    matters,
  }))

const timelineOf = ({ timeline }: Case, words: Words): Moment[] =>
  timeline
    .map(({ at, actor, text }, index) => ({
      key: String(index),
      at: momentWords(at),
      actor: words.name('actor', actor),
      text,
    }))
    .reverse()

Page({
  data: {
    ...frame(),
    ...faultless(),
    case_id: '',
    title: '',
    whose: '',
    now: '',
    isYours: false,
    isOver: false,
    outcome: null as ReturnType<typeof outcomeOf>,
    items: [] as Item[],
    /** The item whose matters are read. */
    unfolded: '',
    timeline: [] as Moment[],
    /** The last of it, which is all that is shown unless one asks for the whole. */
    latest: [] as Moment[],
    whole: false,
    actions: [] as Option[],
    options: [] as Option[],
    values: {} as Values,
    sending: false,
  },

  onLoad({ case_id = '' }: { case_id?: string }) {
    this.setData({ case_id })
    return this.load()
  },

  async onPullDownRefresh() {
    await this.load()
    void wx.stopPullDownRefresh()
  },

  load() {
    const { case_id } = this.data
    const all = together({
      words: words(),
      me: api.call('GET /v1/me'),
      kase: api.call('GET /v1/cases/{case_id}', { path: { case_id } }),
    })
    return show(this, all, ({ words, me, kase }) => ({
      ...this.told(kase, words, peopleOf(me)),
      values: { acct_name: me.psn_name, ...typed(this.draft('provide-bank-account')) },
    }))
  },

  /** The case as it stands, in words. */
  told(kase: Case, words: Words, people: Record<string, string>) {
    const { title, whose, now } = lineOf(kase, words, people)
    const timeline = timelineOf(kase, words)
    return {
      title,
      whose,
      now,
      isYours: needsYou(kase),
      isOver: isOver(kase),
      outcome: outcomeOf(kase, words),
      items: itemsOf(kase, words),
      timeline,
      latest: timeline.slice(0, 1),
      actions: words.options('action', kase.actions),
      options: words.options('option', kase.options || []),
    }
  },

  unfold(event: WechatMiniprogram.BaseEvent) {
    const { name } = event.currentTarget.dataset
    this.setData({ unfolded: this.data.unfolded === name ? '' : name })
  },

  tellAll() {
    this.setData({ whole: true })
  },

  /** What is typed into an action of this case. */
  draft(action: string) {
    return `${action}:${this.data.case_id}`
  },

  write(event: WechatMiniprogram.Input) {
    const values = { [event.currentTarget.dataset.field]: event.detail.value }
    type(this.draft('provide-bank-account'), values)
    this.setData({ values: { ...this.data.values, ...values }, ...faultless() })
  },

  async giveAccount() {
    const { bank_code = '', acct_no = '', acct_name = '' } = this.data.values
    await this.act({ action: 'provide-bank-account', bank_code, acct_no: acct_no.replace(/\s/g, ''), acct_name })
  },

  async choose(event: WechatMiniprogram.BaseEvent) {
    const { code, name } = event.currentTarget.dataset
    const { confirm } = await wx.showModal({ title: `选“${name}”？`, content: '选定以后就照这个办。' })
    if (confirm) await this.act({ action: 'choose', option: code })
  },

  async withdraw() {
    const { confirm } = await wx.showModal({ title: '撤回这件事？', content: '撤回以后不再办理。' })
    if (confirm) await this.act({ action: 'withdraw' })
  },

  async act(body: CaseAction) {
    const { case_id } = this.data
    this.setData({ sending: true, ...faultless() })
    const path = { case_id }
    const result = await send(this.draft(body.action), body, (key) =>
      api.call('POST /v1/cases/{case_id}/actions', { path, body, key }),
    )
    if (result === undefined) return
    this.setData({ sending: false, ...(result.ok ? {} : faultsOf(result)) })
    if (!result.ok) return
    void wx.showToast({ title: '已经提交' })
    await this.load()
  },
})
