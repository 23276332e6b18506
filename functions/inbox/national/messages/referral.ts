/** 2501 转院备案, 2502 转院备案撤销: a hospital files for the patient whom it refers elsewhere. */
import { fixmedinsCode } from '../common.ts'
import { date, givenIn, text, textOf, worked } from '../fields.ts'
import { type NationalMessage, sent } from '../message.ts'

const at = (name: string) => `input.refmedin.${name}`
const given = ['output.result.trt_dcla_detl_sn', at('trt_dcla_detl_sn'), at('trafout_fixmedins_evt_id'), 'msgid']

const place = worked(
  [at('mdtrtarea_admdvs'), at('mdtrtarea_admvs'), at('reflin_medins_no')],
  '就医地行政区划',
  '没有填写的，取转往机构编号里的行政区划',
  (message) => {
    const to = textOf(message.at(at('reflin_medins_no'))) ?? ''
    const inCode = /^[A-Za-z]\d{6}/.test(to) ? to.slice(1, 7) : undefined
    const value = textOf(givenIn(message, [at('mdtrtarea_admdvs'), at('mdtrtarea_admvs')])) ?? inCode
    return value === undefined ? undefined : { value }
  },
)

const referred: NationalMessage = {
  infno: '2501',
  name: '转院备案',
  kind: 'request',
  about: '转诊备案：自开始日期起到转往地就医的，按转诊备案直接结算，不用本人再备案。',
  says: [
    {
      type: 'filing.reported',
      data: {
        fixmedins_code: fixmedinsCode,
        psn_no: text(at('psn_no'), '人员编号'),
        trt_dcla_detl_sn: text(given, '待遇申报明细流水号', { about: '平台还没有给出的，用 msgid；撤销时写同一个' }),
        mdtrtarea_admvs: place,
        begndate: date([at('begndate'), at('refl_date')], '开始日期', { about: '没有填写的，取转院日期' }),
        enddate: date(at('enddate'), '结束日期', { optional: true }),
      },
    },
  ],
  output: (message) => ({ result: { trt_dcla_detl_sn: textOf(givenIn(message, given)) ?? '' } }),
  sample: sent('2501', {
    refmedin: {
      psn_no: '13000000000000100001',
      insutype: '310',
      tel: '',
      addr: '',
      insu_optins: '130100',
      diag_code: 'C34.900',
      diag_name: '肺恶性肿瘤',
      reflin_medins_no: 'H31010100001',
      reflin_medins_name: '上海市第一医院',
      mdtrtarea_admdvs: '310101',
      hosp_agre_refl_flag: '1',
      refl_type: '2',
      refl_date: '2026-03-02',
      refl_rea: '限于技术条件',
      refl_opnn: '同意转院',
      begndate: '2026-03-02',
      enddate: '2026-08-31',
    },
  }),
}

const takenBack: NationalMessage = {
  infno: '2502',
  name: '转院备案撤销',
  kind: 'request',
  about: '撤销转诊备案：当天仍有效，已经判定的就诊不受影响。',
  takesBack: true,
  says: [
    {
      type: 'filing.ended',
      data: {
        fixmedins_code: fixmedinsCode,
        psn_no: text('input.data.psn_no', '人员编号'),
        trt_dcla_detl_sn: text(
          ['input.data.trt_dcla_detl_sn', 'input.data.trafout_fixmedins_evt_id'],
          '待遇申报明细流水号',
        ),
        reason: worked('input.data.memo', '备注', '没有填写的，写交易名称', (message) => ({
          value: textOf(message.at('input.data.memo')) ?? '转院备案撤销（2502）',
        })),
      },
    },
  ],
  sample: sent('2502', {
    data: {
      trt_dcla_detl_sn: 'H13010200001202603020900002501',
      psn_no: '13000000000000100001',
      memo: '病人不再转院',
    },
  }),
}

export const referrals: readonly NationalMessage[] = [referred, takenBack]
