/** How much lies in the queues of a local stack. */
import { setTimeout as delay } from 'node:timers/promises'
import { type QueueName, singleQueues } from '../../../shared/queues.ts'
import { deadLettersOf } from '../queues.ts'

/** What lies in queues: waiting, in somebody's hands or delayed; and what was given up. */
export interface Depths {
  readonly open: number
  readonly dead: number
}

/**
 * Looks at queues of the SQS server at an address in one call: if not told which, all that somebody empties. Receipts are left
 * lying for whoever sends events.
 */
export async function queueDepths(sqs: string, names: readonly QueueName[] = singleQueues): Promise<Depths> {
  const response = await fetch(`${sqs}/_fauxqs/queues`)
  const queues = (await response.json()) as Record<string, string | number>[]
  const watched = new Set<unknown>(names)
  const deadLetters = new Set<unknown>(names.map(deadLettersOf))
  let open = 0
  let dead = 0
  for (const queue of queues) {
    const held = Number(queue.approximateMessageCount) + Number(queue.approximateInflightCount)
    if (deadLetters.has(queue.name)) dead += held
    if (watched.has(queue.name)) open += held + Number(queue.approximateDelayedCount)
  }
  return { open, dead }
}

/**
 * Resolves once every queue is empty. As whoever handles a message sends what follows before deleting it, an empty look
 * means that nothing is on its way. `seen` hears of each look.
 */
export async function untilDrained(sqs: string, seen: (depths: Depths) => void = () => {}): Promise<Depths> {
  for (;;) {
    const depths = await queueDepths(sqs)
    seen(depths)
    if (depths.open === 0) return depths
    await delay(25)
  }
}
