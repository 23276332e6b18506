/** The proof of who moved money since a moment, by the list of who did. */
import { addMs, compareInstants, type Instant } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { headKey, movedList, movedShards, movedSince } from '../../shared/table/keys.ts'
import { lagging, queryAll } from '../../shared/table/table.ts'
import { plus, type Sums, sumsOf } from './ledger-check.ts'
import { provePerson, proveWhole } from './person.ts'
import { type Wrong, withWrong } from './state.ts'

type Reads = Pick<Ports, 'table' | 'keys'>

/**
 * So old is what no commit under way can still come before: a function lives half a minute, clocks differ by less, and
 * an index is a second behind.
 */
export const settledMs = 10 * 60_000

/** Entries later than `from`, up to `to` if there is an end. */
export interface Span {
  readonly from: Instant
  readonly to?: Instant
}

/** What a part of the proof found. */
export interface Found {
  readonly sums: Sums
  readonly wrong: Wrong
}

/** Nothing was moved, and nothing is wrong. */
export const nothing: Found = { sums: { moved: 0, unfunded: 0 }, wrong: {} }

/** Both together. */
export const both = (a: Found, b: Found): Found => ({ sums: plus(a.sums, b.sums), wrong: withWrong(a.wrong, b.wrong) })

/** The sums of the entries that are of this span. */
export const sumsWithin = (entries: readonly { at: Instant; move: Parameters<typeof sumsOf>[0] }[], span: Span): Sums =>
  sumsOf(entries.filter(({ at }) => isWithin(at, span)).flatMap(({ move }) => move))

const isWithin = (at: Instant, { from, to }: Span) =>
  compareInstants(at, from) > 0 && (to === undefined || compareInstants(at, to) <= 0)

/**
 * Proves all of a shard who moved money in a span, each once. Who moves some meanwhile goes up in the list, perhaps past
 * the place that is being read: it is read until it names nobody new.
 */
export async function proveShard(reads: Reads, shard: number, span: Span): Promise<Found> {
  const done = new Set<Pid>()
  let found = nothing
  for (;;) {
    const fresh = (await movedIn(reads, shard, span.from)).filter((pid) => !done.has(pid))
    if (fresh.length === 0) return found
    for (const pid of fresh) done.add(pid)
    found = both(found, await provePersons(reads, fresh, span))
  }
}

/** Who of a shard moved money since an hour, each once. */
async function movedIn({ table }: Reads, shard: number, since: Instant): Promise<Pid[]> {
  const listed = await queryAll(table, { index: 'lists', pk: movedList(shard), ...movedSince(since) })
  return [...new Set(listed.map(({ pk }) => pk.slice(2) as Pid))]
}

/** Who moved money since an hour; undefined if more than `most` did. */
export async function movedBy(reads: Reads, since: Instant, most: number): Promise<Pid[] | undefined> {
  const found: Pid[] = []
  for (let shard = 0; shard < movedShards; shard++) {
    found.push(...(await movedIn(reads, shard, since)))
    if (found.length > most) return undefined
  }
  return found
}

/** Persons side by side; their heads come in one call. */
const atOnce = 50

/** Proves persons by what they moved in a span. */
export async function provePersons(reads: Reads, pids: readonly Pid[], span: Span): Promise<Found> {
  const since = addMs(span.from, -settledMs)
  let found = nothing
  for (let at = 0; at < pids.length; at += atOnce) {
    const some = pids.slice(at, at + atOnce)
    const heads = await reads.table.getMany(some.map(headKey), lagging)
    const byKey = new Map(heads.map((head) => [head.pk, head]))
    const parts = await Promise.all(
      some.map(async (pid): Promise<Found> => {
        const { entries, violations } = await provePerson(reads, pid, since, byKey.get(headKey(pid).pk))
        return { sums: sumsWithin(entries, span), wrong: wrongOf(pid, violations) }
      }),
    )
    found = parts.reduce(both, found)
  }
  return found
}

/** What is wrong with a person, if anything is. */
export const wrongOf = (pid: Pid, violations: readonly string[]): Wrong =>
  violations.length > 0 ? { [pid]: violations.slice(0, 3) } : {}

/** What of that which was wrong still is. */
export async function stillWrong(reads: Reads, wrong: Wrong): Promise<Wrong> {
  const pids = Object.keys(wrong) as Pid[]
  const again = await Promise.all(pids.map(async (pid) => wrongOf(pid, (await proveWhole(reads, pid)).violations)))
  return Object.assign({}, ...again) as Wrong
}
