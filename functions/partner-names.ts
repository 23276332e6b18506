/** What a partner is called, and its queues; no more, for whoever must know nothing else of partners. */

/** The `source` that a partner's events bear. */
export function sourceOf(partnerId: string): string {
  return `urn:partner:${partnerId}`
}

/** The name of a partner's inbound queue, after the stage's prefix. */
export function inboundQueueOf(partnerId: string): string {
  return `inbox-${partnerId}`
}

/** The name of the queue in which a partner finds its receipts, after the stage's prefix. */
export function receiptsQueueOf(partnerId: string): string {
  return `receipts-${partnerId}`
}
