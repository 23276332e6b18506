/** 个人账户: money that comes into and goes out of a personal account. */
import * as z from 'zod'
import { yuan } from '../../shared/money/index.ts'
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
  about:
    '某统筹区的个人账户记入一笔钱。带 credit_no 的可以更正：同一编号以后一次上报的金额为准，"0.00" 表示全部撤回；账户里已不够退的部分由经办人员处理。',
  from: ['registry'],
  lane: 'steady',
  movesMoney: true,
  past: [],
  concerns: ['insu_admdvs'],
  data: z
    .object({ ...movement, amt: amount('金额'), credit_no: number('划入编号').exactOptional() })
    // Nothing at all can only be said of a credit that is known by its number.
    .refine(({ amt, credit_no }) => credit_no !== undefined || yuan(amt) > 0, {
      path: ['amt'],
      error: '金额应大于 0.00；撤回已上报的划入请填写 credit_no',
    }),
  example: { psn_no: '13000000000000100001', insu_admdvs: '130200', amt: '2177.04', memo: '单位缴费划入' },
})

/** Money of the account was spent at a settlement. */
export const accountSpent = inbound({
  title: '个人账户支出',
  about:
    '个人账户在一次结算中用掉一笔钱。家人共济用掉的，psn_no 写账户是谁的，user_psn_no 写谁用的；那一天没有共济的，等有了再记。',
  from: ['medins', 'registry'],
  lane: 'steady',
  movesMoney: true,
  past: [],
  concerns: ['insu_admdvs'],
  // A settlement that was cancelled whole is reported with nothing spent.
  data: z.object({
    ...movement,
    amt: amount('金额'),
    setl_id: number('结算编号'),
    user_psn_no: number('使用人的人员编号').exactOptional(),
  }),
  example: { psn_no: '13000000000000100001', insu_admdvs: '130100', amt: '35.80', setl_id: 'S2026031000001' },
})
