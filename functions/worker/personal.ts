/** Inputs about a person, put to the person's file by the engine. */
import { compareInstants, type Instant } from '../../shared/calendar/index.ts'
import type { Rules } from '../../shared/chain/settle.ts'
import { identityOf } from '../../shared/engine/event-identity.ts'
import type { Handled } from '../../shared/engine/handle.ts'
import { handle } from '../../shared/engine/handle.ts'
import type { Message } from '../../shared/engine/messages.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Keys, NumberHash, Pid } from '../../shared/identity/index.ts'
import { applyEvent } from '../../shared/registers/apply/index.ts'
import { applySignal } from '../../shared/registers/apply/signal.ts'
import type { Apply } from '../../shared/registers/applying.ts'
import { eventKey, type PersonalEvent } from '../../shared/registers/events.ts'
import { type PersonFile, put } from '../../shared/registers/file.ts'
import { dueOf, parkedRow } from '../../shared/registers/rows/parked.ts'
import type { Parked } from '../../shared/registers/rows.ts'
import type { Signal } from '../../shared/registers/signals.ts'
import { chains } from '../bundles/all.ts'

/** The bundles, and how parked events are applied, under these keys. */
export function makeRules(keys: Keys): Rules {
  return {
    chains,
    applyParked: (parked) => applyEvent(keys, parked.private.event as PersonalEvent, parked.private.came),
  }
}

/** A checked event and how it came, as a message carries them. */
export type EventMessage = Omit<Extract<Message, { kind: 'event' }>, 'kind'>

/** Applies an event to the person's file, once; `by`: the identity number by which it came to this file. */
export function handleEvent(
  ports: Ports,
  rules: Rules,
  pid: Pid,
  message: EventMessage,
  how: { queued?: true | undefined; by?: NumberHash | undefined } = {},
): Promise<Handled> {
  return handle(ports, rules, pid, {
    apply: applyEvent(ports.keys, message.event as PersonalEvent, message.came),
    identity: identityOf(message, how.queued),
    ...(how.by === undefined ? {} : { by: how.by }),
    park: (reason, now) => parkedRow(ports.keys, { id: eventKey(message.event), ...message }, reason, now),
  })
}

/** Asks the file's cases again, tries all that waits, and tells of what has waited for a minute, and lists it after an hour. */
export async function wake(ports: Ports, rules: Rules, pid: Pid): Promise<Handled> {
  for (let anew = true; ; anew = false) {
    const handled = await handle(ports, rules, pid, { apply: listOverdue, toClosed: true, anew })
    if (handled.result !== 'done') return handled
    if (overdueIn(handled.file, ports.clock.now()).length > 0) continue
    return handled.file.into === undefined ? handled : wake(ports, rules, handled.file.into)
  }
}

/** Most told of and listed in one commit, which holds no more than a hundred writes. */
const mostListed = 15

const listOverdue: Apply = (file, { now }) => {
  const some = overdueIn(file, now).slice(0, mostListed)
  const rows = some.flatMap((id) => file.one('parked', id) ?? [])
  return { ok: { change: rows.map((parked) => put('parked', toldAndListed(parked, now))) } }
}

const toldAndListed = (parked: Parked, now: Instant): Parked => {
  const told: Parked = { ...parked, told: 'waiting' }
  return isOverdue(told, now) ? { ...told, listed: true } : told
}

const isOverdue = (row: Pick<Parked, 'listed' | 'list_at' | 'told'>, now: Instant) =>
  !row.listed && compareInstants(dueOf(row), now) <= 0

const overdueIn = (file: PersonFile, now: Instant): string[] =>
  [...file.covers('parked')].flatMap(([id, row]) => (isOverdue(row, now) ? [id] : []))

/** News from another person's file. */
export function handleSignal(
  ports: Ports,
  rules: Rules,
  pid: Pid,
  signal: Signal,
  by: NumberHash | undefined,
): Promise<Handled> {
  return handle(ports, rules, pid, {
    apply: (file, at) => applySignal(ports.keys, file, signal, at),
    ...(by === undefined ? {} : { by }),
  })
}
