/**
 * Receipts: whoever sent an event is told what became of it (contract-operations.md §1): that it was rejected, that it still
 * waits a minute after it came, that it was taken up after it was so told; and if they wish, of every other, too. A receipt
 * leaves with the commit that it tells of, or before the message is done with: a death in between sends it once more, under
 * the same id. Pure.
 */
import { createHash } from 'node:crypto'
import { type FieldError, type OutboundData, ourSource, outbound, queueOf, toWire } from '../../../events/index.ts'
import { longest } from '../../../events/subjects/receipt.ts'
import type { Instant } from '../../calendar/index.ts'
import type { Outgoing } from '../../queues.ts'
import type { Ports } from '../ports.ts'
import { CORRECTIONS, OWN_INBOX } from '../rejected.ts'

/** The event that a receipt is about, as its message named it. */
export interface About {
  source: string
  id: string
  type?: string
  /** The way it came; not known of what waits since an older release. */
  via?: string | undefined
}

/** What became of it. */
export interface Became {
  status: OutboundData<'event.answered'>['status']
  reason?: string
  errors?: readonly FieldError[]
  at: Instant
}

/** What must be known to tell. */
export type Teller = Pick<Ports, 'stage' | 'receipts'>

/** An event by HTTPS under the name of the bureau's own inbox came by no inbox. */
const byToken = 'token:'
/** The way in of whoever says in a token that they are called as the bureau's own inbox is. */
export const wayByToken = (source: string) => `${byToken}${source}`

/** Who really sent an event: whose queue or token it came by, or, by the inbox of all, whom it names. Nobody, if we did. */
export function senderOf({ source, via = OWN_INBOX }: Pick<About, 'source' | 'via'>): string | undefined {
  if (via === CORRECTIONS) return undefined
  if (via === OWN_INBOX) return source
  return via.startsWith(byToken) ? via.slice(byToken.length) : via
}

/** What is said of an event to its sender; cut, for a message may hold anything. */
export function answerOf({ source, id, type }: About, became: Became): OutboundData<'event.answered'> {
  const { status, reason, errors = [], at } = became
  const { attribute, field, message } = longest
  const told = errors.slice(0, longest.errors).map((error) => {
    return { field: cut(error.field, field), message: cut(error.message, message) }
  })
  return {
    source: cut(source, attribute),
    id: cut(id, attribute),
    ...(type === undefined ? {} : { type: cut(type, attribute) }),
    status,
    ...(reason === undefined ? {} : { reason }),
    ...(told.length > 0 ? { errors: told } : {}),
    at,
  }
}

/** Halves of letters can be neither signed nor read by everybody. */
const cut = (text: string, most: number) => text.slice(0, most).toWellFormed()

/**
 * The receipt, if there is somebody to tell who wants it; `once` tells it from another of the same event and status, so that
 * whoever reads it twice can tell. What was taken up without a word before is told to those alone who want to hear of all.
 */
export function receiptFor(teller: Teller, about: About, became: Became, once: string, unasked = false): Outgoing[] {
  const to = senderOf(about)
  const wish = to === undefined ? 'none' : (teller.receipts?.(to) ?? 'usual')
  if (to === undefined || wish === 'none' || (unasked && wish !== 'all')) return []
  const said = outbound('event.answered', answerOf(about, became))
  const event = toWire({
    ...said,
    id: receiptId(about, became, once),
    source: ourSource(teller.stage),
    time: became.at,
  })
  return [{ queue: queueOf(said), to, body: JSON.stringify(event) }]
}

/** Two that tell of different moments are two: rejected by another file, or again for an earlier reason, it is no repetition. */
function receiptId({ source, id }: About, { status, at }: Became, once: string): string {
  const named = JSON.stringify([source, id, status, once, at])
  return `receipt.${createHash('sha256').update(named).digest('base64url')}`
}
