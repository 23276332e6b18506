/** A newborn's insurance begun by a guardian, if the hospital has reported nothing. */

import type { NewCase } from '@mianshen/client'
import { config } from '../../config'
import { api, together } from '../../utils/api'
import { daysIn, moment } from '../../utils/dates'
import { faultless, faultsOf, forget, send, type, typed, type Values } from '../../utils/drafts'
import { asked } from '../../utils/forms'
import { frame, show } from '../../utils/show'
import { type Option, words } from '../../utils/words'

const draft = 'newborn'

/** What the system holds of the guardian who fills in, and nobody has to type. */
interface Guardian {
  psn_name?: string
  relation?: string
}

Page({
  data: {
    ...frame(),
    ...faultless(),
    values: {} as Values,
    /** Days among them, in words. */
    days: {} as Values,
    genders: [] as Option[],
    relations: [] as Option[],
    areas: [] as Option[],
    area: '',
    guardian: '',
    isAreaAsked: false,
    sending: false,
    /** The case that there is already. */
    known: '',
  },

  onLoad() {
    return this.load()
  },

  /** A hospital was chosen on its own page meanwhile. */
  onShow() {
    if (!this.data.loading) this.setData({ values: { ...this.data.values, ...typed(draft) } })
  },

  load() {
    const all = together({ words: words(), form: api.call('GET /v1/forms/{bundle}', { path: { bundle: 'newborn' } }) })
    return show(this, all, ({ words, form }) => {
      const { isRequired, choices } = asked(form, words)
      const [guardian = {}] = (form.prefilled as { guardians?: Guardian[] }).guardians ?? []
      const areas = words.provinces.find(({ code }) => code === config.province)?.areas ?? []
      const values: Values = { relation: guardian.relation ?? '', ...typed(draft) }
      return {
        values,
        days: daysIn(values),
        genders: choices('gend', 'gend'),
        relations: choices('guardians.relation', 'relation'),
        areas: [...areas],
        area: words.area(values.insu_admdvs),
        guardian: guardian.psn_name ?? '',
        isAreaAsked: isRequired('insu_admdvs'),
      }
    })
  },

  put(changed: Values) {
    type(draft, changed)
    const values = { ...this.data.values, ...changed }
    this.setData({ values, days: daysIn(values), ...faultless(), known: '' })
  },

  write(event: WechatMiniprogram.Input) {
    this.put({ [event.currentTarget.dataset.field]: event.detail.value })
  },

  choose(event: WechatMiniprogram.BaseEvent) {
    const { field, code } = event.currentTarget.dataset
    this.put({ [field]: code })
  },

  pick(event: WechatMiniprogram.PickerChange) {
    this.put({ [event.currentTarget.dataset.field]: String(event.detail.value) })
  },

  pickArea(event: WechatMiniprogram.PickerChange) {
    const area = this.data.areas[Number(event.detail.value)]
    if (!area) return
    this.put({ insu_admdvs: area.code })
    this.setData({ area: area.name })
  },

  chooseHospital() {
    void wx.navigateTo({ url: '/pages/hospital/hospital' })
  },

  async submit() {
    const body = { bundle: 'newborn' as const, form: formOf(this.data.values) }
    this.setData({ sending: true, ...faultless(), known: '' })
    const result = await send(draft, body, (key) => api.call('POST /v1/cases', { body, key }))
    if (result === undefined) return
    this.setData({ sending: false })
    if (result.ok) return void wx.redirectTo({ url: `/pages/case/case?case_id=${result.body.case_id}` })
    const { case_id } = result.problem
    this.setData({ ...faultsOf(result, 'form.'), known: typeof case_id === 'string' ? case_id : '' })
  },

  openKnown() {
    void wx.redirectTo({ url: `/pages/case/case?case_id=${this.data.known}` })
  },

  giveUp() {
    forget(draft)
    void wx.navigateBack()
  },
})

/** The form of this matter, of those that may be started. */
type NewbornForm = Extract<NewCase, { bundle: 'newborn' }>['form']

/** What was typed, as the API takes it. The guardian's own data it knows; what is missing it names, field by field. */
function formOf(values: Values): NewbornForm {
  const { birth_cert_no = '', psn_name = '', gend, day, hour, fixmedins_code, insu_admdvs, relation } = values
  const brdy = moment(day, hour)
  const form: Partial<NewbornForm> = {
    birth_cert_no: birth_cert_no.trim(),
    psn_name: psn_name.trim(),
    ...(gend ? { gend: gend as NewbornForm['gend'] } : {}),
    ...(brdy ? { brdy } : {}),
    ...(fixmedins_code ? { fixmedins_code } : {}),
    ...(insu_admdvs ? { insu_admdvs } : {}),
    ...(relation ? { guardians: [{ relation: relation as 'mother' }] } : {}),
  }
  return form as NewbornForm
}
