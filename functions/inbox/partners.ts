/**
 * Who may say what. Each partner has an inbound queue of its own, which only its account may send to; so the queue a
 * message came by says who sent it, and what it may not say is refused, whatever `source` the message names.
 */
import * as z from 'zod'
import { type PartnerKey, verify } from '../../events/signing.ts'
import type { Clock } from '../../shared/clock/index.ts'
import { receiptWishes } from '../../shared/engine/ports.ts'
import { wayByToken } from '../../shared/engine/receipts/receipt.ts'
import { type Door, OWN_INBOX } from '../../shared/engine/rejected.ts'
import { inboundTypes } from '../bundles/catalogue.ts'
import { sourceOf } from '../partner-names.ts'
import { ownInbox } from './inbox.ts'
import { partnerKey } from './partner-key.ts'
import { scope, speaksFor } from './scope.ts'

/** What the inbox knows of a partner: written beside the code when it is deployed. */
export const sender = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  /** Types without prefix and version. */
  sends: z.array(z.enum(inboundTypes)),
  /** Signing is on for a partner that has keys. */
  keys: z.array(partnerKey),
  /** Which receipts go to its queue; one without a queue has none. */
  receipts: z.enum(receiptWishes).default('none'),
  ...scope,
})
/** A partner as the inbox knows it. */
export type Sender = z.output<typeof sender>

/** The partner whose queue this is, by the queue's ARN; undefined for the inbox of the bureau itself. */
export function senderBy(queueArn: string, senders: readonly Sender[]): Sender | undefined {
  const id = /^.*?-inbox-(.+)$/.exec(queueArn)?.[1]
  return senders.find((partner) => partner.id === id)
}

/** The way in by a partner's queue: its source, its types, its areas and, where it has keys, its signature. */
export function doorOf(partner: Sender, clock: Clock): Door {
  const source = sourceOf(partner.id)
  const keys: PartnerKey[] = partner.keys.map(({ id, ...key }) => ({ source, keyId: id, ...key }))
  return speaksAs(source, {
    via: source,
    judge: (raw, event, spec) => {
      if (!partner.sends.includes(event.type)) return 'not-your-event'
      if (!speaksFor(partner, event, spec)) return 'not-your-area'
      if (keys.length === 0) return undefined
      const verified = verify(raw, keys, clock.now())
      return verified.ok ? undefined : verified.reason
    },
  })
}

/** The way in of whoever speaks for one source: what names another is refused, whatever else the door asks. */
export function speaksAs(source: string, { judge }: Door): Door {
  return {
    via: source,
    judge: (raw, event, spec) => (event.source === source ? judge?.(raw, event, spec) : 'not-your-source'),
  }
}

/** The way in by HTTPS, of the partner that a token names: that of its queue, if it has one. */
export function doorByToken(source: string, doors?: (via: string) => Door): Door {
  // The bureau's own inbox is open to whoever can send to it: no token leads there.
  if (source === OWN_INBOX) return { via: wayByToken(source), judge: () => 'unknown-source' }
  return speaksAs(source, doors?.(source) ?? ownInbox)
}

/**
 * The ways in by their names, for what an operator sends in again: it is judged as it would be if it came once more.
 * What came by the queue of somebody who is no partner any more stays refused. Of events of an older release nobody
 * knows the way: theirs is that of the partner their `source` names, or else the bureau's own.
 */
export function doorsOf(senders: readonly Sender[], clock: Clock): (via: string | undefined) => Door {
  const doors = new Map(senders.map((partner) => [sourceOf(partner.id), doorOf(partner, clock)]))
  return (via) => {
    if (via === undefined)
      return { via: OWN_INBOX, judge: (raw, event, spec) => doors.get(event.source)?.judge?.(raw, event, spec) }
    return doors.get(via) ?? (via === OWN_INBOX ? ownInbox : { via, judge: () => 'unknown-source' })
  }
}
