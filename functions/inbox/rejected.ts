/** Events set aside whole, with the reason; an operator can send them again. */
import type { FieldError } from '../../events/index.ts'
import type { Instant } from '../../shared/calendar/index.ts'
import { sendOut } from '../../shared/engine/held.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pointerKeyOf, refusing } from '../../shared/engine/receipts/refuse.ts'
import {
  longestAttribute,
  namesIn,
  type Refusal,
  type RefusedMessage,
  rejectedId,
} from '../../shared/engine/rejected.ts'
import type { Outgoing } from '../../shared/queues.ts'
import type { Named } from '../../shared/registers/rows.ts'
import { rejectedKey } from '../../shared/table/keys.ts'
import { openAt } from '../../shared/table/seals/sealed.ts'
import type { Item } from '../../shared/table/table.ts'

/** A rejected event as an operator sees it, and by which way it came (not known of those of an older release). */
export interface RejectedEvent {
  id: string
  received_at: Instant
  type?: string
  source?: string
  reason: string
  errors: readonly FieldError[]
  body: string
  via?: string
  named?: Named
}

/**
 * Sets an event aside as it came, and tells its sender; answers its id. The same text by the same way set aside twice is one
 * item, and told twice it is one receipt.
 */
export async function setAside(ports: Ports, message: RefusedMessage, refusal: Refusal): Promise<string> {
  const id = rejectedId(message)
  const told = await keep(ports, message, refusal)
  ports.log.warn('rejected', {
    id,
    reason: refusal.reason,
    type: namesIn(message.body).type?.slice(0, longestAttribute),
  })
  await sendOut(ports, told)
  return id
}

/**
 * Keeps it, and answers its receipt. One that is kept for this reason already stays as it is: said once more, nothing else is
 * said under the same id.
 */
async function keep(ports: Ports, message: RefusedMessage, refusal: Refusal): Promise<Outgoing[]> {
  const now = ports.clock.now()
  for (;;) {
    const item = await ports.table.get(rejectedKey(rejectedId(message)))
    const known = item && (JSON.parse(item.d as string) as Pick<RejectedEvent, 'reason' | 'received_at'>)
    const at = known?.reason === refusal.reason ? known.received_at : now
    const { kept, pointer, told } = refusing(ports, { message, refusal, at })
    if (!(await ports.table.write(item ? kept : { ...kept, if: 'absent' }))) continue
    if (pointer) await ports.table.write(pointer)
    return told
  }
}

/** Sets it aside again as it was, after it was judged once more; its sender is told if it is for another reason now. */
export async function setAsideAgain(ports: Ports, event: RejectedEvent, refusal: Refusal): Promise<void> {
  const { kept, pointer, told } = refusing(ports, { message: event, refusal, at: event.received_at })
  // First: whoever comes after a death in between finds the reason that was, and tells of the new one again.
  if (refusal.reason !== event.reason) await sendOut(ports, told)
  await ports.table.write(kept)
  if (pointer) await ports.table.write(pointer)
}

/** Reads one; undefined if there is none of this id. */
export async function rejectedEvent(ports: Ports, id: string): Promise<RejectedEvent | undefined> {
  const item = await ports.table.get(rejectedKey(id))
  return item && rejectedOf(ports, item)
}

/** An item as it was set aside. */
export function rejectedOf(ports: Ports, item: Item): RejectedEvent {
  const id = item.pk.slice(2)
  return { id, ...JSON.parse(item.d as string), body: openAt(ports.keys, item) }
}

/** It leaves the list, and nothing says any more that it was rejected. */
export async function forgetRejected(
  ports: Ports,
  event: Pick<RejectedEvent, 'id' | 'body' | 'via' | 'named'>,
): Promise<void> {
  const pointer = pointerKeyOf(event)
  if (pointer) await ports.table.write({ remove: pointer })
  await ports.table.write({ remove: rejectedKey(event.id) })
}
