/**
 * The cases of a month, for figures: those that were opened in it, each once, with the area in charge of it now. The lists
 * of the areas are read as they stand, a page of each shard at a time, so that a case counts from its commit on and the
 * room taken does not grow with the cases.
 */
import { firstDay, lastDay, type Month } from '../../shared/calendar/index.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { type Pid, pidIn } from '../../shared/registers/ids.ts'
import type { CaseRow } from '../../shared/registers/rows.ts'
import { caseItems, loadWhole, rowOf } from '../../shared/table/files.ts'
import { areaList, rowAt } from '../../shared/table/keys.ts'
import type { Item, Query } from '../../shared/table/table.ts'
import { logUnreadable, readable } from '../../shared/table/unreadable.ts'
import { bundleNames } from '../bundles/all.ts'
import { type Figures, Tally } from './tally.ts'

type Reads = Pick<Ports, 'table' | 'keys' | 'log' | 'clock'>

/** Entries of a list read together, and their cases. */
const pageLength = 100
/** Shards read side by side; an area has eight. */
const abreast = 32
/** Most cases that one answer counts; how long that takes stands in decision 0082. */
export const mostCases = 200_000

/** Figures of every bundle; undefined if there are more cases than {@link mostCases}. */
export async function reportOf(
  reads: Reads,
  areas: readonly Admdvs[],
  month: Month,
): Promise<Record<string, Figures> | undefined> {
  if (await isTooMuch(reads, areas, month)) return undefined
  const now = reads.clock.now()
  const tallies = new Map(bundleNames.map((bundle) => [bundle, new Tally(now)] as const))
  await eachShard(areas, async ({ area, pk }) => {
    for await (const rows of casesIn(reads, area, { ...spanOf(pk, month), limit: pageLength })) {
      for (const row of rows) {
        // A case of a bundle that a newer release brought counts too.
        const tally = tallies.get(row.bundle) ?? new Tally(now)
        tallies.set(row.bundle, tally)
        tally.add(row)
      }
    }
  })
  return Object.fromEntries([...tallies].map(([bundle, tally]) => [bundle, tally.figures]))
}

/** Looked for by their keys alone, thousands a page: who asks for too much need not wait to be told. */
async function isTooMuch(reads: Reads, areas: readonly Admdvs[], month: Month): Promise<boolean> {
  let found = 0
  await eachShard(areas, async ({ pk }) => {
    for await (const entries of entriesIn(reads, spanOf(pk, month))) {
      found += entries.filter(isCase).length
      if (found > mostCases) return
    }
  })
  return found > mostCases
}

/** The shards of all lists, some side by side. */
async function eachShard(areas: readonly Admdvs[], work: (shard: { area: Admdvs; pk: string }) => Promise<void>) {
  const shards = areas.flatMap((area) => areaList(area).shards.map((pk) => ({ area, pk }))).values()
  const workOn = async () => {
    for (const shard of shards) await work(shard)
  }
  await Promise.all(Array.from({ length: abreast }, workOn))
}

/** Entries stand by the moment at which their case was opened. */
const spanOf = (pk: string, month: Month): Query => ({
  index: 'lists',
  pk,
  from: firstDay(month),
  to: `${lastDay(month)}~`,
})

async function* casesIn(reads: Reads, area: Admdvs, span: Query): AsyncIterable<CaseRow[]> {
  for await (const entries of entriesIn(reads, span)) {
    const rows = await asTheyStand(reads, [...Map.groupBy(entries, caseIdOf)])
    yield rows.filter((row) => row.admdvs === area)
  }
}

/** Page after page; the entries of one case stand side by side, and are never parted. */
async function* entriesIn({ table }: Reads, span: Query): AsyncIterable<Item[]> {
  let held: Item[] = []
  let cursor: string | undefined
  do {
    const page = await table.query(cursor === undefined ? span : { ...span, cursor })
    const entries = [...held, ...page.items]
    const last = entries.at(-1)?.list_at
    held = page.cursor === undefined ? [] : entries.filter(({ list_at }) => list_at === last)
    yield entries.slice(0, entries.length - held.length)
    cursor = page.cursor
  } while (cursor !== undefined)
}

const caseIdOf = ({ list_at }: Item) => (list_at as string).slice((list_at as string).indexOf('#') + 1)

/**
 * The cases of these entries. That of a person's own is their item itself, which stands in the list of the area in charge;
 * where there is but a pointer to it, another area is in charge. One with a pointer of somebody else's file went over to
 * that with its person's number, and stands there.
 */
async function asTheyStand(reads: Reads, cases: readonly (readonly [string, Item[]])[]): Promise<CaseRow[]> {
  const isElsewhere = ([id, entries]: (typeof cases)[number]) => entries.some(({ pk }) => pk.slice(2) !== pidIn(id))
  const here = cases.filter((one) => !isElsewhere(one)).flatMap(([, entries]) => entries.filter(isCase))
  const [own, others] = await Promise.all([
    ownCases(reads, here),
    Promise.all(cases.filter(isElsewhere).map(([id]) => caseInLast(reads, id))),
  ])
  return [...own, ...others.flat()]
}

const isCase = ({ sk }: Item) => rowAt(sk).register === 'case'

async function ownCases({ table, keys, log }: Reads, entries: readonly Item[]): Promise<CaseRow[]> {
  const found = await table.getMany(entries.map(({ pk, sk }) => ({ pk, sk })))
  const held = new Set(found.map(({ sk }) => rowAt(sk).key))
  // Whatever went to rest meanwhile, or was taken up again, stands in the other place.
  const moved = entries.map(({ sk }) => rowAt(sk).key).filter((id) => !held.has(id))
  const items = moved.length === 0 ? found : [...found, ...(await caseItems(table, moved)).values()]
  return items.flatMap((item) => readable(log, item, () => rowOf<CaseRow>(keys, item.pk.slice(2) as Pid, item)) ?? [])
}

/** A case as it stands in the last file that took it over: files are merged into others that are merged in their turn. */
async function caseInLast({ table, keys, log }: Reads, caseId: string): Promise<CaseRow[]> {
  try {
    let last: CaseRow | undefined
    for (let pid = pidIn(caseId); pid !== undefined; ) {
      const file = await loadWhole(table, keys, pid)
      last = file.one('case', caseId) ?? last
      pid = file.into
    }
    return last ? [last] : []
  } catch (error) {
    logUnreadable(log, error)
    return []
  }
}
