/** What goes with the rejection of an event: it is kept as it came, and whoever sent it learns so, told and asked. Pure. */
import type { Instant } from '../../calendar/index.ts'
import type { Keys } from '../../identity/index.ts'
import { ttlAt } from '../../keeping/index.ts'
import type { Outgoing } from '../../queues.ts'
import { ttlAttribute } from '../../table/definition.ts'
import { rejectionKey } from '../../table/keys.ts'
import { sealAt } from '../../table/seals/sealed.ts'
import type { Item } from '../../table/table.ts'
import { idReused } from '../event-identity.ts'
import { namesIn, type Refusal, type RefusedMessage, rejectedId, rejectedItem } from '../rejected.ts'
import { type About, answerOf, type Became, receiptFor, senderOf, type Teller } from './receipt.ts'

/** A message that is rejected, and why. */
export interface Rejection {
  message: RefusedMessage
  refusal: Refusal
  at: Instant
}

/** What goes with a rejection. */
interface Refused {
  kept: { put: Item }
  pointer?: { put: Item }
  told: Outgoing[]
}

/** The write that keeps it; and, if it says from whom it is and which, that of where its sender finds that, and its receipt. */
export function refusing(teller: Teller & { keys: Keys }, rejection: Rejection): Refused {
  const { message, refusal, at } = rejection
  const kept = { put: rejectedItem(teller.keys, message, refusal, at) }
  const about = aboutOf(message)
  if (!about) return { kept, told: [] }
  const { reason, errors } = refusal
  const became: Became = { status: 'rejected', reason, errors, at }
  const told = receiptFor(teller, about, became, `${rejectedId(message)}.${reason}`)
  const pointer = pointerTo(teller.keys, about, became)
  return { kept, told, ...(pointer ? { pointer: { put: pointer } } : {}) }
}

/** Where whoever sent a rejected event finds that it was; undefined if it does not say from whom it is and which. */
export function pointerKeyOf(message: Rejection['message']) {
  const about = aboutOf(message)
  const to = about && senderOf(about)
  return to === undefined || !about ? undefined : rejectionKey(to, about.id)
}

function aboutOf({ body, via, named }: Rejection['message']): About | undefined {
  const { source, id, type } = named ? { ...named, type: undefined } : namesIn(body)
  return source && id ? { source, id, ...(type === undefined ? {} : { type }), via } : undefined
}

/** Of an id that is used again, what stands under it is the event that was taken. */
function pointerTo(keys: Keys, about: About, became: Became): Item | undefined {
  const to = senderOf(about)
  if (to === undefined || became.reason === idReused.code) return undefined
  const key = rejectionKey(to, about.id)
  // No longer than an identity: once the event was sent again and taken, that must not outlive its taking.
  return {
    ...key,
    p: sealAt(keys, key, JSON.stringify(answerOf(about, became))),
    [ttlAttribute]: ttlAt('identities', became.at),
  }
}
