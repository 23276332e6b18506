/** 1101 人员信息获取, as it was answered: who somebody is, and where they are insured. */
import { readCertno } from '../../../../shared/identity/certno.ts'
import { date, momentOf, text, textOf, twoDigits, worked } from '../fields.ts'
import { answered, type NationalMessage } from '../message.ts'
import type { Reading } from '../reading.ts'

const state = (item: Reading) => textOf(item.at('output.insuinfo[].psn_insu_stas'))
const psn_no = text('output.baseinfo.psn_no', '人员编号')
const relation = {
  psn_no,
  insu_admdvs: text(['output.insuinfo[].insuplc_admdvs', 'output.insuinfo[].insu_admdvs'], '参保地医保区划'),
  insutype: text('output.insuinfo[].insutype', '险种类型'),
}

const birthday = worked('output.baseinfo.brdy', '出生日期', '没有填写的，取身份证号码里的', (message) => {
  const given = message.at('output.baseinfo.brdy')
  if (given !== undefined) {
    const value = momentOf(given)?.slice(0, 10)
    return value === undefined ? { fault: '应为日期，写作 yyyy-MM-dd' } : { value }
  }
  const shown = textOf(message.at('output.baseinfo.certno')) ?? ''
  const read = readCertno(shown, textOf(message.at('output.baseinfo.psn_cert_type')))
  const digits = read.ok && /^\d{17}/.test(read.certno) ? read.certno.slice(6, 14) : undefined
  if (digits === undefined) return undefined
  return { value: `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}` }
})

export const personRead: NationalMessage = {
  infno: '1101',
  name: '人员信息获取（应答）',
  kind: 'answer',
  about: '人员登记，以及每一条参保信息的参保登记；状态为暂停、终止的，再加暂停参保。未参保的那几条略过。',
  says: [
    {
      type: 'person.registered',
      data: {
        psn_no,
        psn_cert_type: twoDigits('output.baseinfo.psn_cert_type', '人员证件类型'),
        certno: text('output.baseinfo.certno', '证件号码'),
        psn_name: text('output.baseinfo.psn_name', '人员姓名'),
        gend: text('output.baseinfo.gend', '性别'),
        brdy: birthday,
      },
    },
    {
      type: 'enrolment.registered',
      each: 'output.insuinfo',
      when: { about: '参保状态（psn_insu_stas）不是 0 未参保的', holds: (item) => state(item) !== '0' },
      data: {
        ...relation,
        psn_type: text('output.insuinfo[].psn_type', '人员类别'),
        psn_insu_date: date('output.insuinfo[].psn_insu_date', '个人参保日期'),
        emp_no: text('output.insuinfo[].emp_no', '单位编号', {
          optional: true,
          about: '规范没有这一项，有的地方给出；没有的，从缴费记录里知道',
        }),
        emp_name: text('output.insuinfo[].emp_name', '单位名称', { optional: true }),
      },
    },
    {
      type: 'enrolment.paused',
      each: 'output.insuinfo',
      when: { about: '参保状态为 2 暂停、4 终止的', holds: (item) => ['2', '4'].includes(state(item) ?? '') },
      data: { ...relation, paus_insu_date: date('output.insuinfo[].paus_insu_date', '暂停参保日期') },
    },
  ],
  sample: answered('1101', {
    baseinfo: {
      psn_no: '13000000000000100001',
      psn_cert_type: '01',
      certno: '130102198803141231',
      psn_name: '张小满',
      gend: '1',
      naty: '01',
      brdy: '1988-03-14',
      age: 37.9,
    },
    insuinfo: [
      {
        balc: 2177.04,
        insutype: '310',
        psn_type: '1101',
        psn_insu_stas: '1',
        psn_insu_date: '2020-01-01',
        paus_insu_date: '',
        cvlserv_flag: '0',
        insuplc_admdvs: '130100',
        emp_name: '石家庄春风机械厂',
      },
    ],
    idetinfo: [],
  }),
}
