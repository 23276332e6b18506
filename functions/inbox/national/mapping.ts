/**
 * From a message of the national interface to the events it says, or everything that is wrong with it. Pure. Its id and time
 * are theirs; of several events the second and later ones bear the id with their number, so that a message that comes twice
 * says the same events again.
 */
import { contentDigest } from '../../../events/canonical.ts'
import { type FieldError, wireType } from '../../../events/index.ts'
import { addMs, type Instant } from '../../../shared/calendar/index.ts'
import { OWN_INBOX, type Refusal } from '../../../shared/engine/rejected.ts'
import type { Institution } from '../../../shared/table/office/institutions.ts'
import { nationalMessage } from './catalogue.ts'
import { institutionIn } from './common.ts'
import { type Field, givenIn, momentOf, textOf } from './fields.ts'
import { isGarbled } from './garbled.ts'
import type { NationalMessage, Said } from './message.ts'
import { type Reading, readingOf } from './reading.ts'

/** A message as JSON. */
export type Json = Readonly<Record<string, unknown>>

/** The message of this text if it is one of the national interface: it names a transaction, and is no event. */
export function nationalIn(body: string): Json | undefined {
  if (!body.includes('"infno"')) return undefined
  try {
    const message: unknown = JSON.parse(body)
    const isOne = typeof message === 'object' && message !== null && Object.hasOwn(message, 'infno')
    return isOne && !Object.hasOwn(message, 'specversion') ? (message as Json) : undefined
  } catch {
    return undefined
  }
}

/** An event that a message says, and the fields it was made of. */
export interface SaidEvent {
  /** As it would come by itself. */
  readonly wire: Json & { readonly id: string; readonly source: string }
  readonly made: Said['data']
}

/** What a message says: events, perhaps none, and the name under which it is kept. */
export interface Spoken {
  readonly id: string
  readonly source: string
  readonly digest: string
  readonly events: readonly SaidEvent[]
}

/** Whether an institution has to be looked up to know what this message says; which one. */
export function institutionAsked(message: Json): string | undefined {
  const asks = nationalMessage(textOf(message.infno) ?? '')?.says.some(({ type }) => type === 'visit.admitted')
  return asks ? institutionIn(readingOf(message)) : undefined
}

/** What a message says that came this way; or all that is wrong with it, by the names that the specification has. */
export function spokenBy(message: Json, via: string, institution?: Institution): Spoken | Refusal {
  const infno = textOf(message.infno)?.trim() ?? ''
  const known = nationalMessage(infno)
  if (!known)
    return { reason: 'unknown-type', errors: [wrong('infno', `没有这种交易，或本系统不办理：${infno.slice(0, 20)}`)] }
  const digest = contentDigest(message)
  if (digest === undefined) {
    return refused([wrong('message', '消息里有写不完整的字符、超出范围的数字或嵌套太深')])
  }
  const reading = readingOf(message, institution)
  const head = headOf(reading, known, via)
  const errors = [...head.errors, ...failedIn(reading, known), ...garbledIn(message)]
  const said = errors.length > 0 ? [] : known.says.flatMap((one) => eventsOf(reading, one))
  const all = [...errors, ...said.flatMap((one) => one.errors)]
  const { id, source, time } = head
  if (all.length > 0) return { ...refused(all), ...(id && source ? { named: { source, id } } : {}) }
  const events = said.map(({ type, made, data }, index) => {
    const name = index === 0 ? id : `${id}.${index + 1}`
    return { made, wire: { specversion: '1.0', id: name, source, type: wireType(type), time, data } }
  })
  return { id, source, digest, events }
}

const wrong = (field: string, message: string): FieldError => ({ field, message })
const refused = (errors: readonly FieldError[]): Refusal => ({ reason: 'bad-data', errors: errors.slice(0, 50) })

/** An answer that is handed on without the envelope of its request bears the platform's id alone. */
const ids = ['msgid', 'inf_refmsgid'] as const
const times = { request: ['inf_time', 'refmsg_time'], answer: ['refmsg_time', 'inf_time'] } as const

/** Longest id that an event may bear, less what stands behind it. */
const longestId = 240

function headOf(message: Reading, { kind, takesBack }: NationalMessage, via: string) {
  const errors: FieldError[] = []
  const id = textOf(givenIn(message, ids)) ?? ''
  if (id === '' || id.length > longestId) errors.push(wrong(ids[0], '缺少报文ID，或者太长'))
  const said = momentOf(givenIn(message, times[kind]))
  if (said === undefined) errors.push(wrong(times[kind][0], '应为时间，写作 yyyy-MM-dd HH:mm:ss 或 yyyyMMddHHmmssSSS'))
  const source = via === OWN_INBOX ? sourceIn(message) : via
  if (source === undefined) errors.push(wrong('fixmedins_code', '缺少定点医药机构编号'))
  return { errors, id, source: source ?? '', time: said && takesBack ? endOfSecond(said) : (said as Instant) }
}

/** Times are written to the second, answers to the millisecond: what takes back a fact of this second came after it. */
const endOfSecond = (at: Instant): Instant => (at[19] === '.' ? at : addMs(at, 999))

/** Who is told by the message alone to have sent it; of an answer, the area whose platform gave it. */
function sourceIn(message: Reading): string | undefined {
  const code = institutionIn(message)
  if (code !== undefined) return `urn:fixmedins:${code.toUpperCase()}`
  const area = /^\d{6}/.exec(textOf(message.at('inf_refmsgid')) ?? '')?.[0]
  return area && `urn:admdvs:${area}`
}

/** An answer that says no reports nothing that happened. */
function failedIn(message: Reading, { kind }: NationalMessage): FieldError[] {
  const code = message.at('infcode')
  return kind === 'request' || code === undefined || Number(code) === 0
    ? []
    : [wrong('infcode', '交易没有成功的应答不办理')]
}

const names = ['psn_name', 'emp_name']
const deepest = 6

/** Names anywhere in the message that were read in the wrong encoding: with them all of it was. */
function garbledIn(value: unknown, path = '', depth = 0): FieldError[] {
  if (typeof value !== 'object' || value === null || depth > deepest) return []
  return Object.entries(value).flatMap(([name, inside]) => {
    const at = path === '' ? name : `${path}.${name}`
    if (typeof inside !== 'string' || !names.includes(name)) return garbledIn(inside, at, depth + 1)
    return isGarbled(inside.trim()) ? [wrong(at, '是乱码：按 UTF-8 写、按 GBK 读了，请改正编码后重发')] : []
  })
}

/** The events that one line of the table says. */
function eventsOf(message: Reading, said: Said) {
  const items = said.each === undefined ? [message] : message.each(said.each)
  return items.filter((item) => said.when?.holds(item) ?? true).map((item) => eventOf(item, said))
}

function eventOf(message: Reading, { type, data: made }: Said) {
  const errors: FieldError[] = []
  const data: Record<string, unknown> = {}
  for (const [ours, field] of Object.entries(made)) {
    const read = field.read(givenIn(message, field.from), message)
    if (read === undefined) {
      if (!field.optional) errors.push(wrong(atOf(field), `缺少${field.name}`))
    } else if ('fault' in read) errors.push(wrong(atOf(field), `${field.name}${read.fault}`))
    else data[ours] = read.value
  }
  return { type, made, data, errors }
}

const atOf = ({ from }: Field): string => from[0] ?? 'message'

/** What is wrong with an event, by the names of the fields that it was made of. */
export function inNationalWords({ reason, errors }: Refusal, { made }: SaidEvent, { source, id }: Spoken): Refusal {
  return {
    reason,
    named: { source, id },
    errors: errors.map(({ field, message }) => {
      const [root, ours = ''] = field.split('.')
      const from = root === 'data' ? made[ours] : undefined
      if (from?.from.length) return wrong(atOf(from), message)
      return wrong(root === 'id' ? 'msgid' : root === 'time' ? 'inf_time' : field, message)
    }),
  }
}
