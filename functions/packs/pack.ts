/**
 * Policy packs as they are stored (RULES.md, decision 0101). A pack is an item with a version; beside it stand how far each
 * part of the search for those it concerns has come, and how many it came to: counters in shards, which go up with the very
 * commits that send. Keys: `PACK#id`, and the list `packs`, by area; a read each.
 */
import { addMs, type Day, type Instant } from '../../shared/calendar/index.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import type { OwnMessage } from '../../shared/engine/messages.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { peopleShards } from '../../shared/table/keys/people.ts'
import { dueShard, shardOf } from '../../shared/table/keys.ts'
import { type Item, type Key, queryAll, type Table, type Write } from '../../shared/table/table.ts'
import type { Audience } from './audience.ts'
import type { PackParts } from './text.ts'

/** Where a pack stands: nothing is sent before it is released, nor once it is ended. */
export type PackStatus = 'draft' | 'to-approve' | 'released' | 'ended'

/** What somebody writes of a pack. */
export interface PackFields {
  readonly title: string
  readonly parts: PackParts
  /** A pooling area or a province. */
  readonly admdvs: Admdvs
  readonly audience: Audience
  /** Also whoever comes to fit on a later day is sent it. */
  readonly standing: boolean
  readonly from: Day
  readonly to: Day
  readonly source: string
}

/** A pack. `by` in office, as tokens name them. */
export interface Pack extends PackFields {
  readonly pack_id: string
  readonly status: PackStatus
  readonly version: number
  readonly released?: { readonly by: string; readonly at: Instant }
}

/** How many recipients a pack came to. Those of `fits` that are nothing else wait, or have lapsed when the pack is over. */
const tallied = ['fits', 'sent', 'opted_out', 'lapsed', 'read'] as const
/** One of these counts. */
export type Tallied = (typeof tallied)[number]
/** Counts, or what a commit adds to them. */
export type Tally = Readonly<Partial<Record<Tallied, number>>>

/** How far a part has come: the run of a day through one shard of the people of each area. */
export interface Part {
  /** The day on which people are to fit. */
  readonly day: Day
  /** When the run begins. */
  readonly begins: Instant
  /** The area that is gone through, and the last person looked at there; nothing before the run has begun. */
  readonly area?: Admdvs
  readonly behind?: Pid
  /** No run follows. */
  readonly over?: true
}

/** Parts of a pack: each goes through one shard of the people of its areas. */
const packParts = peopleShards
/** Shards of its counters. */
const tallyShards = 16
/** Somebody who works on a part has said so within this time, or has died. */
const quietMs = 5 * 60_000

const packPartition = (packId: string) => `PACK#${packId}`
const packKey = (packId: string): Key => ({ pk: packPartition(packId), sk: 'pack' })
const partKey = (packId: string, part: number): Key => ({ pk: packPartition(packId), sk: `part#${part}` })
const tallyKey = (packId: string, shard: number): Key => ({ pk: packPartition(packId), sk: `tally#${shard}` })
const tallyRange = { from: 'tally#', to: 'tally~' }
/** All packs, area by area: an area has some dozens a year. */
export const packList = 'packs'
/** A pack's place in it. */
const placeIn = ({ admdvs, pack_id }: Pick<Pack, 'admdvs' | 'pack_id'>) => `${admdvs}#${pack_id}`
/** The packs of an area there. */
export const packsOfArea = (area: Admdvs) => ({ from: `${area}#`, to: `${area}$` })

/** The messages that work on these parts. */
export const partMessages = (pack_id: string): OwnMessage[] =>
  Array.from({ length: packParts }, (_, part) => ({ kind: 'pack-part', pack_id, part }))

function itemOf(pack: Pack): Item {
  const { pack_id, status, version, ...rest } = pack
  return {
    ...packKey(pack_id),
    v: version,
    st: status,
    d: JSON.stringify(rest),
    list: packList,
    list_at: placeIn(pack),
  }
}

/** The pack that an item holds. */
export const packIn = ({ pk, v, st, d }: Item): Pack => ({
  pack_id: pk.slice(packPartition('').length),
  status: st as PackStatus,
  version: v as number,
  ...JSON.parse(d as string),
})

/** Reads a pack. */
export async function loadPack(table: Table, packId: string): Promise<Pack | undefined> {
  const item = await table.get(packKey(packId))
  return item && packIn(item)
}

/** Reads packs by their ids; those that are not there are left out. */
export async function loadPacks(table: Table, ids: readonly string[]): Promise<ReadonlyMap<string, Pack>> {
  const items = ids.length === 0 ? [] : await table.getMany(ids.map(packKey))
  return new Map(items.map(packIn).map((pack) => [pack.pack_id, pack]))
}

/** The write of a pack, on condition that it is as it was read. */
export const packWrite = (pack: Pack, before: Pack | undefined): Write => ({
  put: itemOf({ ...pack, version: (before?.version ?? 0) + 1 }),
  if: before ? { attr: 'v', equals: before.version } : 'absent',
})

/** The writes that release a pack, whose first run begins at this moment: who commits them need not live to send for workers. */
export function releasing(pack: Pack, before: Pack, first: Part): Write[] {
  const { pack_id } = pack
  const tallies = Array.from(
    { length: tallyShards },
    (_, shard): Write => ({
      put: { ...tallyKey(pack_id, shard), st: pack.status },
    }),
  )
  const parts = Array.from({ length: packParts }, (_, part): Write => ({ put: partItem(pack_id, part, first, 1) }))
  return [packWrite(pack, before), ...tallies, ...parts]
}

/** The writes that end a pack. Each commit that sends asks a counter whether it still runs: none sends after this. */
export function ending(pack: Pack, before: Pack): Write[] {
  const tallies = Array.from(
    { length: tallyShards },
    (_, shard): Write => ({
      update: tallyKey(pack.pack_id, shard),
      set: { st: pack.status },
    }),
  )
  return [packWrite(pack, before), ...tallies]
}

/** The write by which somebody's commit counts for a pack, on condition that the pack still runs. */
export const counting = (packId: string, pid: Pid, add: Tally): Write => ({
  update: tallyKey(packId, shardOf(pid, tallyShards)),
  add: { ...add } as Record<string, number>,
  if: { attr: 'st', equals: 'released' satisfies PackStatus },
})

/** The write by which it counts that a notice was read, whatever became of the pack since. */
export const countingRead = (packId: string, pid: Pid): Write => ({
  update: tallyKey(packId, shardOf(pid, tallyShards)),
  add: { read: 1 },
})

/** What was counted so far. */
export async function loadTally(table: Table, packId: string): Promise<Readonly<Record<Tallied, number>>> {
  const items = await queryAll(table, { pk: packPartition(packId), ...tallyRange })
  const sumOf = (name: Tallied) => items.reduce((sum, item) => sum + ((item[name] as number | undefined) ?? 0), 0)
  return Object.fromEntries(tallied.map((name) => [name, sumOf(name)])) as Record<Tallied, number>
}

function partItem(packId: string, part: number, state: Part, v: number, due = state.begins): Item {
  const key = partKey(packId, part)
  return {
    ...key,
    v,
    d: JSON.stringify(state),
    ...(state.over ? {} : { due: dueShard(key.pk + key.sk), due_at: due }),
  }
}

/** Reads how far a part has come, and its version. */
export async function loadPart(table: Table, packId: string, part: number) {
  const item = await table.get(partKey(packId, part))
  return item && { state: JSON.parse(item.d as string) as Part, version: item.v as number }
}

/** The write that brings a part on, if nobody else has: a page, to its end, or to the next run. */
export function broughtOn({ clock }: Pick<Ports, 'clock'>, packId: string, part: number, state: Part, version: number) {
  const due = state.area === undefined ? state.begins : addMs(clock.now(), quietMs)
  return {
    put: partItem(packId, part, state, version + 1, due),
    if: { attr: 'v', equals: version },
  } satisfies Write
}
