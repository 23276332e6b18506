/** Messages to partners, sent again by an operator where a partner has lost them. */
import * as z from 'zod'
import { words } from '../../../events/fields.ts'
import { type OutboundType, outboundEvents } from '../../../events/index.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import { audited } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { time } from '../../calls/fields.ts'
import { problemBy } from '../../calls/problem.ts'
import type { Problems } from '../../calls/problem-codes.ts'
import { type Route, route } from '../../calls/route.ts'
import { statusOf } from '../schemas.ts'
import { messagesBearing, resend } from './resend.ts'

const problems = {
  'no-message': {
    status: 404,
    name: '没有这条消息',
    when: '没有带这个编号的消息：编号不对，没有发过，或者保存期（默认十年）已过、内容已经删除',
    remedy: '核对编号：事件、办件、付款、缴费单或划款指令的编号都可以；同时给了 type 的，去掉再试',
    en: {
      when: 'No message bears this number: it is wrong, nothing was sent, or the message is past its term (ten years by default)',
      remedy: 'Check the number: of the event, case, payment, bill or order between areas; leave out type',
    },
  },
  'message-closed': {
    status: 409,
    name: '不能再发',
    when: '这笔付款、缴费单或划款指令已经作废，或者对方已经回报结果：再发会让人重付',
    remedy: '看办件的现状；确要再付的，由办件另下指令',
    en: {
      when: 'The payment, bill or order is called off, or its partner has reported on it: sent again it might be paid twice',
      remedy: 'Look at how the case stands; what is still owed the case orders anew',
    },
  },
} as const satisfies Problems

const type = codeOf(
  Object.fromEntries(Object.entries(outboundEvents).map(([name, { title }]) => [name, title])) as Record<
    OutboundType,
    string
  >,
  'event_type',
)

const resendSchema = called(
  'Resend',
  z.object({
    id: words('编号', 200).meta({
      description: '事件编号（消息的 id）、办件编号、付款编号、缴费单编号或划款编号；一个办件的消息全部再发',
    }),
    type: type.optional(),
    reason: words('原因'),
  }),
)

const resentSchema = called(
  'Resent',
  z.object({
    messages: z.array(
      z.object({
        id: z.string(),
        type,
        queue: z.string(),
        time,
        status: statusOf('sent', 'held', 'called-off', 'answered'),
      }),
    ),
  }),
)

/** `POST /v1/messages/resend`. */
export const resendRoute: Route = route('POST /v1/messages/resend', {
  access: { operator: 'all' },
  tag: '运行',
  summary:
    '把发给合作方的消息再发一次：编号、时间和内容都不变，重新签名；暂停发出的照样等着，已经作废或对方已经回报的不发；留痕',
  body: resendSchema,
  answer: resentSchema,
  example: { id: 'CLR-13-2026-03-31-130200-130100-20000', reason: '银行系统故障，收到的指令丢失' },
  problems,
  async handler({ ports, subject, body: { id, type, reason } }) {
    const found = await messagesBearing(ports, id, type)
    if (found.length === 0) return problemBy(problems, 'no-message', `${problems['no-message'].when}。`)
    if (found.every(({ not }) => not))
      return problemBy(problems, 'message-closed', `${problems['message-closed'].when}。`)
    await audited(ports, subject, 'message.resend', id, { reason, ids: found.map(({ said }) => said.id) })
    return { body: { messages: await resend(ports, found) } }
  },
})
