/** What stub partners answer. Pure: a message and a manner in, messages for the inbox out. */
import { addMs, instant } from '../../../shared/calendar/index.ts'
import { addFen, fen, formatYuan, subFen, yuan, ZERO } from '../../../shared/money/index.ts'
import type { Manner, StubQueue } from './behaviour.ts'

/** A CloudEvent, as far as the stubs look at it. */
export interface CloudEvent {
  readonly specversion: string
  readonly id: string
  readonly source: string
  readonly type: string
  readonly time: string
  readonly data: Readonly<Record<string, unknown>>
}

/** An answer, and how many seconds of real time it takes to come. */
export interface Answer {
  readonly delaySeconds: number
  readonly event: CloudEvent
}

/** What a stub's answers say they are of. */
export const stubSource = (partner: string): string => `urn:stub:${partner}`

const slowSeconds = 30

/**
 * The answers of a partner to a message; none to what only informs it. Ids and times follow from the message, so that
 * the same message, however often it comes, gets the same answers.
 */
export function answersTo(partner: StubQueue, asked: CloudEvent, manner: Manner): Answer[] {
  const { behaviour } = manner
  if (behaviour === 'never' || behaviour === 'down') return []
  const delaySeconds = manner.delay_s ?? (behaviour === 'slow' ? slowSeconds : 0)
  const at = addMs(instant(asked.time), delaySeconds * 1_000)
  const said = sayings[asked.type]?.(asked.data, at, manner)
  if (said === undefined) return []
  const event = { specversion: '1.0', id: `${asked.id}:${said.type}`, source: stubSource(partner), time: at, ...said }
  const answer = { delaySeconds, event: { ...event, type: `mianshen.${said.type}.v1` } }
  if (behaviour === 'twice') return [answer, answer]
  if (behaviour === 'paid-twice') return [answer, { delaySeconds, event: { ...answer.event, id: `${event.id}:again` } }]
  return [answer]
}

type Data = Readonly<Record<string, unknown>>
type Saying = (asked: Data, at: string, manner: Manner) => { type: string; data: Data }

/** By what is asked: what is said to it. */
const sayings: Readonly<Record<string, Saying>> = {
  'mianshen.premium.assessed.v1': (asked, at, manner) => ({
    type: 'premium.paid',
    data: { bill_no: asked.bill_no, amt: sumOf(asked, manner), paid_at: at },
  }),
  'mianshen.payment.ordered.v1': (asked, at, manner) =>
    manner.behaviour === 'return'
      ? { type: 'payment.returned', data: { pay_no: asked.pay_no, amt: asked.amt, reason: '账号与户名不符' } }
      : { type: 'payment.settled', data: { pay_no: asked.pay_no, amt: sumOf(asked, manner), bank_time: at } },
  'mianshen.invoice.queried.v1': (asked, _at, manner) => ({
    type: 'invoice.verified',
    data: {
      case_id: asked.case_id,
      elec_bill_code: asked.elec_bill_code,
      elec_billno_code: asked.elec_billno_code,
      valid: manner.behaviour !== 'return',
      medfee_sumamt: sumOf({ amt: asked.medfee_sumamt }, manner),
    },
  }),
  'mianshen.funds.ordered.v1': (asked, at, manner) => ({
    type: 'funds.settled',
    data: {
      clearing_id: asked.clearing_id,
      order_no: asked.order_no,
      from_admdvs: asked.from_admdvs,
      to_admdvs: asked.to_admdvs,
      amt: sumOf(asked, manner),
      bank_time: at,
    },
  }),
}

/** A sum can't be nothing or less: what would be is wrong the other way. */
function sumOf(asked: Data, manner: Manner): string {
  const right = yuan(String(asked.amt))
  if (manner.behaviour !== 'wrong-sum') return formatYuan(right)
  const by = yuan(manner.wrong_by)
  const wrong = addFen(right, by)
  return formatYuan(fen(wrong > ZERO ? wrong : subFen(right, by)))
}
