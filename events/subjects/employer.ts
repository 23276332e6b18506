/** 单位: what employers declare. */
import * as z from 'zod'
import { inbound } from '../define.ts'
import { anyBankAccount, empName, empNo, insuArea, positiveAmount, year } from '../fields.ts'

/** The average monthly contribution base of an employer in a year; maternity allowances are reckoned from it. */
export const employerBaseDeclared = inbound({
  title: '单位缴费基数申报',
  about: '单位某年度职工月平均缴费基数，生育津贴按它计算。',
  from: ['tax', 'registry'],
  lane: 'steady',
  movesMoney: false,
  past: [],
  concerns: ['insu_admdvs'],
  data: z.object({
    emp_no: empNo,
    emp_name: empName,
    insu_admdvs: insuArea,
    year,
    avg_base: positiveAmount('月平均缴费基数'),
    bank_acct: anyBankAccount.exactOptional(),
  }),
  example: {
    emp_no: 'E1301000001',
    emp_name: '石家庄春风机械厂',
    insu_admdvs: '130100',
    year: 2025,
    avg_base: '7530.00',
    bank_acct: { bank_code: '102', acct_no: '6222000000000000009', acct_name: '石家庄春风机械厂' },
  },
})
