/** 通知: what a citizen is told. */
import * as z from 'zod'
import { outboundEvent } from '../define.ts'
import { caseId, number, psnNo, tel, words } from '../fields.ts'

/** Tell this person this. */
export const noticeRequested = outboundEvent({
  title: '通知请求',
  about: '请通知服务把这段话发给本人。',
  queue: 'notice',
  data: z.object({
    psn_no: psnNo,
    tel: tel.exactOptional(),
    template: number('通知模板'),
    text: words('通知内容', 2000),
    case_id: caseId.exactOptional(),
  }),
  example: {
    psn_no: '13000000000000100001',
    tel: '13800000000',
    template: 'transfer.credited',
    text: '2177.04元已经到您在石家庄市的个人账户，现在就能用。',
    case_id: 'TRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  },
})
