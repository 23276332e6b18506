/** Which hospital: found by name, or by the number on the certificate if nothing is found. */

import { config } from '../../config'
import { api } from '../../utils/api'
import { type } from '../../utils/drafts'
import { frame, show } from '../../utils/show'

interface Hospital {
  fixmedins_code: string
  fixmedins_name: string
}

Page({
  data: { ...frame(), loading: false, q: '', found: null as Hospital[] | null, cursor: '' },

  write(event: WechatMiniprogram.Input) {
    this.setData({ q: event.detail.value })
  },

  search() {
    return this.read()
  },

  /** Reads the first page of what was searched for, or those after a cursor. */
  read(cursor?: string) {
    const before = cursor === undefined ? [] : (this.data.found ?? [])
    const query = { q: this.data.q.trim(), admdvs: config.province, cursor }
    return show(this, api.call('GET /v1/institutions', { query }), ({ institutions, cursor }) => ({
      found: [...before, ...institutions],
      cursor: cursor ?? '',
    }))
  },

  async onReachBottom() {
    const { cursor, loading } = this.data
    if (cursor && !loading) await this.read(cursor)
  },

  choose(event: WechatMiniprogram.BaseEvent) {
    const { code, name } = event.currentTarget.dataset
    type('newborn', { fixmedins_code: code, hospital: name })
    void wx.navigateBack()
  },
})
