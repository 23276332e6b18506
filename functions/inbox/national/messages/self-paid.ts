/** 4202 and 4205: patients who pay themselves, as institutions upload them. */
import { crossRegion, fixmedinsCode, insuredIn, treatedIn } from '../common.ts'
import { type Field, moment, money, moneyOf, text, twoDigits, worked } from '../fields.ts'
import { type NationalMessage, sent } from '../message.ts'

/** The visit and its end, both by the document that was shown: such a patient has no number of the platform's. */
const uploaded = (infno: string, name: string, node: string, sum: Field, sample: object): NationalMessage => {
  const at = (field: string) => `${node}.${field}`
  const who = {
    mdtrt_id: text(at('fixmedins_mdtrt_id'), '医药机构就诊ID'),
    fixmedins_code: fixmedinsCode,
    psn_no: text(at('psn_no'), '人员编号', { optional: true }),
    psn_cert_type: twoDigits(at('psn_cert_type'), '人员证件类型', { optional: true }),
    certno: text(at('certno'), '证件号码', { optional: true }),
  }
  return {
    infno,
    name,
    kind: 'request',
    about: '就诊登记，和基金没有支付的结算：要备案而没有备案的，告诉本人凭票据手工报销。',
    says: [
      {
        type: 'visit.admitted',
        data: {
          ...who,
          mdtrtarea_admvs: treatedIn,
          insuplc_admdvs: insuredIn({ optional: true }),
          med_type: text(at('med_type'), '医疗类别'),
          begntime: moment(at('begntime'), '开始时间'),
          cross_region_enabled: crossRegion,
        },
      },
      {
        type: 'visit.self-paid',
        data: { ...who, endtime: moment([at('endtime'), at('begntime')], '结束时间'), medfee_sumamt: sum },
      },
    ],
    sample: sent(infno, sample),
  }
}

const shown = {
  fixmedins_mdtrt_id: 'ZF2026030200001',
  fixmedins_code: 'H13010200001',
  fixmedins_name: '石家庄市第一医院',
  psn_cert_type: '01',
  certno: '130102198803141231',
  psn_name: '张小满',
  gend: '1',
  naty: '01',
  brdy: '1988-03-14',
  age: 37.9,
}

const ofDetails = worked('input.feedetail[].det_item_fee_sumamt', '明细项目费用总额', '各条费用明细相加', (message) => {
  let fen = 0
  const details = message.each('input.feedetail')
  for (const one of details) {
    const read = moneyOf(one.at('input.feedetail[].det_item_fee_sumamt'))
    if ('fault' in read) return read
    fen += Math.round(Number(read.value) * 100)
  }
  return details.length === 0 ? undefined : { value: (fen / 100).toFixed(2) }
})

export const selfPaid: readonly NationalMessage[] = [
  uploaded(
    '4202',
    '自费病人住院就诊和诊断信息上传',
    'input.ownPayPatnMdtrtD',
    money('input.ownPayPatnMdtrtD.medfee_sumamt', '医疗总费用'),
    {
      ownPayPatnMdtrtD: {
        ...shown,
        begntime: '2026-02-20 09:00:00',
        endtime: '2026-03-01 10:00:00',
        med_type: '21',
        ipt_otp_no: 'ZY2026022000001',
        medfee_sumamt: 6150.4,
        vali_flag: '1',
      },
      ownPayPatnDiagListD: [{ diag_type: '1', diag_srt_no: 1, diag_code: 'J18.900', diag_name: '肺炎' }],
    },
  ),
  uploaded('4205', '自费病人门诊就医信息上传', 'input.mdtrtinfo', ofDetails, {
    mdtrtinfo: { ...shown, begntime: '2026-03-02 08:30:00', endtime: '', med_type: '11' },
    diseinfo: [{ diag_type: '1', diag_srt_no: 1, diag_code: 'J06.900', diag_name: '急性上呼吸道感染' }],
    feedetail: [
      { bkkp_sn: '1', cnt: 2, pric: 15.25, det_item_fee_sumamt: 30.5, med_list_codg: 'XA01', medins_list_codg: 'A1' },
      { bkkp_sn: '2', cnt: 1, pric: 20, det_item_fee_sumamt: 20, med_list_codg: 'XA02', medins_list_codg: 'A2' },
    ],
  }),
]
