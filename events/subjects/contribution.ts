/** 缴费: months for which contributions were posted. */
import * as z from 'zod'
import { monthsBetween } from '../../shared/calendar/index.ts'
import { inbound } from '../define.ts'
import { amount, empNo, insuArea, insutype, month, psnNo } from '../fields.ts'

/** No working life is longer; a typing error in a year must not make centuries of months. */
const MOST_MONTHS = 720

/** Contributions of one or more months; the amounts are per month. */
export const contributionPosted = inbound({
  title: '缴费到账',
  about: '某人在某统筹区一个月或连续几个月的保险费已到账，金额按月计。',
  from: ['tax', 'registry'],
  lane: 'steady',
  movesMoney: true,
  past: [],
  concerns: ['insu_admdvs'],
  data: z
    .object({
      psn_no: psnNo,
      insu_admdvs: insuArea,
      insutype,
      accrym_begn: month('费款起始月'),
      accrym_end: month('费款终止月'),
      base: amount('月缴费基数'),
      amt_psn: amount('个人月缴费额'),
      amt_emp: amount('单位月缴费额'),
      emp_no: empNo.exactOptional(),
    })
    .refine((data) => data.accrym_begn <= data.accrym_end, {
      path: ['accrym_end'],
      error: '费款终止月不能早于费款起始月',
    })
    .refine((data) => monthsBetween(data.accrym_begn, data.accrym_end) < MOST_MONTHS, {
      path: ['accrym_end'],
      error: `一次最多 ${MOST_MONTHS} 个月`,
    }),
  example: {
    psn_no: '13000000000000100001',
    insu_admdvs: '130100',
    insutype: '310',
    accrym_begn: '202603',
    accrym_end: '202603',
    base: '6000.00',
    amt_psn: '120.00',
    amt_emp: '480.00',
    emp_no: 'E1301000001',
  },
})
