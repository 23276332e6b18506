/** The receipts of a commit, from what it changes among the events that wait, and from the event that it takes. Pure. */
import { type PartnerEvent, wireType } from '../../../events/index.ts'
import type { Instant } from '../../calendar/index.ts'
import type { ParkedRefusal } from '../../chain/draft.ts'
import type { Settled } from '../../chain/settle.ts'
import type { Keys } from '../../identity/index.ts'
import type { Outgoing } from '../../queues.ts'
import { eventKey } from '../../registers/events.ts'
import type { PersonFile } from '../../registers/file.ts'
import type { Told } from '../../registers/rows/parked.ts'
import type { Came, Parked } from '../../registers/rows.ts'
import type { Forwarded } from '../../registers/signals.ts'
import type { Write } from '../../table/table.ts'
import type { Identity } from '../event-identity.ts'
import { bodyOf, refusalOf } from '../rejected.ts'
import { type About, receiptFor, type Teller } from './receipt.ts'
import { type Rejection, refusing } from './refuse.ts'

/** A commit, as far as receipts tell of it. */
export interface Answering {
  read: PersonFile
  settled: Settled
  /** The event that is put to the file, if it is one. */
  identity: Identity | undefined
  /** Tells this commit from every other. */
  once: string
  now: Instant
}

/** What was settled; what of it goes on to other files, with what its senders were told so far. */
export function sentOn({ read, settled, identity }: Pick<Answering, 'read' | 'settled' | 'identity'>): Settled {
  if (settled.forward.length === 0) return settled
  const own = identity && eventKey(identity)
  const forward = settled.forward.map((one): Forwarded => {
    const key = eventKey(one.event)
    const told = read.one('parked', key)?.told ?? (key === own ? identity?.told : undefined)
    return told ? { ...one, told } : one
  })
  return { ...settled, forward }
}

/** What a commit says to whoever sent the events that it is about, and the writes that keep those that it rejects. */
export function answering(
  teller: Teller & { keys: Keys },
  commit: Answering,
): { receipts: Outgoing[]; writes: Write[] } {
  const refused = commit.settled.refusals.map((one) => refusing(teller, rejectionOf(one, commit.now)))
  return {
    receipts: [...refused.flatMap(({ told }) => told), ...receiptsOf(teller, commit)],
    writes: refused.flatMap(({ kept, pointer }) => (pointer ? [kept, pointer] : [kept])),
  }
}

/** What had waited, as the message that it came by, and why it is refused now. */
function rejectionOf({ parked, refused }: ParkedRefusal, at: Instant): Rejection {
  const { event, came } = parked.private as { event: PartnerEvent; came?: Came }
  return { message: bodyOf(event, came), refusal: refusalOf(refused), at }
}

/** Receipts of what begins to be told that it waits, and of what is taken: by this commit, and not by another's file. */
function receiptsOf(teller: Teller, commit: Answering): Outgoing[] {
  const { read, settled, identity } = commit
  const isElsewhere = endedElsewhere(settled)
  const parked = settled.change.flatMap((change): Outgoing[] => {
    if (change.register !== 'parked') return []
    const before = read.one('parked', change.key)
    if (!before) return []
    if (change.row === undefined)
      return isElsewhere(change.key) ? [] : taken(teller, commit, aboutRow(before), before.told)
    return change.row.told === 'waiting' && before.told !== 'waiting' ? waits(teller, commit, change.row) : []
  })
  if (!identity || settled.parked) return parked
  const key = eventKey(identity)
  // It may have given way at once to another, or have waited in this very file.
  const isTaken = !isElsewhere(key) && !settled.file.one('parked', key) && !read.one('parked', key)
  return isTaken ? [...parked, ...taken(teller, commit, identity, identity.told)] : parked
}

function endedElsewhere({ refusals, forward }: Settled): (key: string) => boolean {
  if (refusals.length + forward.length === 0) return () => false
  const keys = new Set([...refusals.map(({ parked }) => parked.id), ...forward.map(({ event }) => eventKey(event))])
  return (key) => keys.has(key)
}

const taken = (teller: Teller, { once, now }: Answering, about: About, told: Told | undefined) =>
  receiptFor(teller, about, { status: 'taken-up', at: now }, once, told === undefined)

const waits = (teller: Teller, { once, now }: Answering, row: Parked) =>
  receiptFor(teller, aboutRow(row), { status: 'waiting', reason: row.reason, at: now }, once)

function aboutRow({ private: { event, came } }: Parked): About {
  return aboutEvent(event as PartnerEvent, came)
}

/** An event as receipts name it, that came so. */
export function aboutEvent({ source, id, type }: PartnerEvent, came: Came | undefined): About {
  return { source, id, type: wireType(type), via: came?.via }
}
