/** Events that are not taken: kept whole, as they came, so that they can be judged again exactly so. */
import { createHash } from 'node:crypto'
import type { Inbound } from '../../events/define.ts'
import { type FieldError, type PartnerEvent, wireType } from '../../events/index.ts'
import type { RejectionReason } from '../../events/reasons.ts'
import type { Instant } from '../calendar/index.ts'
import type { Keys } from '../identity/index.ts'
import type { Came, Named } from '../registers/rows.ts'
import { rejectedKey, rejectedShard } from '../table/keys.ts'
import { sealAt } from '../table/seals/sealed.ts'
import type { Item } from '../table/table.ts'

/** Why an event is not taken. */
export interface Refusal {
  reason: string
  errors: readonly FieldError[]
  /** From whom it is and which, of a message that does not say so as events do. */
  named?: Named
}

/** A message that is refused, as it came. */
export interface RefusedMessage {
  body: string
  via?: string
  named?: Named | undefined
}

/** What the engine says of an input as the reason of a refusal. */
export function refusalOf(said: { code: string; detail: string; field?: string }): Refusal {
  return { reason: said.code, errors: [{ field: said.field ?? 'data', message: said.detail }] }
}

/** The message as it came; of one that waited since an older release, what is known of it. */
export function bodyOf(event: PartnerEvent, came: Came | undefined): Pick<Came, 'body'> & { via?: string } {
  return came ?? { body: JSON.stringify({ specversion: '1.0', ...event, type: wireType(event.type) }) }
}

/** Checks who sent an event and whether they may, by the message as it came; answers the reason if not. */
export type CheckSender = (raw: unknown, event: PartnerEvent, spec: Inbound) => RejectionReason | undefined

/** A way in: its name, kept with what comes by it, and who may come. */
export interface Door {
  via: string
  judge?: CheckSender | undefined
}

/** The bureau's own inbox, as the way by which a message came; a partner's is its `source`. */
export const OWN_INBOX = 'inbox'

/** The way of corrections that two operators made: as the bureau's own inbox, but in our own name. */
export const CORRECTIONS = 'corrections'

/** The id of a rejected event: the same text by the same way is one, however often it comes. */
export function rejectedId({ body, via }: { body: string; via?: string }): string {
  const named = via === undefined || via === OWN_INBOX ? body : `${via}\n${body}`
  return createHash('sha256').update(named).digest('base64url').slice(0, 22)
}

/** What is told of a type or source that is none: no more than one may be long. */
export const longestAttribute = 256
/** Most bytes of a body, packed, that fit an item of the table with all that stands beside it. */
const mostBodyBytes = 350 * 1024

/** The item of a rejected event. */
export function rejectedItem(
  keys: Keys,
  message: RefusedMessage,
  { reason, errors }: Refusal,
  received_at: Instant,
): Item {
  const id = rejectedId(message)
  const { body, via, named } = message
  return {
    ...rejectedKey(id),
    list: rejectedShard(id),
    list_at: received_at,
    d: JSON.stringify({ received_at, reason, errors, ...toldOf(namesIn(body)), via, named }),
    p: sealedBody(keys, body, id),
  }
}

const attributes = ['type', 'source', 'id'] as const
type Attributes = { -readonly [Name in (typeof attributes)[number]]?: string }

/** Type, source and id as a message names them, however long; what is no text is none. */
export function namesIn(body: string): Attributes {
  let said: Record<string, unknown>
  try {
    said = Object(JSON.parse(body))
  } catch {
    return {}
  }
  const named = attributes.flatMap((name) => (typeof said[name] === 'string' ? [[name, said[name]]] : []))
  return Object.fromEntries(named)
}

const toldOf = ({ type, source }: Attributes) => ({
  type: type?.slice(0, longestAttribute),
  source: source?.slice(0, longestAttribute),
})

/** The body whole; of one that is too large even packed, its beginning. */
function sealedBody(keys: Keys, body: string, id: string): Uint8Array {
  const key = rejectedKey(id)
  const whole = sealAt(keys, key, body)
  if (whole.length <= mostBodyBytes) return whole
  return sealAt(keys, key, Buffer.from(body).subarray(0, mostBodyBytes).toString())
}
