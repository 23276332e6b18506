/** What this bundle hears of receipts, and what it says of them (RULES.md 1). */
import * as z from 'zod'
import {
  amount,
  birthCertNo,
  caseId,
  certno,
  certnoFits,
  certType,
  fixmedinsCode,
  flag,
  insuArea,
  medType,
  number,
  oneOf,
  psnName,
  psnNo,
  reason,
  text,
  time,
} from '../../../events/fields.ts'
import { heardEvent, ownEvent, type ReceiptName, receiptText } from '../../../events/heard.ts'
import { compareInstants, type Instant } from '../../../shared/calendar/index.ts'
import { yuan } from '../../../shared/money/index.ts'

/** An electronic receipt's two numbers. */
const receiptNumbers = { elec_bill_code: number('票据代码'), elec_billno_code: number('票据号码') }
const checkCode = text('票据校验码', '应为六位', /^\S{6}$/u)

/** A visit as whoever reports or claims it tells it. */
export const visitFields = {
  fixmedins_code: fixmedinsCode,
  mdtrt_id: number('就诊编号'),
  med_type: medType,
  begntime: time('就诊开始时间'),
  endtime: time('就诊结束时间'),
  ...receiptNumbers,
  elec_bill_chkcode: checkCode,
  medfee_sumamt: amount('医疗费总额'),
}

/** What is wrong with when it ended. */
export const endBeforeBeginning = { path: ['endtime'], error: '结束时间不能早于开始时间' }
/** Whether it ended after it began. */
export const endsAfterBeginning = ({ begntime, endtime }: { begntime: Instant; endtime: Instant }): boolean =>
  compareInstants(begntime, endtime) <= 0

/** Who is named. */
const who = {
  psn_no: psnNo.exactOptional(),
  psn_cert_type: certType.exactOptional(),
  certno: certno.exactOptional(),
  birth_cert_no: birthCertNo.exactOptional(),
}
type Who = { psn_no?: string; certno?: string; birth_cert_no?: string }
const isNamed = ({ psn_no, certno: no, birth_cert_no }: Who) => (psn_no ?? no ?? birth_cert_no) !== undefined
const unnamed = { path: ['psn_no'], error: '人员编号、证件号码、出生医学证明编号至少应有一个' }

const keyOf = (receipt: ReceiptName) => receiptText(receipt)

/** An institution uploads the receipt of somebody who paid by themselves. */
export const ownpayPosted = heardEvent({
  type: 'ownpay.posted',
  title: '自费票据上传',
  about: '参保人自己垫付了医药费，医院上传电子票据和费用。参了保的，问本人要不要报销。同一张票据以后报的为准。',
  en: {
    title: 'A receipt of who paid by themselves',
    about:
      'The institution uploads the electronic receipt and the fees. Whoever is insured is asked whether to claim. The later upload of a receipt counts.',
  },
  from: ['medins'],
  lane: 'steady',
  movesMoney: true,
  // A stay still to come is announced: a clerk looks at it (RULES.md 5.1).
  past: [],
  concerns: ['fixmedins_code'],
  reports: (data) => ({ fact: 'receipt', key: keyOf(data) }),
  receipt: ({ elec_bill_code, elec_billno_code }) => ({ as: 'uploaded', elec_bill_code, elec_billno_code }),
  data: z
    .object({
      ...who,
      psn_name: psnName,
      ...visitFields,
      hosp_lv: oneOf('医院级别', { 1: '一级', 2: '二级', 3: '三级' }).exactOptional(),
      inscp_scp_amt: amount('符合政策范围金额'),
      rel_ttp_flag: oneOf('涉及第三方', { 0: '不涉及', 1: '涉及' }).exactOptional(),
    })
    .refine(isNamed, unnamed)
    .refine(endsAfterBeginning, endBeforeBeginning)
    .refine((data) => yuan(data.inscp_scp_amt) <= yuan(data.medfee_sumamt), {
      path: ['inscp_scp_amt'],
      error: '符合政策范围金额不能高于医疗费总额',
    })
    .check(certnoFits),
  example: {
    psn_no: '13000000000000100001',
    psn_name: '王小明',
    mdtrt_id: 'M2026030200002',
    fixmedins_code: 'H13010200001',
    hosp_lv: '3',
    med_type: '21',
    begntime: '2026-03-02T09:00:00+08:00',
    endtime: '2026-03-08T10:00:00+08:00',
    elec_bill_code: '13060126',
    elec_billno_code: '0000200001',
    elec_bill_chkcode: 'a1b2c3',
    medfee_sumamt: '1800.00',
    inscp_scp_amt: '1500.00',
    rel_ttp_flag: '0',
  },
})

/** A receipt is void: paid back, or written anew. */
export const ownpayVoided = heardEvent({
  type: 'ownpay.voided',
  title: '自费票据作废',
  about: '一张票据作废了（退费、重开）。还没有报销的不再办；已经付款的，请经办人员追回。以后又上传的，以后报的为准。',
  en: {
    title: 'A receipt is void',
    about:
      'Paid back or written anew. What was not yet ordered is not claimed; of what was, a clerk is told. A later upload holds over it.',
  },
  from: ['medins', 'finance'],
  lane: 'steady',
  movesMoney: true,
  past: ['voided_at'],
  concerns: [],
  reports: (data) => ({ fact: 'receipt-void', key: keyOf(data) }),
  receipt: ({ elec_bill_code, elec_billno_code }) => ({ as: 'voided', elec_bill_code, elec_billno_code }),
  needs: {
    reason: 'needs-receipt',
    meaning: '还没有收到这张票据',
    en: 'This receipt is not known yet',
    about: (data) => ({ fact: 'receipt', key: keyOf(data) }),
    or: (data) => ({ fact: 'receipt-claim', key: keyOf(data) }),
  },
  data: z
    .object({ ...who, ...receiptNumbers, voided_at: time('作废时间'), reason })
    .refine(isNamed, unnamed)
    .check(certnoFits),
  example: {
    psn_no: '13000000000000100001',
    elec_bill_code: '13060126',
    elec_billno_code: '0000200001',
    voided_at: '2026-03-09T10:00:00+08:00',
    reason: '退费',
  },
})

/** The platform of receipts says whether one is real. */
export const invoiceVerified = heardEvent({
  type: 'invoice.verified',
  title: '票据查验结果',
  about: '对一次查验的回答：票据是不是真的、有没有作废，金额和姓名是多少。',
  en: {
    title: 'What became of a query',
    about: 'Whether a receipt is valid, and the sum and name that it bears.',
  },
  from: ['finance'],
  lane: 'prompt',
  movesMoney: false,
  past: [],
  concerns: [],
  reports: ({ case_id: key }) => ({ fact: 'invoice', key }),
  needs: {
    reason: 'needs-case',
    meaning: '还没有这个办件',
    en: 'There is no such case yet',
    about: ({ case_id: key }) => ({ register: 'case', key }),
  },
  data: z.object({
    case_id: caseId,
    ...receiptNumbers,
    valid: flag('是否有效'),
    medfee_sumamt: amount('医疗费总额').exactOptional(),
    psn_name: psnName.exactOptional(),
  }),
  example: {
    case_id: 'RBaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    elec_bill_code: '13060126',
    elec_billno_code: '0000200001',
    valid: true,
    medfee_sumamt: '1800.00',
    psn_name: '王小明',
  },
})

/** What somebody claims by a form of ours. No partner may say it: it is in no catalogue. */
export const claimMade = heardEvent({
  type: 'reimbursement.claimed',
  title: '申请零星报销',
  about: '本人申请报销一张票据。',
  from: [],
  lane: 'prompt',
  movesMoney: false,
  past: [],
  concerns: [],
  reports: (data) => ({ fact: 'receipt-claim', key: keyOf(data) }),
  data: z.object({
    ...visitFields,
    mdtrt_id: visitFields.mdtrt_id.exactOptional(),
    third_party: flag('是否有第三方责任'),
  }),
  example: {
    fixmedins_code: 'H13010200001',
    med_type: '21',
    begntime: '2026-03-02T09:00:00+08:00',
    endtime: '2026-03-08T10:00:00+08:00',
    elec_bill_code: '13060126',
    elec_billno_code: '0000200001',
    elec_bill_chkcode: 'a1b2c3',
    medfee_sumamt: '1800.00',
    third_party: false,
  },
})

/** All that partners say, for the index. */
export const hears = [ownpayPosted, ownpayVoided, invoiceVerified] as const

/** Asks the platform whether a receipt is real that no institution has uploaded. */
export const invoiceQueried = ownEvent({
  type: 'invoice.queried',
  title: '查验票据',
  about: '有人申请报销一张医院没有上传的票据，请查验。用 invoice.verified 回答，带上 case_id。',
  en: { title: 'Is this receipt valid?', about: 'Somebody claims a receipt that no institution uploaded.' },
  queue: 'invoice',
  data: z.object({
    ...receiptNumbers,
    elec_bill_chkcode: checkCode,
    medfee_sumamt: amount('医疗费总额'),
    case_id: caseId,
  }),
  example: {
    elec_bill_code: '13060126',
    elec_billno_code: '0000200001',
    elec_bill_chkcode: 'a1b2c3',
    medfee_sumamt: '1800.00',
    case_id: 'RBaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  },
})

/** Stamps a receipt that was reimbursed. */
export const invoiceStamped = ownEvent({
  type: 'invoice.stamped',
  title: '票据入账标记',
  about: '这张票据已经报销，请标记，免得再报。',
  en: { title: 'A receipt was reimbursed', about: 'To be marked, so that it is not claimed again.' },
  queue: 'invoice',
  data: z.object({
    ...receiptNumbers,
    insu_admdvs: insuArea,
    fund_pay_sumamt: amount('基金支付总额'),
    case_id: caseId,
  }),
  example: {
    elec_bill_code: '13060126',
    elec_billno_code: '0000200001',
    insu_admdvs: '130100',
    fund_pay_sumamt: '840.00',
    case_id: 'RBaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  },
})

/** All that it says, for the index. */
export const says = [invoiceQueried, invoiceStamped] as const
