/** A mini-program as its tools compile it: today's typings of wx, the language of 2018, nothing of browsers. */
import { type Client, createClient, faultOf, type ItemOf, newAbort, newKey, wxTransport } from '@mianshen/client'

export const api: Client = createClient({
  baseUrl: 'https://api.example.gov.cn',
  transport: wxTransport(wx),
  token: () => wx.getStorageSync('token'),
  login: () =>
    new Promise((resolve) => wx.login({ success: ({ code }) => resolve(code), fail: () => resolve(undefined) })),
  tries: 2,
  deadlineMs: 8000,
})

const { signal, abort } = newAbort()

Page({
  data: { name: '', hint: '', cases: [] as ItemOf<'GET /v1/cases'>[] },
  async onLoad() {
    const me = await api.call('GET /v1/me', { signal })
    if (me.ok) this.setData({ name: me.body.psn_name })
    else this.setData({ hint: me.problem.detail })
    for await (const page of api.pages('GET /v1/cases', { query: { status: 'waiting' }, signal })) {
      if (page.ok) this.setData({ cases: [...this.data.cases, ...page.body.cases] })
    }
  },
  async file() {
    const body = { kind: 'temporary', to_admdvs: '110000', from: '2026-03-12', commitment: true } as const
    const filed = await api.call('POST /v1/filings', { body, key: newKey(), signal, deadlineMs: 3000 })
    if (filed.ok) return
    if (filed.problem.code === 'deadline' || filed.problem.code === 'filing-overlaps') return
    const errors: { field: string; message: string }[] = filed.problem.errors || []
    this.setData({ hint: faultOf(filed.problem, 'from') || errors.map(({ message }) => message).join('') })
  },
  onUnload: abort,
})

export async function wrong() {
  const me = await api.call('GET /v1/me')
  // @ts-expect-error: whether there is an answer must be looked at first
  me.body
  // @ts-expect-error: there is no such call
  await api.call('GET /v1/you')
  // @ts-expect-error: whose case?
  await api.call('GET /v1/cases/{case_id}')
  // @ts-expect-error: no kind of filing
  await api.call('POST /v1/filings', { body: { kind: 'none', to_admdvs: '110000', from: '', commitment: true } })
  // @ts-expect-error: no list
  api.pages('GET /v1/me')
}
