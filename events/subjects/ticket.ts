/** 热线工单: what becomes of what the government hotline passed on. */
import * as z from 'zod'
import { outboundEvent } from '../define.ts'
import { caseId, number, oneOf, words } from '../fields.ts'

/** How far a ticket has come. */
const ticketStates = { accepted: '已有人受理', answered: '已答复', closed: '已办结' } as const

/** Tell the hotline what became of its ticket: three times at most (feedback/RULES.md 1.9). */
export const ticketAnswered = outboundEvent({
  title: '工单办理情况',
  about: '告诉热线一件工单有人受理了、答复了、办结了，各告诉一次。',
  queue: 'hotline',
  data: z.object({
    ticket_no: number('工单编号'),
    case_id: caseId,
    status: oneOf('工单办理情况', ticketStates),
    text: words('告诉热线的话', 2000),
  }),
  example: {
    ticket_no: 'GD2026030600001',
    case_id: 'FBaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    status: 'accepted',
    text: '已有工作人员受理。',
  },
})
