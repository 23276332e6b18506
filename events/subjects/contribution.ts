/** 缴费: months for which contributions were posted. */
import * as z from 'zod'
import { type Month, monthsBetween } from '../../shared/calendar/index.ts'
import { inbound } from '../define.ts'
import { amount, empNo, insuArea, insutype, month, psnNo, reason } from '../fields.ts'

/** No working life is longer; a typing error in a year must not make centuries of months. */
const MOST_MONTHS = 720

/** Months of a relation, from one to another. */
const span = {
  psn_no: psnNo,
  insu_admdvs: insuArea,
  insutype,
  accrym_begn: month('费款起始月'),
  accrym_end: month('费款终止月'),
}

/** From the first month to the last, and no longer than a working life. */
const asOneSpan = <Data extends z.ZodType<{ accrym_begn: Month; accrym_end: Month }>>(data: Data) =>
  data
    .refine(({ accrym_begn, accrym_end }) => accrym_begn <= accrym_end, {
      path: ['accrym_end'],
      error: '费款终止月不能早于费款起始月',
    })
    .refine(({ accrym_begn, accrym_end }) => monthsBetween(accrym_begn, accrym_end) < MOST_MONTHS, {
      path: ['accrym_end'],
      error: `一次最多 ${MOST_MONTHS} 个月`,
    })

const spanExample = {
  psn_no: '13000000000000100001',
  insu_admdvs: '130100',
  insutype: '310',
  accrym_begn: '202603',
  accrym_end: '202603',
} as const

/** Contributions of one or more months; the amounts are per month. */
export const contributionPosted = inbound({
  title: '缴费到账',
  about: '某人在某统筹区一个月或连续几个月的保险费已到账，金额按月计。',
  from: ['tax', 'registry'],
  lane: 'steady',
  movesMoney: true,
  past: [],
  concerns: ['insu_admdvs'],
  data: asOneSpan(
    z.object({
      ...span,
      base: amount('月缴费基数'),
      amt_psn: amount('个人月缴费额'),
      amt_emp: amount('单位月缴费额'),
      emp_no: empNo.exactOptional(),
    }),
  ),
  example: {
    ...spanExample,
    base: '6000.00',
    amt_psn: '120.00',
    amt_emp: '480.00',
    emp_no: 'E1301000001',
  },
})

/** Contributions that were posted by mistake: the months count no longer. */
export const contributionRevoked = inbound({
  title: '撤销缴费',
  about:
    '某人在某统筹区一个月或连续几个月的缴费记错了，予以撤销：这些月份不再计算，更早的到账报告不能再算上，此后再次到账的照常计算。' +
    '没办完的事重新判定；已经办结而因此办错的，由经办人员处理。',
  from: ['tax', 'registry'],
  lane: 'steady',
  movesMoney: true,
  past: [],
  concerns: ['insu_admdvs'],
  data: asOneSpan(z.object({ ...span, reason })),
  example: { ...spanExample, reason: '单位重复申报' },
})
