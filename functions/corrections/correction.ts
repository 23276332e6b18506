/**
 * Corrections that an operator proposes, as they are stored (decision 0079): an event in our own name, which goes the way
 * of every event once another operator has released it. What it says of people lies sealed. One that is released falls due
 * until it has been taken in. Keys: `CORRECTION#id`, `correction`, and the list `corrections`; a read each.
 */
import { createHash } from 'node:crypto'
import { innerSource, type PartnerEvent, wireType } from '../../events/index.ts'
import { addMs, type Instant } from '../../shared/calendar/index.ts'
import type { Message } from '../../shared/engine/messages.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Keys } from '../../shared/identity/index.ts'
import { ttlAt } from '../../shared/keeping/index.ts'
import { ttlAttribute } from '../../shared/table/definition.ts'
import { dueShard, type List } from '../../shared/table/keys.ts'
import { entryAt, openList, placeOf } from '../../shared/table/lists.ts'
import { openAt, sealAt } from '../../shared/table/seals/sealed.ts'
import type { Item, Key, Table, Write } from '../../shared/table/table.ts'

/** Events by which something on file is corrected. */
export const correctionTypes = [
  'contribution.revoked',
  'delivery.revoked',
  'visit.cancelled',
  'account.spent',
  'account.credited',
  'enrolment.revoked',
  'death.revoked',
  'person.merged',
  'guardian.changed',
] as const satisfies readonly PartnerEvent['type'][]
/** One of them. */
export type CorrectionType = (typeof correctionTypes)[number]

/** Where a correction stands: nothing has happened before it is released, and nothing does once it is withdrawn. */
export type CorrectionStatus = 'proposed' | 'released' | 'withdrawn'

/** What is said of it in the clear: who did what, and of what kind it is. */
interface Said {
  readonly type: CorrectionType
  readonly by: string
  readonly at: Instant
  /** The call that proposed it: made twice, it is one. */
  readonly request: string
  /** Who released or withdrew it. */
  readonly decided?: { readonly by: string; readonly at: Instant }
  /** What became of the event, once it was taken in. */
  readonly result?: { readonly status: 'accepted' | 'rejected'; readonly reason?: string }
}

/** A correction as it is held. */
export interface Correction extends Said {
  readonly correction_id: string
  readonly status: CorrectionStatus
  /** Why it is proposed. */
  readonly reason: string
  /** Of the event, as it was proposed. */
  readonly data: Readonly<Record<string, unknown>>
  /** The event as it goes on, once it is released. */
  readonly message?: Extract<Message, { kind: 'event' }>
}

const correctionKey = (id: string): Key => ({ pk: `CORRECTION#${id}`, sk: 'correction' })
/** All of them, by when they were proposed: there are a few a day. */
const correctionList: List = { name: 'corrections', shards: ['corrections'] }

/** What lies sealed. */
type Sealed = Pick<Correction, 'data' | 'reason' | 'message'>

/** Somebody who carries a release out has done so within this time, or has died. */
const quietMs = 5 * 60_000

/** The id of a correction: the `n`th of the same that somebody proposes at a moment. */
export function correctionIdOf(
  { type, data, by, at }: Pick<Correction, 'type' | 'data' | 'by' | 'at'>,
  n: number,
): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([type, data, by, at, n]))
    .digest('base64url')
  return `CO-${digest.replaceAll(/[-_]/g, '').slice(0, 20)}`
}

/**
 * The event of a correction, as its body: in our own name, under its own id, so that carried out twice it is one; of the time
 * at which it was proposed, for it corrects what was on file then.
 */
export const bodyOf = ({ correction_id: id, type, at: time, data }: Correction): string =>
  JSON.stringify({ specversion: '1.0', id, source: innerSource, type: wireType(type), time, data })

function itemOf(keys: Keys, correction: Correction): Item {
  const { correction_id, status, data, reason, message, ...said } = correction
  const key = correctionKey(correction_id)
  const isUnderWay = status === 'released' && !said.result
  return {
    ...key,
    st: status,
    d: JSON.stringify(said satisfies Said),
    p: sealAt(keys, key, JSON.stringify({ data, reason, ...(message ? { message } : {}) } satisfies Sealed)),
    list: correctionList.name,
    list_at: `${said.at}#${correction_id}`,
    ...(isUnderWay && said.decided ? { due: dueShard(key.pk + key.sk), due_at: addMs(said.decided.at, quietMs) } : {}),
    [ttlAttribute]: ttlAt('corrections', said.at),
  }
}

function correctionIn(keys: Keys, item: Item): Correction {
  const said = JSON.parse(item.d as string) as Said
  const kept = JSON.parse(openAt(keys, item)) as Sealed
  return {
    correction_id: item.pk.slice(correctionKey('').pk.length),
    status: item.st as CorrectionStatus,
    ...said,
    ...kept,
  }
}

/** The write that keeps a proposal. */
export const proposing = (keys: Keys, correction: Correction): Write => ({
  put: itemOf(keys, correction),
  if: 'absent',
})

/** The write that brings it from one status to what it is now; its condition fails if somebody else did. */
export const becoming = (keys: Keys, correction: Correction, from: CorrectionStatus) => ({
  put: itemOf(keys, correction),
  if: { attr: 'st', equals: from },
})

/** Reads a correction; undefined if there is none, or no longer. */
export async function loadCorrection({ table, keys }: Ports, id: string): Promise<Correction | undefined> {
  const item = await table.get(correctionKey(id))
  return item && correctionIn(keys, item)
}

/** A page of them, the latest proposed first. */
export async function listCorrections(ports: Ports, limit: number, place: string | undefined) {
  const list = openList(ports.table, correctionList, {
    backwards: true,
    behind: place === undefined ? undefined : entryAt(place),
  })
  const entries = await list.take(limit)
  const byKey = await itemsOf(ports.table, entries)
  const corrections = entries.flatMap(({ pk }) => {
    const item = byKey.get(pk)
    return item ? [correctionIn(ports.keys, item)] : []
  })
  const last = entries.at(-1)
  return { corrections, ...(last && list.isMore() ? { cursor: placeOf(last) } : {}) }
}

async function itemsOf(table: Table, entries: readonly Item[]): Promise<ReadonlyMap<string, Item>> {
  const items = await table.getMany(entries.map(({ pk, sk }) => ({ pk, sk })))
  return new Map(items.map((item) => [item.pk, item]))
}
