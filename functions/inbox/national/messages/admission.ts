/** 2201 门诊挂号, 2203 门诊就诊信息上传, 2401 入院办理: a visit begins. 2202, 2404: it did not. */
import { crossRegion, fixmedinsCode, insuredIn, patient, treatedIn, visitNumber } from '../common.ts'
import { type Field, fixed, givenIn, moment, text, textOf, worked } from '../fields.ts'
import { type NationalMessage, type Said, sent } from '../message.ts'

/** A visit as a message tells of it, at one of its nodes. */
const visit = (node: string, mdtrt_id: Field, more: Record<string, Field>): Said => ({
  type: 'visit.admitted',
  data: {
    mdtrt_id,
    fixmedins_code: fixmedinsCode,
    mdtrtarea_admvs: treatedIn,
    ...patient(node),
    insuplc_admdvs: insuredIn({ optional: true }),
    begntime: moment(`${node}.begntime`, '开始时间'),
    cross_region_enabled: crossRegion,
    ...more,
  },
})

/** 急诊医学科 of the national table of departments, as places write it. */
const EMERGENCY = /^[A-Z]?20(\D|$)/

const registeredFor = worked(
  ['input.data.med_type', 'input.data.caty'],
  '医疗类别',
  '挂号时没有医疗类别：科别（caty）为 20 急诊医学科的按 13 急诊，其余按 11 普通门诊',
  (message) => {
    const isEmergency = EMERGENCY.test(textOf(message.at('input.data.caty')) ?? '')
    return { value: textOf(message.at('input.data.med_type')) ?? (isEmergency ? '13' : '11') }
  },
)

const ofOutpatient = ['output.data.mdtrt_id', 'input.data.mdtrt_id', 'input.data.ipt_otp_no']
const ofInpatient = ['output.result.mdtrt_id', 'input.mdtrtinfo.mdtrt_id', 'input.mdtrtinfo.ipt_no']
const medType = (node: string) => text(`${node}.med_type`, '医疗类别')

const outpatientRegistered: NationalMessage = {
  infno: '2201',
  name: '门诊挂号',
  kind: 'request',
  about: '就诊登记，据此判定异地就医备案。',
  says: [visit('input.data', visitNumber(...ofOutpatient), { med_type: registeredFor })],
  output: (message) => ({
    data: {
      mdtrt_id: textOf(givenIn(message, ofOutpatient)) ?? '',
      psn_no: textOf(message.at('input.data.psn_no')) ?? '',
      ipt_otp_no: textOf(message.at('input.data.ipt_otp_no')) ?? '',
    },
  }),
  sample: sent('2201', {
    data: {
      psn_no: '13000000000000100001',
      insutype: '310',
      begntime: '2026-03-02 09:00:00',
      mdtrt_cert_type: '03',
      mdtrt_cert_no: 'A00000001',
      ipt_otp_no: 'MZ20260302000001',
      atddr_no: 'D130102000001',
      dr_name: '王医生',
      dept_code: '0301',
      dept_name: '内科',
      caty: 'A03',
    },
  }),
}

const outpatientTold: NationalMessage = {
  infno: '2203',
  name: '门诊就诊信息上传',
  kind: 'request',
  about: '就诊登记；同一就诊已经由挂号登记过的，以先登记的为准。',
  says: [
    visit('input.mdtrtinfo', text('input.mdtrtinfo.mdtrt_id', '就诊ID'), { med_type: medType('input.mdtrtinfo') }),
  ],
  sample: sent('2203', {
    mdtrtinfo: {
      mdtrt_id: '130100M2026030200001',
      psn_no: '13000000000000100001',
      med_type: '11',
      begntime: '2026-03-02 09:00:00',
      main_cond_dscr: '',
      dise_codg: '',
      dise_name: '',
      birctrl_type: '',
      birctrl_matn_date: '',
    },
    diseinfo: [{ diag_type: '1', diag_srt_no: 1, diag_code: 'J06.900', diag_name: '急性上呼吸道感染' }],
  }),
}

const inpatientAdmitted: NationalMessage = {
  infno: '2401',
  name: '入院办理',
  kind: 'request',
  about: '就诊登记，据此判定异地就医备案。生育情况在出院办理（2402）时办。',
  says: [visit('input.mdtrtinfo', visitNumber(...ofInpatient), { med_type: medType('input.mdtrtinfo') })],
  output: (message) => ({ result: { mdtrt_id: textOf(givenIn(message, ofInpatient)) ?? '' } }),
  sample: sent('2401', {
    mdtrtinfo: {
      psn_no: '13000000000000100001',
      insutype: '310',
      coner_name: '',
      tel: '',
      begntime: '2026-03-02 08:30:00',
      mdtrt_cert_type: '02',
      mdtrt_cert_no: '130102198803141231',
      med_type: '21',
      ipt_no: 'ZY2026030200001',
      atddr_no: 'D130102000001',
      chfpdr_name: '王医生',
      adm_diag_dscr: '肺炎',
      adm_dept_codg: '0301',
      adm_dept_name: '内科',
      adm_bed: '12',
      dscg_maindiag_code: 'J18.900',
      dscg_maindiag_name: '肺炎',
      matn_type: '',
      geso_val: 0,
      fetts: 0,
      fetus_cnt: 0,
      birctrl_matn_date: '',
    },
    diseinfo: [{ diag_type: '1', maindiag_flag: '1', diag_srt_no: 1, diag_code: 'J18.900', diag_name: '肺炎' }],
  }),
}

/** A visit that is taken back. */
const cancelled = (infno: string, name: string): NationalMessage => ({
  infno,
  name,
  kind: 'request',
  about: '取消就诊登记。',
  takesBack: true,
  says: [
    {
      type: 'visit.cancelled',
      data: {
        fixmedins_code: fixmedinsCode,
        mdtrt_id: visitNumber('input.data.mdtrt_id', 'input.data.ipt_otp_no', 'input.data.ipt_no'),
        psn_no: text('input.data.psn_no', '人员编号'),
        reason: fixed(`${name}（${infno}）`, '交易名称'),
      },
    },
  ],
  sample: sent(infno, { data: { mdtrt_id: '130100M2026030200001', psn_no: '13000000000000100001' } }),
})

export const admissions: readonly NationalMessage[] = [
  outpatientRegistered,
  cancelled('2202', '门诊挂号撤销'),
  outpatientTold,
  inpatientAdmitted,
  cancelled('2404', '入院撤销'),
]
