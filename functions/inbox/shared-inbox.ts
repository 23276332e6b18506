/**
 * Who may say what, where all partners share one inbox: on one machine, and with test partners. There a message is
 * known by the `source` it names and by its signature. Where each partner has a queue of its own, see partners.ts.
 */
import * as z from 'zod'
import { type PartnerKind, partnerNames } from '../../events/define.ts'
import { type PartnerKey, verify } from '../../events/signing.ts'
import type { Clock } from '../../shared/clock/index.ts'
import { receiptWishes } from '../../shared/engine/ports.ts'
import type { CheckSender } from '../../shared/engine/rejected.ts'
import { partnerKey } from './partner-key.ts'
import { scope, speaksFor } from './scope.ts'

const kinds = Object.keys(partnerNames) as [PartnerKind, ...PartnerKind[]]

const partner = z.strictObject({
  source: z.string().min(1).max(256),
  /** What kind of partner it is, and with it which events it may send; any if left out. */
  kind: z.enum(kinds).exactOptional(),
  /** Off: events are taken without a signature, for example until the partner can sign. */
  signing: z.enum(['on', 'off']).default('on'),
  /** Two may hold at once while they change. */
  keys: z.array(partnerKey).default([]),
  /** Which receipts it is sent. */
  receipts: z.enum(receiptWishes).default('usual'),
  ...scope,
})

/** Partners of a shared inbox as they are configured. */
export const knownPartners = z.strictObject({
  /** What becomes of events whose source is not among them. */
  strangers: z.enum(['accept', 'refuse']).default('refuse'),
  partners: z.array(partner),
})
/** They, read and checked. */
export type KnownPartners = z.output<typeof knownPartners>

/** The check for an inbox that partners share: registered source, kind of event, areas, signature. */
export function checkRegistered({ strangers, partners }: KnownPartners, clock: Clock): CheckSender {
  const bySource = new Map(
    partners.map((known) => {
      const { source, keys } = known
      return [source, { ...known, signers: keys.map(({ id, ...key }): PartnerKey => ({ source, keyId: id, ...key })) }]
    }),
  )
  return (raw, event, spec) => {
    const known = bySource.get(event.source)
    if (!known) return strangers === 'accept' ? undefined : 'unknown-source'
    if (known.kind !== undefined && !spec.from.includes(known.kind)) return 'not-your-event'
    if (!speaksFor(known, event, spec)) return 'not-your-area'
    if (known.signing === 'off') return undefined
    const verified = verify(raw, known.signers, clock.now())
    if (verified.ok) return undefined
    // A registered partner without a key is known: it is the key that is missing.
    return verified.reason === 'unknown-source' ? 'no-key' : verified.reason
  }
}
