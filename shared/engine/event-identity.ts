/**
 * The identity of an event: `source` and `id`, taken once. Beside it lies what tells its content from another, so that
 * a partner who uses an id again for something else is told so instead of being ignored.
 */
import { movesMoney, type PartnerEvent, wireType } from '../../events/index.ts'
import { addDays, dayOf, epochMs, type Instant } from '../calendar/index.ts'
import type { Keys } from '../identity/index.ts'
import { terms } from '../keeping/index.ts'
import type { Told } from '../registers/rows/parked.ts'
import type { Came } from '../registers/rows.ts'
import { ttlAttribute } from '../table/definition.ts'
import { identityKey } from '../table/keys.ts'
import { openAt, sealAt } from '../table/seals/sealed.ts'
import type { Item, Table, Write } from '../table/table.ts'
import { reading } from '../table/unreadable.ts'
import type { Ports } from './ports.ts'
import { type Refusal, refusalOf } from './rejected.ts'

/** An event's identity; kept for ever if it moves money or months. */
export interface Identity {
  source: string
  id: string
  /** As it stands on the wire; of what is ours, none. */
  type?: string
  keep: boolean
  /** Of its content (`contentDigest`); not known of what is ours, nor of messages of an older release. */
  digest?: string
  /** It is in a queue, which brings it again until it was handled to the end. */
  queued?: true
  /** How it came, if its file keeps no more than what it said and it may yet have to wait again. */
  came?: Came
  /** By which way it came; not known of what an older release took in. */
  via?: string
  /** What its sender was told of it so far. */
  told?: Told
  /** It was taken before, when the event was parked for an identity number or sent on, and only now has its effect. */
  held?: true
}

/** The identity of an event; `queued`: it is in a queue that brings it again if we die. */
export function identityOf(
  { event, came, held, told }: { event: PartnerEvent; came?: Came; held?: true; told?: Told },
  queued?: true | undefined,
): Identity {
  return {
    source: event.source,
    id: event.id,
    type: wireType(event.type),
    keep: movesMoney(event),
    ...(came ? { digest: came.digest, via: came.via } : {}),
    ...(came && mayWaitAgain(event) ? { came } : {}),
    ...(held ? { held } : {}),
    ...(told ? { told } : {}),
    ...(queued ? { queued } : {}),
  }
}

/** What is said of an id that was taken with another content. */
export const idReused = {
  code: 'id-reused',
  detail: '同一来源和编号的事件已经收过，内容不同',
  field: 'id',
} as const

/** A spending gives way to an earlier one that the account can't pay beside it, however long ago it was paid. */
const mayWaitAgain = ({ type }: PartnerEvent) => type === 'account.spent'

/** The item that says an identity is taken: by an event of which type, and when. Those of older releases do not say. */
function identityItem(identity: Identity, now: Instant): Item {
  const ttl = identity.keep ? {} : { [ttlAttribute]: Math.floor(epochMs(endOfKeeping(now)) / 1000) }
  const content = identity.digest === undefined ? {} : { c: identity.digest }
  const said = { ...(identity.type === undefined ? {} : { t: identity.type }), at: now }
  return { ...identityKey(identity.source, identity.id), ...said, ...content, ...ttl }
}

/** Most bytes kept of how an event came: a commit writes thirty such texts back, and may hold four megabytes. */
const mostCameBytes = 96 * 1024

/** {@link identityItem} of an event that is taken, with how it came where that is needed again (decision 0052). */
export function takenItem(keys: Keys, identity: Identity, now: Instant): Item {
  const item = identityItem(identity, now)
  const sealed = identity.came && sealAt(keys, item, JSON.stringify(identity.came))
  return sealed && sealed.length <= mostCameBytes ? { ...item, p: sealed } : item
}

/** How an event came, as it stands beside its identity. Throws an `UnreadableItem` if it can't be read. */
export async function cameOf({ table, keys }: Pick<Ports, 'table' | 'keys'>, source: string, id: string) {
  const item = await table.get(identityKey(source, id))
  if (item?.p === undefined) return undefined
  return reading(item, () => JSON.parse(openAt(keys, item)) as Came)
}

const endOfKeeping = (now: Instant) => `${addDays(dayOf(now), terms.identities.days)}T23:59:59+08:00` as Instant

/** The item while the event waits for an identity number, or is on its way to another file, as long as that takes. */
export const heldIdentityItem = (identity: Identity, now: Instant): Item => ({
  ...identityItem({ ...identity, keep: true }, now),
  held: 1,
})

/** What must be true of an identity's item for the event to have its effect: nobody took it, or it was held for it. */
export const untaken = ({ held }: Identity) => (held ? ({ attr: 'held', equals: 1 } as const) : 'absent')

/**
 * Takes in an event that is about no person: commits the writes that `writesOf` makes of what it reads, if any, with the
 * event's identity. A repeat writes nothing. Answers why it is refused.
 */
export async function takeOnce(
  { table, clock }: Pick<Ports, 'table' | 'clock'>,
  identity: Identity,
  writesOf: () => Promise<readonly Write[] | Refusal>,
): Promise<Refusal | undefined> {
  for (;;) {
    const { taken } = await howTaken(table, identity)
    if (taken === 'other') return refusalOf(idReused)
    if (taken === 'same') return undefined
    const writes = await writesOf()
    if ('reason' in writes) return writes
    const put = identityItem(identity, clock.now())
    if ((await table.transact([{ put, if: 'absent' }, ...writes])).ok) return undefined
  }
}

/** What became of an identity: taken by the same content (or one not known), by another, or by nobody. */
export type Taken = { taken: 'not' } | { taken: 'same' | 'other'; item: Item }

/** Looks an identity up. One that is held for this very event is not taken. */
export async function howTaken(table: Table, identity: Identity): Promise<Taken> {
  const item = await table.get(identityKey(identity.source, identity.id))
  if (!item || (identity.held && item.held === 1)) return { taken: 'not' }
  const isOther = item.c !== undefined && identity.digest !== undefined && item.c !== identity.digest
  return { taken: isOther ? 'other' : 'same', item }
}
