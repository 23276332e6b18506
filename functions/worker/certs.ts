/** Events for an identity number that nobody has yet: kept under its keyed hash, released when it is registered. */

import { addMs, compareInstants, type Instant } from '../../shared/calendar/index.ts'
import type { Message } from '../../shared/chain/messages.ts'
import type { Ports } from '../../shared/chain/ports.ts'
import { send } from '../../shared/chain/send.ts'
import { open, type Pid, seal } from '../../shared/identity/index.ts'
import { eventKey } from '../../shared/registers/apply/index.ts'
import { parkedMs } from '../../shared/registers/apply/room.ts'
import {
  certKey,
  certParkedKey,
  certParkedRange,
  certWaiterRange,
  dueShard,
  rejectedShard,
} from '../../shared/table/keys.ts'
import { type Item, queryAll } from '../../shared/table/table.ts'

/** A message addressed to whoever has an identity number. */
export type CertMessage = Extract<Message, { kind: 'event' | 'signal' }> & { cert: string }

/** The person who has the number now, or parks the message until somebody does. */
export async function resolveCert(ports: Ports, message: CertMessage): Promise<Pid | 'parked'> {
  for (;;) {
    const found = await ports.table.get(certKey(message.cert))
    if (found) return found.d as Pid
    if (await park(ports, message)) return 'parked'
  }
}

const idOf = (message: CertMessage) =>
  message.kind === 'event' ? eventKey(message.event) : `signal.${signalKey(message)}`

const signalKey = (message: Extract<CertMessage, { kind: 'signal' }>) => {
  const { signal } = message
  if (signal.kind === 'guardian-of') return signal.child
  return signal.kind === 'linked' ? signal.guardian : signal.kind
}

/** False if somebody registered the number in the meantime. A message parked twice is one. */
async function park(ports: Ports, message: CertMessage): Promise<boolean> {
  const key = certParkedKey(message.cert, idOf(message))
  const now = ports.clock.now()
  const event = message.kind === 'event' ? message.event : undefined
  const facts = { received_at: now, reason: 'needs-person', type: event?.type, source: event?.source }
  const item: Item = { ...key, d: JSON.stringify(facts), p: seal(ports.keys, JSON.stringify(message), message.cert) }
  const listed = event ? { due: dueShard(key.pk + key.sk), due_at: addMs(now, parkedMs) } : {}
  const held = await ports.table.get(key)
  if (held) return true
  const written = await ports.table.transact([
    { put: { ...item, ...listed }, if: 'absent' },
    { check: certKey(message.cert), if: 'absent' },
  ])
  if (written.ok && event) ports.log.info('parked', { type: event.type, reason: 'needs-person' })
  return written.ok
}

/**
 * Sends on what waited for the number, now that somebody has it; if nobody has, whoever has waited for it longest is
 * told. Sent twice does no harm: identities see to it.
 */
export async function release(ports: Ports, cert: string): Promise<void> {
  if (!(await ports.table.get(certKey(cert)))) return offer(ports, cert)
  const waiting = await queryAll(ports.table, { pk: certKey(cert).pk, ...certParkedRange })
  for (const item of waiting) {
    await send(ports, 'registers', [open(ports.keys, item.p as Uint8Array, cert)])
    await ports.table.write({ remove: { pk: item.pk, sk: item.sk } })
  }
}

async function offer(ports: Ports, cert: string): Promise<void> {
  const waiting = await queryAll(ports.table, { pk: certKey(cert).pk, ...certWaiterRange })
  const [first] = waiting.sort((a, b) => compareInstants(a.d as Instant, b.d as Instant))
  if (!first) return
  const message: Message = { kind: 'signal', pid: first.sk.slice(2) as Pid, signal: { kind: 'number-free', cert } }
  await send(ports, 'registers', [JSON.stringify(message)])
}

/** After an hour it is listed among the rejected events, and still taken up by itself. */
export async function listParked(ports: Ports, cert: string, sk: string): Promise<void> {
  const key = { pk: certKey(cert).pk, sk }
  const item = await ports.table.get(key)
  if (!item?.due) return
  const { received_at, type, reason } = JSON.parse(item.d as string) as Record<
    'received_at' | 'type' | 'reason',
    string
  >
  const list = { list: rejectedShard(key.pk + key.sk), list_at: received_at }
  await ports.table.write({ update: key, set: list, unset: ['due', 'due_at'], if: 'present' })
  ports.log.info('unmet', { type, reason })
}
