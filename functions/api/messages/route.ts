/** What an operator has done once more: messages that a partner has lost, events that were not taken. */
import * as z from 'zod'
import { words } from '../../../events/fields.ts'
import { codeOf, type Names, openCode } from '../../../shared/codes/coded.ts'
import { catalogue } from '../../bundles/catalogue.ts'
import { audited } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { time } from '../../calls/fields.ts'
import { problemBy } from '../../calls/problem.ts'
import type { Problems } from '../../calls/problem-codes.ts'
import { type Route, route } from '../../calls/route.ts'
import { statusOf } from '../schemas.ts'
import { whyNot } from '../schemas-operations.ts'
import { type Outcome, replayPage, replayThese } from './replays.ts'
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

const sentNames: Names = Object.fromEntries(
  catalogue.flatMap(({ direction, type, title }) => (direction === 'outbound' ? [[type, title]] : [])),
)
const type = codeOf(sentNames, 'event_type')

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
const resendRoute: Route = route('POST /v1/messages/resend', {
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

/** Events tried again in one call: each costs as much as a call by itself. */
const mostReplayed = 100
const limitError = `limit 应为 1 至 ${mostReplayed} 的整数`

const replaysSchema = called(
  'Replays',
  z
    .object({
      ids: z.array(z.string().max(200)).min(1).max(mostReplayed).optional().meta({ description: '只重收这些' }),
      reason: openCode(whyNot).optional().meta({ description: '只重收因此没有收下的' }),
      source: z.string().max(256).optional().meta({ description: '只重收这个来源的' }),
      type: z.string().max(256).optional().meta({ description: '只重收这种事件，前后缀写不写都行' }),
      limit: z.int(limitError).min(1, limitError).max(mostReplayed, limitError).default(mostReplayed),
      cursor: z.string().max(2000).optional(),
    })
    .refine(({ ids, reason, source, type, cursor }) => !ids || (reason ?? source ?? type ?? cursor) === undefined, {
      path: ['ids'],
      error: '给出 ids 时，不再给出别的条件',
    }),
)

const replayedSchema = called(
  'Replayed',
  z.object({
    accepted: z.int(),
    rejected: z.int(),
    failed: z.int().meta({ description: '系统出错没有做完的，还在列表里' }),
    results: z.array(
      z.object({
        id: z.string(),
        status: statusOf('accepted', 'rejected', 'failed'),
        reason: openCode(whyNot).optional(),
      }),
    ),
    more: z.boolean().meta({ description: '还有没试过的：带上 cursor 接着做' }),
    cursor: z.string().optional(),
  }),
)

/** `POST /v1/rejected-events/replay`. */
const replayRoute: Route = route('POST /v1/rejected-events/replay', {
  access: { operator: 'all' },
  tag: '运行',
  summary:
    '一次重收多条：从最早的起，各条和单独重收一样；又没收下的留在原处，带着 cursor 接着做就不会再试；开始以后新列出的不算；逐条留痕',
  body: replaysSchema,
  answer: replayedSchema,
  example: { reason: 'no-key', source: 'urn:partner:tax-13', limit: 50 },
  // As many calls as this does the work of would soon be too many.
  weight: 5,
  async handler({ subject, body: { ids, limit, cursor: place, ...wanted }, ...api }) {
    const told = async ({ id, ...result }: Outcome) => audited(api.ports, subject, 'rejected-event.replay', id, result)
    const { outcomes, ...goesOn } = ids
      ? await replayThese(api, ids, told)
      : await replayPage(api, { wanted, limit, place }, told)
    const count = (status: Outcome['status']) => outcomes.filter((one) => one.status === status).length
    const counts = { accepted: count('accepted'), rejected: count('rejected'), failed: count('failed') }
    return { body: { ...counts, results: outcomes, more: 'cursor' in goesOn, ...goesOn } }
  },
})

/** Both. */
export const messageRoutes: readonly Route[] = [resendRoute, replayRoute]
