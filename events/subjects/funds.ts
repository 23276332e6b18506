/** 清算资金: real money between pooling areas. */
import * as z from 'zod'
import { inbound, outboundEvent } from '../define.ts'
import { area, number, positiveAmount, time } from '../fields.ts'

const order = {
  clearing_id: number('清算编号'),
  order_no: number('划款编号'),
  from_admdvs: area('划出地'),
  to_admdvs: area('划入地'),
  amt: positiveAmount('金额'),
}
const orderExample = {
  clearing_id: 'CLR-13-2026-03-31',
  order_no: 'CLR-13-2026-03-31-130200-130100-20000',
  from_admdvs: '130200',
  to_admdvs: '130100',
  amt: '200.00',
}

/** The bank moved the money of an order. */
export const fundsSettled = inbound({
  title: '清算资金到账',
  about: '银行已在两个统筹区之间划款。金额与划款指令不符时，等待正确的到账通知。',
  from: ['bank'],
  lane: 'steady',
  movesMoney: true,
  past: ['bank_time'],
  concerns: ['from_admdvs'],
  data: z.object({ ...order, bank_time: time('银行记账时间') }),
  example: { ...orderExample, bank_time: '2026-04-01T10:00:00+08:00' },
})

/** Move this sum from one pooling area to another. */
export const fundsOrdered = outboundEvent({
  title: '清算划款指令',
  about: '请银行在两个统筹区之间划款，轧差结清互相的欠款。',
  queue: 'bank',
  data: z.object(order),
  example: orderExample,
})
