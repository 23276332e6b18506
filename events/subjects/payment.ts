/** 支付: payments ordered from the bank, and what became of them. */
import * as z from 'zod'
import { paidTo } from '../../shared/codes/index.ts'
import { inbound, outboundEvent } from '../define.ts'
import { acctNo, caseId, insuArea, number, oneOf, positiveAmount, reason, time, words } from '../fields.ts'

const payNo = number('付款编号')
const amt = positiveAmount('金额')

/** The bank paid. */
export const paymentSettled = inbound({
  title: '付款成功',
  about: '银行已把钱付到收款人账户。',
  from: ['bank'],
  lane: 'prompt',
  movesMoney: true,
  past: ['bank_time'],
  concerns: [],
  data: z.object({ pay_no: payNo, amt, bank_time: time('银行记账时间') }),
  example: { pay_no: 'PYaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', amt: '2177.04', bank_time: '2026-03-05T09:30:00+08:00' },
})

/** The bank could not pay; the money is back. */
export const paymentReturned = inbound({
  title: '付款退回',
  about: '银行没能付出，钱已退回；改正账户后用新的付款编号重付。',
  from: ['bank'],
  lane: 'prompt',
  movesMoney: true,
  past: [],
  concerns: [],
  data: z.object({ pay_no: payNo, amt, reason }),
  example: { pay_no: 'PYaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', amt: '2177.04', reason: '账户已销户' },
})

/** Pay this sum from this area's fund. */
export const paymentOrdered = outboundEvent({
  title: '付款指令',
  about: '请银行从付款统筹区的基金账户付款给个人或单位。',
  queue: 'bank',
  data: z.object({
    pay_no: payNo,
    payer_admdvs: insuArea,
    payee: z
      .object({
        kind: oneOf('收款人类别', paidTo),
        name: words('收款人名称'),
        bank_code: number('银行代码').exactOptional(),
        acct_no: acctNo.exactOptional(),
      })
      .meta({ description: '收款人' }),
    amt,
    purpose: words('用途'),
    case_id: caseId,
    payer_dept: number('出资部门').meta({ description: '出资部门；不写的是基本医保基金' }).exactOptional(),
    bill_no: number('缴费单编号').meta({ description: '付给税务部门的，写明付哪张缴费单' }).exactOptional(),
  }),
  example: {
    pay_no: 'PYaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    payer_admdvs: '130200',
    payee: { kind: 'person', name: '张小满', bank_code: '102', acct_no: '6222000000000000001' },
    amt: '2177.04',
    purpose: '医保个人账户余额清退',
    case_id: 'TRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  },
})
