/**
 * The queues of the system by what they carry. One list serves the stack, the local stack and the code, so that no
 * queue is known in one place only.
 */
import { type Lane, lanes } from '../events/define.ts'

/** Where partners put their events. */
export const inboundQueues = ['inbox'] as const

/** Checked events and wakes, by how urgent they are; which bundles there are makes no difference to them. */
export { type Lane, lanes } from '../events/define.ts'

/**
 * What partners read: the tax office, the bank, the notice service, insurance centres, the insurance register, the hotline, whoever keeps electronic receipts;
 * and each that sends events, what became of them.
 */
export const partnerQueues = ['tax', 'bank', 'notice', 'medins', 'registry', 'hotline', 'invoice', 'receipts'] as const

/** All queues. */
export const queueNames = [...inboundQueues, ...lanes, ...partnerQueues] as const

/** A queue that partners read. */
export type PartnerQueue = (typeof partnerQueues)[number]
/** Any queue. */
export type QueueName = (typeof queueNames)[number]

/** Queues of which there is one; of `receipts` each partner has its own, but for one machine, where they share it. */
export type SingleQueue = Exclude<QueueName, 'receipts'>
/** All of them. */
export const singleQueues = queueNames.filter((name): name is SingleQueue => name !== 'receipts')

/** A message and where it goes. */
export interface Outgoing {
  queue: QueueName
  /** Of `receipts`: the `source` of the partner it is for. */
  to?: string
  body: string
  /** With whom it takes turns; what has none stands for itself. */
  group?: string
}

/** Whether partners read it. */
export const isForPartner = ({ queue }: Pick<Outgoing, 'queue'>) => (partnerQueues as readonly string[]).includes(queue)

/**
 * The queue that takes the place of one by this name: what was stored by a release that had other queues of its own
 * goes by the steady lane now.
 */
export function queueNow(name: string): QueueName {
  return queueNames.find((known) => known === name) ?? ('steady' satisfies Lane)
}

/** A message that a queue will never take, and what it said of it. */
export interface Refused {
  body: string
  reason: string
}

/** Queues to send to. Nobody calls them but `send.ts`, which knows what becomes of a message that is refused. */
export interface Queues {
  /**
   * Sends, all in one group if one is named: groups take turns, however much one of them sends; `to`: the partner whose
   * queue it is, where each has one. Answers what the queue refuses for good: sent again it would be refused again. Throws
   * if a message could not be sent after the usual retries that may pass later.
   */
  send(queue: QueueName, bodies: readonly string[], group?: string, to?: string): Promise<readonly Refused[]>
}
