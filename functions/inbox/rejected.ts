/** Events set aside whole, with the reason; an operator can send them again. */
import { createHash } from 'node:crypto'
import type { FieldError } from '../../events/index.ts'
import type { Instant } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/chain/ports.ts'
import { open, seal } from '../../shared/identity/index.ts'
import { rejectedKey, rejectedShard } from '../../shared/table/keys.ts'
import type { Item } from '../../shared/table/table.ts'

/** A rejected event as an operator sees it. */
export interface RejectedEvent {
  id: string
  received_at: Instant
  type?: string
  source?: string
  reason: string
  errors: readonly FieldError[]
  body: string
}

/** What is told of a type or source that is none: no more than one may be long. */
const longestAttribute = 256
/** Most bytes of a body, packed, that fit an item of the table with all that stands beside it. */
const mostBodyBytes = 350 * 1024

/** The body whole; of one that is too large even packed, its beginning. */
function sealedBody({ keys }: Ports, body: string, id: string): Uint8Array {
  const whole = seal(keys, body, id)
  if (whole.length <= mostBodyBytes) return whole
  return seal(keys, Buffer.from(body).subarray(0, mostBodyBytes).toString(), id)
}

/** Sets an event aside. The same body set aside twice for the same reason is one item. */
export async function setAside(
  ports: Ports,
  body: string,
  why: { reason: string; errors: readonly FieldError[]; type?: string | undefined; source?: string | undefined },
): Promise<string> {
  const id = createHash('sha256').update(body).digest('base64url').slice(0, 22)
  const { reason, errors } = why
  const type = why.type?.slice(0, longestAttribute)
  const source = why.source?.slice(0, longestAttribute)
  const received_at = ports.clock.now()
  const item: Item = {
    ...rejectedKey(id),
    list: rejectedShard(id),
    list_at: received_at,
    d: JSON.stringify({ received_at, reason, errors, type, source }),
    p: sealedBody(ports, body, id),
  }
  await ports.table.write({ put: item })
  ports.log.warn('rejected', { id, reason, type })
  return id
}

/** Reads one; undefined if there is none of this id. */
export async function rejectedEvent(ports: Ports, id: string): Promise<RejectedEvent | undefined> {
  const item = await ports.table.get(rejectedKey(id))
  return item && rejectedOf(ports, item)
}

/** An item as the operator sees it. */
export function rejectedOf(ports: Ports, item: Item): RejectedEvent {
  const id = item.pk.slice(2)
  return { id, ...JSON.parse(item.d as string), body: open(ports.keys, item.p as Uint8Array, id) }
}

/** It leaves the list. */
export async function forgetRejected(ports: Ports, id: string): Promise<void> {
  await ports.table.write({ remove: rejectedKey(id) })
}
