/** 养老: pensions approved; they start the retirement in medical insurance. */
import * as z from 'zod'
import { inbound } from '../define.ts'
import { area, certno, certnoFits, certType, count, day, empNo, psnName } from '../fields.ts'

/** A pension was approved. */
export const pensionApproved = inbound({
  title: '核准退休',
  about: '养老保险核准退休，医保随之办理在职转退休。',
  from: ['pension'],
  lane: 'prompt',
  movesMoney: true,
  past: [],
  concerns: ['pension_admdvs'],
  data: z
    .object({
      psn_cert_type: certType.exactOptional(),
      certno,
      psn_name: psnName,
      retr_date: day('退休日期'),
      pension_admdvs: area('养老保险地'),
      deemed_months: count('视同缴费月数', 0, 720),
      emp_no: empNo.exactOptional(),
    })
    .check(certnoFits),
  example: {
    certno: '130102196509121011',
    psn_name: '陈建国',
    retr_date: '2026-05-18',
    pension_admdvs: '130100',
    deemed_months: 0,
    emp_no: 'E1301000001',
  },
})
