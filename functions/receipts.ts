/**
 * Who is sent which receipts, as a function knows it that is deployed: of its partners, from the file beside its code. Read
 * without a check, for it is written by the stack itself, and every start waits for it.
 */
import { readFileSync } from 'node:fs'
import type { ReceiptWish } from '../shared/engine/ports.ts'
import type { UrlFor } from '../shared/sqs.ts'
import { sourceOf } from './partner-names.ts'

/** Who wants which, and where each has a queue of its own. */
export interface ReceiptsConfig {
  wish: (source: string) => ReceiptWish
  /** Left out where all share one. */
  urlFor?: UrlFor
}

/** Functions that tell of events, and have the file of partners beside their code. */
export const tellSenders = ['inbox', 'worker', 'citizen', 'agency', 'pages'] as const

/** What of a partner stands in the file, as far as it is read here. */
interface Known {
  id: string
  receipts: ReceiptWish
}

/** Of the file that is written beside the bundle when it is made. Whoever is no partner, or has no queue, is sent none. */
export function deployedReceipts(): ReceiptsConfig {
  const partners: Known[] = JSON.parse(readFileSync(new URL('partners.json', import.meta.url), 'utf8'))
  const bySource = new Map(partners.map((partner) => [sourceOf(partner.id), partner]))
  return {
    wish: (source) => bySource.get(source)?.receipts ?? 'none',
    urlFor: (prefix, source) => {
      const partner = bySource.get(source)
      if (!partner) throw new Error('receipts: no partner of this source')
      return `${prefix}${partner.id}`
    },
  }
}
