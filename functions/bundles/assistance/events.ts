/** What this bundle hears of identities, others' aid and the civil office, and what it says (RULES.md 1.1, 2.2, 7.3). */
import * as z from 'zod'
import {
  amount,
  area,
  caseId,
  certnoFits,
  day,
  isNamed,
  month,
  number,
  psnName,
  psnNo,
  reason,
  text,
  time,
  unnamed,
  who,
} from '../../../events/fields.ts'
import { type FactName, heardEvent, ownEvent } from '../../../events/heard.ts'
import { needsSettlement } from '../../../events/subjects/settlement.ts'
import { named } from '../../../shared/codes/coded.ts'
import { deptNames, identityNames, ownDept } from './rules/words.ts'

const word = /^[a-z-]{2,40}$/
const wordRule = '应为 2 至 40 个小写字母或连字符'
const idetType = named(text('人员身份类别', wordRule, word), identityNames)
/** A department by the word that it is called. */
const deptWord = text('部门', `${wordRule}，不能是 ${ownDept}`, /^(?!medical-assistance$)[a-z-]{2,40}$/)

/** Type, area and first day tell a person's identities apart. */
const identity = { ...who, psn_idet_type: idetType, admdvs: area('认定地区'), begndate: day('开始日期') }
type IdentityName = { psn_idet_type: string; admdvs: string; begndate: string }
const aboutIdentity = ({ psn_idet_type, admdvs, begndate }: IdentityName): FactName => ({
  fact: 'identity',
  key: `${psn_idet_type}.${admdvs}.${begndate}`,
})

/** Somebody has an identity that brings assistance, or another department's. */
export const identityRecognized = heardEvent({
  type: 'identity.recognized',
  title: '认定救助身份',
  about: '认定了特困、低保等救助身份，或者工会困难职工等身份。开始日期可以在过去；有了结束日期的，重新报一次。',
  en: {
    title: 'An identity is recognised',
    about:
      'Destitute, on minimum allowance and the like. It may begin in the past; its end is reported by saying it again.',
  },
  from: ['civil', 'aid'],
  lane: 'steady',
  movesMoney: false,
  past: [],
  concerns: ['admdvs'],
  reports: aboutIdentity,
  data: z
    .object({ ...identity, enddate: day('结束日期').exactOptional() })
    .refine(isNamed, unnamed)
    .refine(({ begndate, enddate }) => enddate === undefined || enddate >= begndate, {
      path: ['enddate'],
      error: '不能早于开始日期',
    })
    .check(certnoFits),
  example: {
    psn_no: '13000000000000100001',
    psn_idet_type: 'low-income',
    admdvs: '130100',
    begndate: '2026-01-01',
  },
})

/** It never was (RULES.md 1.1). */
export const identityWithdrawn = heardEvent({
  type: 'identity.withdrawn',
  title: '撤销救助身份',
  about: '救助身份认定错了，视同从来没有过。到期结束的不用这个，在认定里报结束日期。',
  en: {
    title: 'An identity is withdrawn',
    about: 'It counts as never recognised. One that ends is reported as recognised, with its last day.',
  },
  from: ['civil', 'aid'],
  lane: 'steady',
  movesMoney: false,
  past: [],
  concerns: ['admdvs'],
  reports: aboutIdentity,
  needs: {
    reason: 'needs-identity',
    meaning: '还没有收到这个身份的认定',
    en: 'This identity is not known yet',
    about: aboutIdentity,
  },
  data: z
    .object({ ...identity, reason })
    .refine(isNamed, unnamed)
    .check(certnoFits),
  example: {
    psn_no: '13000000000000100001',
    psn_idet_type: 'low-income',
    admdvs: '130100',
    begndate: '2026-01-01',
    reason: '认定有误',
  },
})

/** The civil office recognises nothing after a warning was passed on. */
export const hardshipRefused = heardEvent({
  type: 'hardship.refused',
  title: '因病致贫没有认定',
  about: '转去的因病致贫线索，核对收入和财产后没有认定救助身份。认定了的，报认定救助身份。',
  en: {
    title: 'Hardship is not recognised',
    about: 'Of a warning that was passed on; if it is recognised, report identity.recognized.',
  },
  from: ['civil'],
  lane: 'prompt',
  movesMoney: false,
  past: [],
  concerns: [],
  reports: ({ case_id }) => ({ fact: 'hardship', key: case_id }),
  needs: {
    reason: 'needs-case',
    meaning: '还没有这个办件',
    en: 'This case is not known yet',
    about: ({ case_id }) => ({ register: 'case', key: case_id }),
  },
  data: z.object({ case_id: caseId, reason }),
  example: { case_id: 'ASaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', reason: '家庭财产超过标准' },
})

/** Another department paid a part of what a settlement left. */
export const aidPaid = heardEvent({
  type: 'aid.paid',
  title: '其他部门已救助',
  about: '工会、残联、红十字会等部门就一笔结算已经给了钱。同一编号以后报的为准，报 0.00 是收回。',
  en: {
    title: 'Another department has paid',
    about: 'Towards what a settlement left. The later report of a number holds; 0.00 takes it back.',
  },
  from: ['aid', 'civil'],
  lane: 'steady',
  movesMoney: true,
  past: ['paid_at'],
  concerns: [],
  reports: ({ aid_no }) => ({ fact: 'aid', key: aid_no }),
  needs: needsSettlement,
  data: z.object({
    aid_no: number('救助编号'),
    psn_no: psnNo,
    setl_id: number('结算编号'),
    dept: named(deptWord, deptNames),
    amt: amount('救助金额'),
    paid_at: time('付款时间'),
  }),
  example: {
    aid_no: 'HH2026000001',
    psn_no: '13000000000000100001',
    setl_id: 'JS2026031000001',
    dept: 'red-cross',
    amt: '1500.00',
    paid_at: '2026-03-20T10:00:00+08:00',
  },
})

/** What illness cost may make a family poor: the civil office judges income and property. */
export const hardshipReferred = ownEvent({
  type: 'hardship.referred',
  title: '因病致贫线索',
  about: '十二个月里自己负担的医疗费到了当地的线，经本人同意转给民政部门核对收入和财产。',
  en: {
    title: 'A warning of hardship by illness',
    about: 'What a person bore in twelve months has reached the line of the place; passed on with their consent.',
  },
  queue: 'registry',
  data: z.object({
    psn_no: psnNo,
    psn_name: psnName,
    admdvs: area('地区'),
    from_month: month('起始月份'),
    to_month: month('终止月份'),
    burden: amount('个人负担'),
    case_id: caseId,
  }),
  example: {
    psn_no: '13000000000000100001',
    psn_name: '测试人',
    admdvs: '130100',
    from_month: '202508',
    to_month: '202607',
    burden: '20000.00',
    case_id: 'ASaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  },
})

/** All that it hears, for the index. */
export const hears = [identityRecognized, identityWithdrawn, hardshipRefused, aidPaid] as const
/** All that it says. */
export const says = [hardshipReferred] as const
