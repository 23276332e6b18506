/** Events set aside whole, with the reason; an operator can send them again. */
import type { FieldError } from '../../events/index.ts'
import type { Instant } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { type Refusal, rejectedId, rejectedItem } from '../../shared/engine/rejected.ts'
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
}

/** Sets an event aside as it came; answers its id. The same text by the same way set aside twice is one item. */
export async function setAside(
  ports: Ports,
  message: { body: string; via?: string },
  refusal: Refusal,
  receivedAt: Instant = ports.clock.now(),
): Promise<string> {
  const id = rejectedId(message)
  const put = rejectedItem(ports.keys, message, refusal, receivedAt)
  await ports.table.write({ put })
  const { type } = JSON.parse(put.d as string) as { type?: string }
  ports.log.warn('rejected', { id, reason: refusal.reason, type })
  return id
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

/** It leaves the list. */
export async function forgetRejected(ports: Ports, id: string): Promise<void> {
  await ports.table.write({ remove: rejectedKey(id) })
}
