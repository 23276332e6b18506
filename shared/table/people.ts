/**
 * Everybody who has a relation or a residence in a pooling area: an item a person and area, in shards, written with the
 * commit that first makes it so (decision 0100). The head of a file says in which areas its person stands already, so that
 * who was here before this index was gets their items with their next commit, whatever it is about. Beside the key lies,
 * sealed, what a screening has to know (shared/registers/residence.ts), for those who live there.
 */
import { type Day, dayOf, type Instant } from '../calendar/index.ts'
import type { Admdvs } from '../codes/index.ts'
import type { Keys } from '../identity/index.ts'
import type { PersonFile } from '../registers/file.ts'
import type { Pid } from '../registers/ids.ts'
import { areasOf, type Living, livingIn } from '../registers/residence.ts'
import type { RegisterName } from '../registers/rows.ts'
import { same } from '../same.ts'
import { peopleKey, peoplePartition, peopleShards } from './keys/people.ts'
import { openAt, sealAt } from './seals/sealed.ts'
import type { Item, Table, Write } from './table.ts'

/** New areas of one commit; a person of more gets the others with the next. */
const mostAtOnce = 12

/** Registers whose change may change where somebody stands, or what is to be known of them. */
const telling: readonly RegisterName[] = ['relation', 'residence', 'exemption', 'person']

/** The items of a commit, and the areas in which the person stands after it. */
export interface PeopleWrites {
  readonly writes: readonly Write[]
  readonly listed: readonly Admdvs[]
}

/** What a commit writes to the index: where somebody is new, gone, or what is to be known has changed. */
export function peopleWrites(keys: Keys, read: PersonFile, after: PersonFile, now: Instant): PeopleWrites {
  const listed = read.head.listed ?? []
  const areas = areasOf(after)
  const fresh = areas.filter((area) => !listed.includes(area)).slice(0, mostAtOnce)
  const gone = listed.filter((area) => !areas.includes(area))
  const stay = listed.filter((area) => areas.includes(area))
  const today = dayOf(now)
  const isTold = telling.some((register) => after.changedSince(read, register).length > 0)
  const changed = isTold ? stay.filter((area) => !same(livingIn(read, area, today), livingIn(after, area, today))) : []
  return {
    writes: [
      ...[...fresh, ...changed].map((area): Write => ({ put: itemOf(keys, after, area, today) })),
      ...gone.map((area): Write => ({ remove: peopleKey(area, read.pid) })),
    ],
    listed: [...stay, ...fresh].sort(),
  }
}

function itemOf(keys: Keys, file: PersonFile, area: Admdvs, today: Day): Item {
  const key = peopleKey(area, file.pid)
  const living = livingIn(file, area, today)
  return living ? { ...key, p: sealAt(keys, key, JSON.stringify(living)) } : { ...key }
}

/** People of an area by pages: `cursor` goes on behind the last, in whichever shard. */
export interface PeoplePage {
  readonly pids: readonly Pid[]
  readonly cursor?: string
}

/**
 * Everybody with a relation or a residence in a pooling area, once each, by pages of at most `limit`. Who comes or goes
 * meanwhile may be missed. A file that was merged into another is not among them; the other is.
 */
export async function peopleOf(
  table: Table,
  area: Admdvs,
  { cursor = '0', limit = 250 }: { cursor?: string | undefined; limit?: number } = {},
): Promise<PeoplePage> {
  const [at, ...behind] = cursor.split(' ')
  for (let shard = Number(at), place = behind[0]; shard < peopleShards; shard++, place = undefined) {
    const { items, cursor: next } = await table.query({
      pk: peoplePartition(area, shard),
      limit,
      ...(place === undefined ? {} : { cursor: place }),
    })
    const more = next === undefined ? shard + 1 : `${shard} ${next}`
    if (items.length === 0) continue
    const pids = items.map(({ sk }) => sk as Pid)
    return more === peopleShards ? { pids } : { pids, cursor: String(more) }
  }
  return { pids: [] }
}

/** Somebody of a shard, with what a screening has to know if they live there. */
export interface Someone {
  readonly pid: Pid
  readonly living?: Living
}

/** The next people of a shard, in the order of their keys, behind one of them. */
export async function peopleBehind(
  { table, keys }: { table: Table; keys: Keys },
  { area, shard, behind, limit }: { area: Admdvs; shard: number; behind?: string | undefined; limit: number },
): Promise<{ people: readonly Someone[]; isMore: boolean }> {
  const pk = peoplePartition(area, shard)
  const { items, cursor } = await table.query({
    pk,
    limit,
    ...(behind === undefined ? {} : { after: { pk, sk: behind } }),
  })
  return { people: items.map((item) => someoneIn(keys, item)), isMore: cursor !== undefined }
}

function someoneIn(keys: Keys, item: Item): Someone {
  const pid = item.sk as Pid
  return item.p === undefined ? { pid } : { pid, living: JSON.parse(openAt(keys, item)) as Living }
}
