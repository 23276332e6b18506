/** Messages of the national interface by HTTPS, answered in the shape that institutions' programs read. */
import type { Refusal } from '../../../shared/engine/rejected.ts'
import { called } from '../../calls/called.ts'
import { problem } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import { takingIn } from '../../inbox/archive.ts'
import { takeIn } from '../../inbox/inbox.ts'
import { type Json, nationalAnswer, nationalMessages } from '../../inbox/national/index.ts'
import { doorByToken } from '../../inbox/partners.ts'
import { setAside } from '../../inbox/rejected.ts'
import { nationalAnswerSchema, nationalMessageSchema } from '../schemas-operations.ts'

const taken = nationalMessages.map(({ infno, name }) => `${infno} ${name}`).join('、')
const examples = Object.fromEntries(
  nationalMessages.map(({ infno, name, sample }) => [infno, { summary: name, value: sample }]),
)

export const nationalRoutes: readonly Route[] = [
  route('POST /v1/national/{infno}', {
    access: { partner: 'source' },
    tag: '合作方',
    summary: `按《医疗保障信息平台定点医药机构接口规范》送来一个交易：${taken}；办理和事件一样，应答的形状照规范`,
    body: called('NationalMessage', nationalMessageSchema),
    answer: nationalAnswerSchema,
    asItCame: true,
    example: examples['2401']?.value,
    examples,
    async handler(api) {
      const { subject, params, body } = api
      const ports = takingIn(api)
      const door = doorByToken(subject.source, api.doors)
      const message = messageOf(body, params.infno)
      const arrival = { body: JSON.stringify(message) }
      const other = otherThan(message, params.infno)
      if (other) await setAside(ports, { ...arrival, via: door.via }, other)
      const [outcome = 'failed'] = other ? [other] : await takeIn(ports, door, [arrival])
      // Whoever is told that a message was taken need not send it again: it is kept, and on its way.
      if (outcome === 'failed')
        return problem(503, 'unavailable', '没有收下，请重发；重发不会重复办理。', { retryAfter: 1 })
      const errors = outcome === 'accepted' ? [] : outcome.errors
      return { body: nationalAnswer(message, errors, ports.clock.now()) }
    },
  }),
]

/** The message as it came; an answer of the platform's does not name its transaction, the call does. */
const messageOf = (body: Json, infno: string): Json =>
  String(body.infno ?? '').trim() === '' ? { ...body, infno } : body

/** Why a message is refused that names another transaction than the call. */
function otherThan(message: Json, infno: string): Refusal | undefined {
  if (String(message.infno).trim() === infno) return undefined
  return {
    reason: 'bad-data',
    errors: [{ field: 'infno', message: `交易编号和地址里的 ${infno.slice(0, 20)} 不一致` }],
  }
}
