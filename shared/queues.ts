/**
 * The queues of the system by what they carry. One list serves the stack, the local stack and the code, so that no
 * queue is known in one place only.
 */

/** Where partners put their events. */
export const inboundQueues = ['inbox'] as const

/** Checked events and wakes, one queue for each bundle or register, so that a flood of one never starves another. */
export const chainQueues = [
  'registers',
  'transfer',
  'newborn',
  'maternity-allowance',
  'retirement',
  'filing',
  'clearing',
] as const

/** What partners read: the tax office, the bank, the notice service, insurance centres, the insurance register. */
export const partnerQueues = ['tax', 'bank', 'notice', 'medins', 'registry'] as const

/** All queues. */
export const queueNames = [...inboundQueues, ...chainQueues, ...partnerQueues] as const

/** A queue that carries checked events and wakes. */
export type ChainQueue = (typeof chainQueues)[number]
/** A queue that partners read. */
export type PartnerQueue = (typeof partnerQueues)[number]
/** Any queue. */
export type QueueName = (typeof queueNames)[number]

/** A message and where it goes. */
export interface Outgoing {
  queue: QueueName
  body: string
}

/** A message that a queue will never take, and what it said of it. */
export interface Refused {
  body: string
  reason: string
}

/** Queues to send to. Nobody calls them but `send.ts`, which knows what becomes of a message that is refused. */
export interface Queues {
  /**
   * Sends, and answers what the queue refuses for good: sent again it would be refused again. Throws if a message could
   * not be sent after the usual retries that may pass later.
   */
  send(queue: QueueName, bodies: readonly string[]): Promise<readonly Refused[]>
}
