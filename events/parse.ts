/** Reads a message from the inbox: what it says, or everything that is wrong with it. Pure; never throws for bad input. */
import type * as z from 'zod'
import { contentDigest } from './canonical.ts'
import { type InboundEvent, inboundSpecOf, type PartnerEvent } from './catalogue.ts'
import type { Inbound } from './define.ts'
import { envelope } from './envelope.ts'
import { type AnyHeard, borneBy, type HeardEvent } from './heard.ts'
import type { RefusalReason } from './reasons.ts'

/** What is wrong, and where: `data.certno`, `data.guardians.0.relation`, `time`; `event` is the message as a whole. */
export interface FieldError {
  readonly field: string
  readonly message: string
}

/** An event, or why it is refused; what can be read of its identity is told so that its sender can be found. */
export type Parsed =
  | {
      readonly ok: true
      readonly event: PartnerEvent
      /** How its type is described. */
      readonly spec: Inbound
      /** Tells this content from another under the same `source` and `id` (see {@link contentDigest}). */
      readonly digest: string
    }
  | {
      readonly ok: false
      readonly reason: RefusalReason
      readonly errors: readonly FieldError[]
      readonly id?: string
      readonly type?: string
      readonly source?: string
    }

/** Nobody reads more; a message with thousands of faults must not make a record of thousands. */
const MOST_ERRORS = 50

/** No event nests deeper; what lies deeper is not ours to read. */
const DEEPEST = 4

/** Reads and checks one message, text or JSON already parsed, where bundles hear these events beside what registers know. */
export function parseEvent(raw: unknown, heard: readonly AnyHeard[] = []): Parsed {
  const body = typeof raw === 'string' ? readJson(raw) : raw
  if (body === undefined) return refuse('not-json', [{ field: 'event', message: '消息不是合格的 JSON' }])
  if (!isObject(body)) return refuse('not-cloudevent', [{ field: 'event', message: '消息应为一个 JSON 对象' }])
  return parseObject(withoutBlanks(body), body, heard)
}

function parseObject(
  body: Record<string, unknown>,
  whole: Record<string, unknown>,
  heard: readonly AnyHeard[],
): Parsed {
  const head = envelope.safeParse(body)
  if (!head.success) return refuse('not-cloudevent', errorsOf(head.error), body)
  const { id, source, time, subject } = head.data
  const known = inboundSpecOf(head.data.type, heard)
  if (!known) return refuse('unknown-type', [{ field: 'type', message: '没有这种事件，或不由合作方发送' }], body)
  if (!isObject(body.data)) {
    const message = body.data === undefined ? '缺少事件内容（data）' : '事件内容（data）应为一个对象'
    return refuse('bad-data', [{ field: 'data', message }], body)
  }
  const data = (known.spec.data as z.ZodType).safeParse(body.data)
  if (!data.success) return refuse(reasonOf(data.error), errorsOf(data.error, 'data'), body)
  const digest = contentDigest(whole)
  if (digest === undefined) {
    return refuse(
      'not-cloudevent',
      [{ field: 'event', message: '消息里有写不完整的字符、超出范围的数字或嵌套太深' }],
      body,
    )
  }
  const said = { id, source, time, ...(subject !== undefined && { subject }), data: data.data }
  // The catalogue ties each type to its data; TypeScript can't follow that through a lookup.
  const event =
    'heard' in known
      ? ({ type: known.type, ...said, heard: borneBy(known.spec, data.data) } as HeardEvent)
      : ({ type: known.type, ...said } as InboundEvent)
  return { ok: true, event, spec: known.spec, digest }
}

/** The reason that a check names in its `params`, where nothing else is wrong. */
function reasonOf({ issues }: z.ZodError): RefusalReason {
  const named = issues.map((issue) => (issue.code === 'custom' ? (issue.params?.reason as RefusalReason) : undefined))
  const [first] = named
  return first !== undefined && named.every((reason) => reason === first) ? first : 'bad-data'
}

/** The faults zod found, each with the path of its field. */
export function errorsOf(error: z.ZodError, root?: string): FieldError[] {
  return error.issues.slice(0, MOST_ERRORS).map((issue) => ({
    field: [...(root === undefined ? [] : [root]), ...issue.path.map(String)].join('.') || 'event',
    message: issue.message,
  }))
}

function refuse(reason: RefusalReason, errors: FieldError[], body: Record<string, unknown> = {}): Parsed {
  const { id, type, source } = body
  return {
    ok: false,
    reason,
    errors,
    ...(typeof id === 'string' && { id }),
    ...(typeof type === 'string' && { type }),
    ...(typeof source === 'string' && { source }),
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const isBlank = (value: unknown) => value === null || value === ''

/**
 * Many partner systems write null or "" for what they don't have: both are read as not given, an object of nothing else
 * too (a bank account of three empty texts), and what stands blank in a list of texts.
 */
export function withoutBlanks(body: Record<string, unknown>, depth = 0): Record<string, unknown> {
  const clean = (value: unknown): unknown => {
    if (depth >= DEEPEST || typeof value !== 'object') return value
    if (Array.isArray(value)) {
      const given = value.filter((item) => !isBlank(item))
      return given.map((item) => (isObject(item) ? withoutBlanks(item, depth + 1) : item))
    }
    if (!isObject(value)) return value
    const inside = withoutBlanks(value, depth + 1)
    return Object.keys(value).length > 0 && Object.keys(inside).length === 0 ? undefined : inside
  }
  const kept = Object.entries(body).filter(([, value]) => !isBlank(value))
  return Object.fromEntries(
    kept.flatMap(([name, value]) => {
      const given = clean(value)
      return given === undefined ? [] : [[name, given]]
    }),
  )
}
