/** Fields that many messages have in common. */
import { type Field, text, textOf, worked } from './fields.ts'
import type { Reading } from './reading.ts'

const CODE = /^[A-Za-z]\d{6}\w{0,24}$/
/** `msgid` begins with the sender's code, of twelve characters, and ends with a time and a number. */
const OPENING = /^([A-Za-z]\d{6}\w{5})\d{18}$/

/** The institution a message is from: as it names itself, or as its message ids do. */
export function institutionIn(message: Reading): string | undefined {
  const named = textOf(message.at('fixmedins_code'))
  if (named !== undefined) return named
  const ids = ['msgid', 'output.setlinfo.medins_setl_id'].map((path) => textOf(message.at(path)) ?? '')
  return ids.map((id) => OPENING.exec(id)?.[1]).find((code) => code !== undefined)
}

export const fixmedinsCode: Field = worked(
  ['fixmedins_code', 'msgid'],
  '定点医药机构编号',
  '没有填写的，取 msgid 的前 12 位',
  (message) => {
    const value = institutionIn(message)
    return value === undefined ? undefined : { value }
  },
)

export const treatedIn: Field = worked(
  ['mdtrtarea_admvs', 'fixmedins_code'],
  '就医地医保区划',
  '没有填写的，取机构编号里的行政区划',
  (message) => {
    const code = institutionIn(message) ?? ''
    const value = textOf(message.at('mdtrtarea_admvs')) ?? (CODE.test(code) ? code.slice(1, 7) : undefined)
    return value === undefined ? undefined : { value }
  },
)

/** The pooling area somebody is insured in. */
export const insuredIn = (more: { optional?: true } = {}) =>
  text(['insuplc_admdvs', 'output.setlinfo.insuplc_admdvs'], '参保地医保区划', more)

/** Whether the institution settles for people of other places, by the register of institutions. */
export const crossRegion: Field = worked(
  'fixmedins_code',
  '机构是否开通异地直接结算',
  '查机构登记；没有登记的机构，能发出异地参保人的就诊交易就是已经开通',
  ({ institution }) => ({ value: institution?.cross_region_enabled ?? true }),
)

/** Who is treated, at a node of the message: by number, or by the identity card shown where there is none. */
export const patient = (node: string): Record<string, Field> => ({
  psn_no: text(`${node}.psn_no`, '人员编号', { optional: true }),
  certno: worked(
    `${node}.mdtrt_cert_no`,
    '就诊凭证编号',
    '没有人员编号、凭证类型（mdtrt_cert_type）为 02 身份证的，按身份证号码',
    (message) => {
      const isShown = textOf(message.at(`${node}.mdtrt_cert_type`)) === '02'
      const value = textOf(message.at(`${node}.mdtrt_cert_no`))
      return message.at(`${node}.psn_no`) === undefined && isShown && value !== undefined ? { value } : undefined
    },
    { optional: true },
  ),
})

/** The number of a visit: the platform's where it is known, else the institution's own, which is one for each visit too. */
export const visitNumber = (...from: string[]): Field =>
  text(from, '就诊ID', { about: '平台还没有给出的，用院内就诊流水号' })
