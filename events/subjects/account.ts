/** 个人账户: money that comes into and goes out of a personal account. */
import * as z from 'zod'
import { inbound } from '../define.ts'
import { amount, insuArea, memo, number, positiveAmount, psnNo } from '../fields.ts'

const movement = {
  psn_no: psnNo,
  insu_admdvs: insuArea,
  amt: positiveAmount('金额'),
  memo: memo.exactOptional(),
}

/** Money comes into the account. */
export const accountCredited = inbound({
  title: '个人账户入账',
  about: '某统筹区的个人账户记入一笔钱。',
  from: ['registry'],
  lane: 'steady',
  movesMoney: true,
  past: [],
  concerns: ['insu_admdvs'],
  data: z.object(movement),
  example: { psn_no: '13000000000000100001', insu_admdvs: '130200', amt: '2177.04', memo: '单位缴费划入' },
})

/** Money of the account was spent at a settlement. */
export const accountSpent = inbound({
  title: '个人账户支出',
  about: '个人账户在一次结算中用掉一笔钱。',
  from: ['medins', 'registry'],
  lane: 'steady',
  movesMoney: true,
  past: [],
  concerns: ['insu_admdvs'],
  // A settlement that was cancelled whole is reported with nothing spent.
  data: z.object({ ...movement, amt: amount('金额'), setl_id: number('结算编号') }),
  example: { psn_no: '13000000000000100001', insu_admdvs: '130100', amt: '35.80', setl_id: 'S2026031000001' },
})
