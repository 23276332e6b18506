/**
 * The job that carries the schedule out (decision 0081): once a day, page by page, a message a page. It finds what is due
 * by lists, never by scanning: files by the day on which something of them is, the dead by the day of death, events by
 * when they came; and, once a month, files that have come to hold something, by the cases that began when the shortest
 * term did. Who dies in a page begins it anew and finds less; of two at one page one stops.
 */
import { addDays, type Day, dayOf, type Instant } from '../../shared/calendar/index.ts'
import { poolingAreas } from '../../shared/codes/area-list.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { areaList, keepShards, rejectedList } from '../../shared/table/keys.ts'
import type { Item, Query, Table, Write } from '../../shared/table/table.ts'
import { UnreadableItem } from '../../shared/table/unreadable.ts'
import { logFailure } from '../log.ts'
import { type Counts, none, sumOf } from './counts.ts'
import { keepEntry, keepingKey, keepingReportKey, keepingReportRange, keepKey, keepList } from './keys.ts'
import { keepPerson } from './person.ts'
import { eraseRefused } from './refused.ts'
import { type Cutoffs, cutoffsOn } from './years.ts'

/** What a run goes through, in this order. */
const lists = ['due', 'dead', 'refused', 'found'] as const
type ListName = (typeof lists)[number]
/** Those that hold what is due, and not what may come to be. */
type DueList = Exclude<ListName, 'found'>

/** How far a run has come, and what it took away so far. */
export interface Run {
  day: Day
  begun_at: Instant
  ended_at?: Instant
  counts: Counts
  /** Files that could not be read. */
  left_out: number
  /** Of the first run there ever was: cases that began before it are hardly any older. */
  first: Day
  /** Cases that began by this day have had their files looked at; and by which the search under way looks. */
  found?: Day
  searching?: Day
  list: ListName
  shard: number
  cursor?: string
}

/** What a run took away. */
export type Report = Required<Pick<Run, 'day' | 'begun_at' | 'ended_at' | 'counts' | 'left_out'>>

/** Reports shown. */
const mostReports = 20
/** Entries of a list for one message, and files side by side. */
const pageLength = 20
const abreast = 5
/** Lists without an entry that one message passes by. */
const mostLists = 60
/** What could not be read is tried again after so many days. */
const tryAgainDays = 30
/** Files that have come to hold something are looked for when the last search is so many days old. */
const searchEveryDays = 30

/** The run that was begun last, and what earlier ones took away, newest first; of the runs that took nothing there is no word. */
export async function runsOf(table: Table): Promise<{ last?: Run; reports: readonly Report[] }> {
  const held = await table.get(keepingKey)
  const { items } = await table.query({ pk: keepingKey.pk, ...keepingReportRange, backwards: true, limit: mostReports })
  const reports = items.map(({ d }) => JSON.parse(d as string) as Report)
  return { ...(held ? { last: JSON.parse(held.d as string) as Run } : {}), reports }
}

/** How many entries are due today, by list: no more than `most` of each shard are counted. */
export async function dueNow(ports: Pick<Ports, 'table' | 'clock'>, most = 1000): Promise<Record<DueList, number>> {
  const cutoffs = await cutoffsOn(ports)
  const parts = partsOf({ day: dayOf(ports.clock.now()) }, cutoffs)
  const count = async (list: DueList) => {
    const pages = await Promise.all(
      parts[list].map((part) => ports.table.query({ index: 'lists', ...part, limit: most })),
    )
    return pages.reduce((sum, { items }) => sum + items.length, 0)
  }
  return { due: await count('due'), dead: await count('dead'), refused: await count('refused') }
}

/** The shards of a list, and from where to where an entry of it is due. */
function partsOf(
  run: Pick<Run, 'day' | 'found' | 'searching'>,
  { dead, refused }: Cutoffs,
): Readonly<Record<ListName, readonly Pick<Query, 'pk' | 'from' | 'to'>[]>> {
  const shards = [...Array(keepShards).keys()]
  return {
    due: shards.map((shard) => ({ pk: keepList(shard), to: `${run.day}~` })),
    dead: shards.map((shard) => ({ pk: `dead#${shard}`, to: `${dead}~` })),
    refused: rejectedList.shards.map((pk) => ({ pk, to: `${refused}~` })),
    found: run.searching ? areasSince(run.found, run.searching) : [],
  }
}

const areasSince = (from: Day | undefined, to: Day) =>
  poolingAreas.flatMap(({ admdvs }) =>
    areaList(admdvs).shards.map((pk) => ({ pk, ...(from ? { from: `${from}~` } : {}), to: `${to}~` })),
  )

/** Works for one page, and sends for whoever goes on; nothing if today's run is done. */
export async function keepOn(ports: Ports): Promise<void> {
  const held = await ports.table.get(keepingKey)
  const stored = held && (JSON.parse(held.d as string) as Run)
  const today = dayOf(ports.clock.now())
  if (stored?.ended_at && stored.day >= today) return
  const cutoffs = await cutoffsOn(ports)
  const before = !stored || stored.ended_at ? begun(stored, today, ports.clock.now(), cutoffs) : stored
  const after = await nextPage(ports, before, cutoffs)
  const version = (held?.v as number | undefined) ?? 0
  const saved = await ports.table.transact([
    {
      put: { ...keepingKey, v: version + 1, d: JSON.stringify(after) },
      if: version === 0 ? 'absent' : { attr: 'v', equals: version },
    },
    ...(after.ended_at ? told(after, after.ended_at) : []),
  ])
  if (saved.ok && !after.ended_at) await pass(ports, [{ kind: 'keep' }])
}

function begun(last: Run | undefined, day: Day, begun_at: Instant, { texts }: Cutoffs): Run {
  const first = last?.first ?? day
  const isSearch = texts >= first && (last?.found === undefined || addDays(last.found, searchEveryDays) <= texts)
  return {
    day,
    begun_at,
    counts: none,
    left_out: 0,
    first,
    ...(last?.found ? { found: last.found } : {}),
    ...(isSearch ? { searching: texts } : {}),
    list: 'due',
    shard: 0,
  }
}

/** A run that took something away says so for good. */
function told({ day, begun_at, counts, left_out }: Run, ended_at: Instant): Write[] {
  if (Object.values(counts).every((count) => count === 0)) return []
  const report: Report = { day, begun_at, ended_at, counts, left_out }
  return [{ put: { ...keepingReportKey(ended_at), d: JSON.stringify(report) } }]
}

/** The run after its next page of entries. */
async function nextPage(ports: Ports, before: Run, cutoffs: Cutoffs): Promise<Run> {
  const all = partsOf(before, cutoffs)
  let { cursor, ...run } = before
  for (let looked = 0; looked < mostLists; looked++) {
    const part = all[run.list][run.shard]
    if (!part) {
      const next = lists[lists.indexOf(run.list) + 1]
      if (next === undefined) return ended(run, ports.clock.now())
      run = { ...run, list: next, shard: 0 }
      continue
    }
    const query = { index: 'lists' as const, ...part, limit: pageLength, ...(cursor === undefined ? {} : { cursor }) }
    const page = await ports.table.query(query)
    if (page.items.length > 0) run = await worked(ports, run, page.items, cutoffs)
    if (page.cursor !== undefined) return { ...run, cursor: page.cursor }
    run = { ...run, shard: run.shard + 1 }
    cursor = undefined
    if (page.items.length > 0) return run
  }
  return run
}

function ended({ searching, ...run }: Run, ended_at: Instant): Run {
  return { ...run, ...(searching ? { found: searching } : {}), ended_at }
}

/** The run after these entries. */
async function worked(ports: Ports, run: Run, items: readonly Item[], cutoffs: Cutoffs): Promise<Run> {
  const counts: Partial<Counts>[] = [run.counts]
  let { left_out } = run
  const work = worksOf(ports, run, items, cutoffs)
  for (let from = 0; from < work.length; from += abreast) {
    const done = await Promise.all(work.slice(from, from + abreast).map((one) => one()))
    for (const one of done) if (one) counts.push(one)
    left_out += done.filter((one) => one === undefined).length
  }
  return { ...run, counts: sumOf(counts), left_out }
}

type Work = () => Promise<Partial<Counts> | undefined>

function worksOf(ports: Ports, run: Run, items: readonly Item[], cutoffs: Cutoffs): Work[] {
  if (run.list === 'refused') {
    return items.map((item) => async () => ({ refused: (await eraseRefused(ports, item)) ? 1 : 0 }))
  }
  const pids = [...new Set(items.map(({ pk }) => pk.slice(2) as Pid))]
  return pids.map((pid) => () => keepOne(ports, run, pid, cutoffs))
}

/** One file; undefined if it can't be read: it is said in the log, and looked at again later, and stands in nobody's way. */
async function keepOne(ports: Ports, run: Run, pid: Pid, cutoffs: Cutoffs): Promise<Partial<Counts> | undefined> {
  try {
    return await keepPerson(ports, pid, cutoffs)
  } catch (fault) {
    if (!(fault instanceof UnreadableItem)) throw fault
    logFailure(ports.log, 'file left out of keeping', fault, { pid })
    const put = { ...keepKey(pid), ...keepEntry(pid, addDays(run.day, tryAgainDays)) }
    await ports.table.write({ put })
    return undefined
  }
}
