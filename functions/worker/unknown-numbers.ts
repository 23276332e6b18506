/** Events for an identity number that nobody has yet: kept under its keyed hash, passed on when it is registered. */

import { addMs, compareInstants, type Instant } from '../../shared/calendar/index.ts'
import { heldIdentityItem, howTaken, identityOf, untaken } from '../../shared/engine/event-identity.ts'
import { eventOnItsWay } from '../../shared/engine/event-way.ts'
import { sendOut } from '../../shared/engine/held.ts'
import type { Message, OwnMessage } from '../../shared/engine/messages.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { aboutEvent } from '../../shared/engine/receipts/commit.ts'
import { receiptFor } from '../../shared/engine/receipts/receipt.ts'
import { pass, send } from '../../shared/engine/send.ts'
import type { NumberHash, Pid } from '../../shared/identity/index.ts'
import { eventKey } from '../../shared/registers/events.ts'
import { parkedMs, untoldMs } from '../../shared/registers/rows/parked.ts'
import {
  dueShard,
  numberKey,
  numberParkedKey,
  numberParkedRange,
  numberWaiterRange,
  rejectedShard,
} from '../../shared/table/keys.ts'
import { openAt, sealAt } from '../../shared/table/seals/sealed.ts'
import { type Item, type Key, queryAll, type Write } from '../../shared/table/table.ts'

/** A message addressed to whoever has an identity number. */
export type NumberMessage = Extract<Message, { kind: 'event' | 'signal' }> & { cert: NumberHash }

/** Who is meant; that it waits until somebody is; or that its id was used for another event. */
export type Resolved = { pid: Pid } | 'parked' | 'id-reused'

/** The person who has the number now, or parks the message until somebody does. */
export async function resolveNumber(ports: Ports, message: NumberMessage): Promise<Resolved> {
  for (;;) {
    const found = await ports.table.get(numberKey(message.cert))
    if (found) return { pid: found.d as Pid }
    const parked = await (message.kind === 'event' ? parkEvent(ports, message) : parkSignal(ports, message))
    if (parked) return parked
  }
}

type NumberEvent = Extract<NumberMessage, { kind: 'event' }>
type NumberSignal = Extract<NumberMessage, { kind: 'signal' }>

/**
 * The event takes its identity as it is parked, so that nobody uses its id for another meanwhile; `held` says that it
 * has still to have its effect. Undefined if somebody registered the number in the meantime.
 */
async function parkEvent(ports: Ports, message: NumberEvent): Promise<'parked' | 'id-reused' | undefined> {
  const { event, cert: hash } = message
  const key = numberParkedKey(hash, eventKey(event))
  const now = ports.clock.now()
  const listed: Listed = { received_at: now, reason: 'needs-person', type: event.type, source: event.source }
  const told = message.told === 'waiting'
  const due = { due: dueShard(key.pk + key.sk), due_at: addMs(now, told ? parkedMs : untoldMs) }
  const identity = identityOf(message)
  const item = { ...parkedItem(ports, key, { ...message, held: true }), d: JSON.stringify(listed), ...due }
  const written = await ports.table.transact([
    { put: { ...item, ...(told ? { told: 'waiting' } : {}) }, if: 'absent' },
    nobodyHas(hash),
    { put: heldIdentityItem(identity, now), if: untaken(identity) },
  ])
  if (written.ok) {
    ports.log.info('parked', { type: event.type, reason: 'needs-person' })
    return 'parked'
  }
  const { taken } = await howTaken(ports.table, identity)
  if (taken === 'other') return 'id-reused'
  return taken === 'same' || (await ports.table.get(key)) ? 'parked' : undefined
}

/** A signal parked twice is one. */
async function parkSignal(ports: Ports, message: NumberSignal): Promise<'parked' | undefined> {
  const { signal, cert: hash } = message
  const key = numberParkedKey(hash, `signal.${signalKey(signal)}`)
  const listed = { received_at: ports.clock.now(), reason: 'needs-person' }
  const written = await ports.table.transact([
    { put: { ...parkedItem(ports, key, message), d: JSON.stringify(listed) }, if: 'absent' },
    nobodyHas(hash),
  ])
  return written.ok || (await ports.table.get(key)) ? 'parked' : undefined
}

function signalKey(signal: NumberSignal['signal']): string {
  if (signal.kind === 'guardian-of') return signal.child
  return signal.kind === 'linked' ? signal.guardian : signal.kind
}

/** If somebody registers the number just now, nothing is parked that nobody would release. */
const nobodyHas = (hash: NumberHash): Write => ({ check: numberKey(hash), if: 'absent' })

const parkedItem = (ports: Ports, key: Key, message: NumberMessage): Item => ({
  ...key,
  p: sealAt(ports.keys, key, JSON.stringify(message)),
})

/**
 * Sends on what waited for the number, now that somebody has it; if nobody has, whoever has waited for it longest is
 * told. Sent twice does no harm: identities see to it.
 */
export async function passWaiting(ports: Ports, hash: NumberHash): Promise<void> {
  if (!(await ports.table.get(numberKey(hash)))) return offer(ports, hash)
  const waiting = await queryAll(ports.table, { pk: numberKey(hash).pk, ...numberParkedRange })
  for (const item of waiting) {
    const message = messageIn(ports, item)
    await (message.kind === 'event' ? send(ports, [eventOnItsWay(message)]) : pass(ports, [message]))
    await ports.table.write({ remove: { pk: item.pk, sk: item.sk } })
  }
}

/** What waits, and that its sender knows it, or may. */
function messageIn(ports: Ports, item: Item): NumberMessage {
  const message = JSON.parse(openAt(ports.keys, item)) as NumberMessage
  return message.kind === 'event' && item.told !== undefined ? { ...message, told: 'waiting' } : message
}

async function offer(ports: Ports, hash: NumberHash): Promise<void> {
  const waiting = await queryAll(ports.table, { pk: numberKey(hash).pk, ...numberWaiterRange })
  const [first] = waiting.sort((a, b) => compareInstants(a.d as Instant, b.d as Instant))
  if (!first) return
  const message: OwnMessage = {
    kind: 'signal',
    pid: first.sk.slice(2) as Pid,
    signal: { kind: 'number-free', cert: hash },
  }
  await pass(ports, [message])
}

/**
 * After a minute its sender is told that it waits; after an hour it is listed among the rejected events, and still taken up
 * by itself. If somebody has the number by then, all that waits for it goes on: whoever was loaded with their history was told
 * of by no message.
 */
export async function listParked(ports: Ports, hash: NumberHash, sk: string): Promise<void> {
  const key = { pk: numberKey(hash).pk, sk }
  if (await ports.table.get(numberKey(hash))) return passWaiting(ports, hash)
  const item = await ports.table.get(key)
  if (!item?.due || !(await tellWaiting(ports, item))) return
  const { received_at, type, reason } = JSON.parse(item.d as string) as Listed
  const list_at = addMs(received_at, parkedMs)
  if (compareInstants(ports.clock.now(), list_at) < 0) {
    const set = { told: 'waiting', due: item.due, due_at: list_at }
    await ports.table.write({ update: key, set, unset: ['tries'], if: 'present' })
    return
  }
  const set = { told: 'waiting', list: rejectedShard(key.pk + key.sk), list_at: received_at }
  await ports.table.write({ update: key, set, unset: ['due', 'due_at'], if: 'present' })
  ports.log.info('unmet', { type, reason })
}

/** What is said of an event in the clear while it waits. */
type Listed = { received_at: Instant; reason: string; type: string; source: string }

/**
 * Tells its sender that it waits, if that was not done yet. That it is being told, and when, is written first: whoever is
 * told that it waits is told of its end, too, though the number be registered this moment; and told again, it is the same.
 * False if the number took it away.
 */
async function tellWaiting(ports: Ports, item: Item): Promise<boolean> {
  const { pk, sk, told } = item
  const at = (item.told_at as Instant | undefined) ?? ports.clock.now()
  const message = messageIn(ports, item)
  if (told === 'waiting' || message.kind !== 'event') return true
  const { received_at, reason } = JSON.parse(item.d as string) as Listed
  const became = { status: 'waiting', reason, at } as const
  const receipts = receiptFor(ports, aboutEvent(message.event, message.came), became, received_at)
  if (receipts.length === 0) return true
  const telling = { update: { pk, sk }, set: { told: 'telling', told_at: at }, if: 'present' } as const
  if (!(await ports.table.write(telling))) return false
  await sendOut(ports, receipts)
  return true
}
