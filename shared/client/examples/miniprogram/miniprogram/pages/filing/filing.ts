/** A filing on commitment: what kind, for whom, where to, from when; it holds at once. */
import { api, together } from '../../utils/api'
import { daysIn, dayWords } from '../../utils/dates'
import { faultless, faultsOf, forget, send, type, typed, type Values } from '../../utils/drafts'
import { asked } from '../../utils/forms'
import { frame, show } from '../../utils/show'
import { type Option, type Province, words } from '../../utils/words'

const draft = 'filing'

/** Of a province all of it first, then its pooling areas; one that is a single area is itself. */
const placesIn = ({ code, name, areas }: Province): Option[] =>
  areas.length > 1 ? [{ code, name: `整个${name}` }, ...areas] : [...areas]

Page({
  data: {
    ...frame(),
    ...faultless(),
    values: {} as Values,
    /** Days among them, in words. */
    days: {} as Values,
    kinds: [] as Option[],
    people: [] as Option[],
    provinces: [] as Option[],
    places: [] as Option[],
    /** Which province and place the picker points at. */
    at: [0, 0],
    place: '',
    sending: false,
    done: null as { title: string; message: string } | null,
  },

  /** All provinces with their places; too much for the screen's data. */
  all: [] as readonly Province[],

  onLoad() {
    return this.load()
  },

  load() {
    const all = together({
      words: words(),
      me: api.call('GET /v1/me'),
      form: api.call('GET /v1/forms/{bundle}', { path: { bundle: 'filing' } }),
    })
    return show(this, all, ({ words, me, form }) => {
      const values: Values = { ...(form.prefilled as Values), ...typed(draft) }
      this.all = words.provinces
      return {
        values,
        days: daysIn(values),
        kinds: asked(form, words).choices('kind', 'kind'),
        people: [me, ...me.dependants].map(({ psn_no, psn_name }) => ({ code: psn_no, name: psn_name })),
        provinces: words.provinces.map(({ code, name }) => ({ code, name })),
        ...this.pointedAt(values.to_admdvs ?? ''),
      }
    })
  },

  /** Where the picker stands for a place, and what the place is called. */
  pointedAt(admdvs: string) {
    const column = Math.max(
      0,
      this.all.findIndex(({ code }: Province) => code.slice(0, 2) === admdvs.slice(0, 2)),
    )
    const province = this.all[column]
    const places = province ? placesIn(province) : []
    const row = places.findIndex(({ code }) => code === admdvs)
    return { places, at: [column, Math.max(0, row)], place: places[row]?.name ?? '' }
  },

  put(changed: Values) {
    type(draft, changed)
    const values = { ...this.data.values, ...changed }
    this.setData({ values, days: daysIn(values), ...faultless() })
  },

  choose(event: WechatMiniprogram.BaseEvent) {
    const { field, code } = event.currentTarget.dataset
    this.put({ [field]: code })
  },

  pickDay(event: WechatMiniprogram.PickerChange) {
    this.put({ [event.currentTarget.dataset.field]: String(event.detail.value) })
  },

  /** Another province has other places. */
  turnColumn(event: WechatMiniprogram.CustomEvent<{ column: number; value: number }>) {
    const { column, value } = event.detail
    const province = this.all[value]
    if (column === 0 && province) this.setData({ places: placesIn(province), at: [value, 0] })
  },

  pickPlace(event: WechatMiniprogram.CustomEvent<{ value: number[] }>) {
    const [column = 0, row = 0] = event.detail.value
    const province = this.all[column]
    const place = province && placesIn(province)[row]
    if (!place) return
    this.put({ to_admdvs: place.code })
    this.setData(this.pointedAt(place.code))
  },

  commit() {
    this.put({ commitment: this.data.values.commitment === 'yes' ? '' : 'yes' })
  },

  async submit() {
    const { kind = '', psn_no = '', to_admdvs = '', from = '', to = '', commitment } = this.data.values
    const body = {
      kind: kind as 'long-term',
      to_admdvs,
      from,
      commitment: commitment === 'yes',
      ...(psn_no ? { psn_no } : {}),
      ...(to ? { to } : {}),
    }
    this.setData({ sending: true, ...faultless() })
    const result = await send(draft, body, (key) => api.call('POST /v1/filings', { body, key }))
    if (result === undefined) return
    if (!result.ok) return this.setData({ sending: false, ...faultsOf(result) })
    const { from: begins, to: ends, message = '' } = result.body
    const title = `备案办好了，${dayWords(begins)}起有效${ends ? `，到${dayWords(ends)}` : ''}。`
    this.setData({ sending: false, done: { title, message } })
  },

  giveUp() {
    forget(draft)
    void wx.navigateBack()
  },

  toFilings() {
    void wx.switchTab({ url: '/pages/filings/filings' })
  },
})
