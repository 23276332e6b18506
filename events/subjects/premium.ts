/** 保费: bills to the tax office, and what was paid. */
import * as z from 'zod'
import { inbound, outboundEvent } from '../define.ts'
import {
  birthCertNo,
  certno,
  certType,
  count,
  day,
  insuArea,
  insutype,
  number,
  positiveAmount,
  psnName,
  psnNo,
  time,
  year,
} from '../fields.ts'

const billNo = number('缴费单编号')

/** Whether a payment without a bill says for whom it is. */
function namesPerson(data: { birth_cert_no?: string; psn_no?: string }): boolean {
  return data.birth_cert_no !== undefined || data.psn_no !== undefined
}

/** A premium was paid: on a bill, or by self-declaration for a person and a year. */
export const premiumPaid = inbound({
  title: '保险费已缴',
  about: '保险费已缴：按缴费单缴的给出缴费单编号；自行申报的给出人员（或出生医学证明）和年度。',
  from: ['tax'],
  lane: 'prompt',
  movesMoney: true,
  past: ['paid_at'],
  concerns: [],
  data: z
    .object({
      bill_no: billNo.exactOptional(),
      birth_cert_no: birthCertNo.exactOptional(),
      psn_no: psnNo.exactOptional(),
      year: year.exactOptional(),
      amt: positiveAmount('金额'),
      paid_at: time('缴费时间'),
      // Whoever pays, by whatever document: it only tells to whom of the guardians the money goes back.
      payer_certno: certno.exactOptional(),
      payer_psn_cert_type: certType.exactOptional(),
    })
    .refine((data) => data.bill_no !== undefined || namesPerson(data), {
      path: ['bill_no'],
      error: '应给出缴费单编号；没有缴费单的，应给出年度和出生医学证明编号或人员编号',
    })
    .refine((data) => data.bill_no !== undefined || !namesPerson(data) || data.year !== undefined, {
      path: ['year'],
      error: '没有缴费单编号时应给出年度',
    }),
  example: { birth_cert_no: 'Z530000001', year: 2026, amt: '400.00', paid_at: '2026-03-12T10:00:00+08:00' },
})

/** A bill: collect this sum from this person. */
export const premiumAssessed = outboundEvent({
  title: '保险费核定',
  about: '请税务部门按缴费单征收：居民一个年度的保险费，或退休一次性补缴若干个月。',
  queue: 'tax',
  data: z.object({
    bill_no: billNo,
    psn_no: psnNo,
    psn_name: psnName,
    insutype,
    insu_admdvs: insuArea,
    year: year.exactOptional(),
    months: count('补缴月数', 1, 720).exactOptional(),
    amt: positiveAmount('金额'),
    due_date: day('缴费截止日'),
  }),
  example: {
    bill_no: 'BLaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    psn_no: '53000000000000200001',
    psn_name: '李春芽',
    insutype: '390',
    insu_admdvs: '530100',
    year: 2026,
    amt: '400.00',
    due_date: '2026-06-08',
  },
})
