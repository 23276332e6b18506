/**
 * The register of institutions: an item each, in the clear, in the partition of its province, sorted by the place and
 * the code. The place that stands in the code decides in which pooling area an institution lies, and is mapped when it is
 * read: a release that knows of another pooling area moves nothing.
 */
import { compareInstants, type Instant } from '../../calendar/index.ts'
import { type Admdvs, placesIn, poolingAreaOf, provinceCodes, provinceOf } from '../../codes/index.ts'
import { plainName } from '../../identity/name.ts'
import type { Log } from '../../log.ts'
import type { Item, Key, Table, Write } from '../table.ts'
import { readable } from '../unreadable.ts'

/** An institution as it was reported last, at `time`; `admdvs` is its pooling area. */
export interface Institution {
  fixmedins_code: string
  fixmedins_name: string
  admdvs: Admdvs
  /** A code of the national table, or of a place. */
  hosp_lv?: string
  cross_region_enabled: boolean
  time: Instant
}

/** Institutions of a province, by its two digits. */
const partitionOf = (province: string) => `INST#${province}`
/** Where one stands, by its code in whichever letters: its place is characters 2–7. */
function keyOf(fixmedinsCode: string): Key {
  const code = fixmedinsCode.toUpperCase()
  const place = code.slice(1, 7)
  return { pk: partitionOf(place.slice(0, 2)), sk: `${place}#${code}` }
}
/** The place of one by its key. */
const placeIn = ({ sk }: Key) => sk.slice(0, 6)

/** The institution of this code, in whichever letters it is written; undefined if none was registered. */
export async function institutionOf(table: Table, fixmedinsCode: string): Promise<Institution | undefined> {
  const item = await table.get(keyOf(fixmedinsCode))
  return item && institutionIn(item)
}

/**
 * The write that puts a report in the place of what is known; none if that holds: the later report does, and of two of one
 * time always the same, whichever came first.
 */
export async function institutionWrites(table: Table, said: Omit<Institution, 'admdvs'>): Promise<Write[]> {
  const key = keyOf(said.fixmedins_code)
  const held = await table.get(key)
  const d = JSON.stringify(said)
  if (!held) return [{ put: { ...key, d }, if: 'absent' }]
  const order = compareInstants(storedIn(held).time, said.time)
  if (order > 0 || (order === 0 && (held.d as string) >= d)) return []
  return [{ put: { ...key, d }, if: { attr: 'd', equals: held.d as string } }]
}

const storedIn = ({ d }: Item) => JSON.parse(d as string) as Omit<Institution, 'admdvs'>

function institutionIn(item: Item): Institution {
  const { fixmedins_code, fixmedins_name, ...more } = storedIn(item)
  return { fixmedins_code, fixmedins_name, admdvs: poolingAreaOf(placeIn(item)), ...more }
}

/** Most items that one call reads: a page of a megabyte or so, whatever the province holds. */
const mostRead = 5_000
/** Items in a page of the table where most of them may be of no use. */
const readAtOnce = 1_000

/** Which institutions are asked for; what is left out bounds nothing. */
export interface InstitutionsAsked {
  /** A pooling area, or the code of a province for all of it. */
  within?: Admdvs | undefined
  /** Stands in the name or the code, in whichever case and width. */
  q?: string | undefined
  limit: number
  /** Behind this place. */
  place?: string | undefined
}

/**
 * A page of them, by province, place and code. It may be short, or empty, with a place to go on from: no call reads more
 * than is good for it. That place is further on with every page.
 */
export async function listInstitutions(
  { table, log }: { table: Table; log: Log },
  { within, q, limit, place }: InstitutionsAsked,
) {
  const wanted = q === undefined ? '' : plainName(q)
  const isWanted = (one: Institution) =>
    (within === undefined || isProvince(within) || one.admdvs === within) &&
    (plainName(one.fixmedins_name).includes(wanted) || plainName(one.fixmedins_code).includes(wanted))
  const institutions: Institution[] = []
  const behind = place === undefined ? undefined : keyAt(place)
  const items = itemsIn(table, stretchesOf(within), behind, wanted === '' ? limit + 1 : readAtOnce)
  let read = 0
  let last: Key | undefined
  for await (const item of items) {
    if (last && (institutions.length === limit || read === mostRead)) return { institutions, cursor: placeOf(last) }
    read++
    last = item
    const institution = readable(log, item, () => institutionIn(item))
    if (institution && isWanted(institution)) institutions.push(institution)
  }
  return { institutions }
}

/** Where a list goes on. */
const placeOf = ({ pk, sk }: Key) => JSON.stringify({ pk, sk })
const keyAt = (place: string) => JSON.parse(place) as Key

const isProvince = (area: Admdvs) => area.endsWith('0000')

/** A run of items in a partition, as sort keys. */
interface Stretch {
  pk: string
  from: string
  to: string
}

/** Where those lie that are asked for, in order; of a prefecture's run some may be of a pooling area within it. */
function stretchesOf(within: Admdvs | undefined): Stretch[] {
  if (within === undefined) return provinceCodes.map((province) => stretchOf(province, ''))
  const province = provinceOf(within)
  return isProvince(within) ? [stretchOf(province, '')] : placesIn(within).map((place) => stretchOf(province, place))
}

const stretchOf = (province: string, place: string): Stretch => ({
  pk: partitionOf(province),
  from: place || '0',
  to: `${place}~`,
})

/** All items of these stretches behind a key, read so many at once. */
async function* itemsIn(table: Table, stretches: readonly Stretch[], behind: Key | undefined, limit: number) {
  for (const { pk, from, to } of stretches) {
    const isPast = behind && (pk < behind.pk || (pk === behind.pk && to < behind.sk))
    if (isPast) continue
    const begin = behind?.pk === pk && behind.sk >= from ? { after: { ...behind } } : {}
    let cursor: string | undefined
    do {
      const more = cursor === undefined ? begin : { cursor }
      const page = await table.query({ pk, from, to, limit, lagging: true, ...more })
      yield* page.items
      cursor = page.cursor
    } while (cursor !== undefined)
  }
}
