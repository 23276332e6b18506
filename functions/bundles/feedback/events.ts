/** What this bundle alone hears: tickets of the government hotline (RULES.md 1.2). */
import * as z from 'zod'
import { area, certno, certnoFits, certType, number, oneOf, psnNo, time, words } from '../../../events/fields.ts'
import { heardEvent } from '../../../events/heard.ts'
import { matter, story } from '../../../events/said.ts'
import { saidKinds } from './kinds.ts'

type Who = { psn_no?: string; certno?: string }
const isNamed = ({ psn_no, certno: no }: Who) => psn_no !== undefined || no !== undefined

/** Somebody told the hotline something; it may name nobody. */
export const ticketRaised = heardEvent({
  type: 'ticket.raised',
  title: '热线工单',
  about:
    '群众打热线反映的事，交给当地医保部门办理。没有写明是谁的，应写明地区；写明的人还没有登记的，登记后自动受理。同一工单编号只算一次。',
  from: ['hotline'],
  lane: 'prompt',
  movesMoney: false,
  past: ['raised_at'],
  concerns: ['admdvs'],
  reports: ({ ticket_no }) => ({ fact: 'ticket', key: ticket_no }),
  nobody: (data) => (isNamed(data) ? undefined : `ticket ${data.ticket_no}`),
  placed: true,
  data: z
    .object({
      ticket_no: number('工单编号'),
      channel: words('渠道', 64),
      psn_no: psnNo.exactOptional(),
      psn_cert_type: certType.exactOptional(),
      certno: certno.exactOptional(),
      kind: oneOf('反映种类', saidKinds),
      matter: matter('事项'),
      text: story('反映内容', 1000),
      admdvs: area('地区').exactOptional(),
      raised_at: time('反映时间'),
    })
    .refine((data) => isNamed(data) || data.admdvs !== undefined, {
      path: ['admdvs'],
      error: '没有写明是谁的，应写明地区',
    })
    .check(certnoFits),
  example: {
    ticket_no: 'GD2026030600001',
    channel: '12345',
    psn_no: '13000000000000100001',
    kind: 'complaint',
    matter: 'transfer',
    text: '转移办了两个月还没有到账。',
    admdvs: '130100',
    raised_at: '2026-03-06T09:30:00+08:00',
  },
})

/** All of them, for the index. */
export const hears = [ticketRaised] as const
