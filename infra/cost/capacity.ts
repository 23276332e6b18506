/** What a province of so many persons takes, from what one of each kind was counted to take; and what breaks first. Pure. */
import { limits as proofRun } from '../../functions/proof/proof.ts'
import { functionSpecs } from '../functions.ts'
import { batchOf, batchSeconds, functionsBusy } from './lane.ts'
import { fresh, type LimitName, limitNames, limits } from './limits.ts'
import { assumed } from './model.ts'
import { prices } from './prices.ts'
import { proofCost, provingSeconds } from './proof.ts'
import { type Kind, type KindName, kinds, pace } from './province.ts'

/** What one of a kind takes, all that follows from it included. */
export interface KindUse {
  readonly kind: KindName
  readonly commits: number
  readonly writeUnits: number
  readonly readUnits: number
  readonly messages: { readonly inbound: number; readonly own: number; readonly outbound: number }
  readonly storedBytes: number
  /** Write units of each index, which are in those of the whole. */
  readonly indexes: Readonly<Record<'due' | 'lists', number>>
  /** Partitions that many persons share, and what the fullest shard of each gives for one of the kind. */
  readonly shared: readonly { readonly where: string; readonly writes: number; readonly reads: number }[]
}

/** Write units of what comes of no event: one due case found by the sweep, and woken; one message that a hold keeps back. */
export interface Crowds {
  readonly swept: { readonly table: number; readonly due: number }
  readonly woken: { readonly table: number; readonly due: number }
  /** Where it is kept in line, and of the holds, which must not change meanwhile. */
  readonly held: { readonly line: number; readonly holds: number }
}

/** So many of each kind a second. */
export type Rates = readonly { readonly use: KindUse; readonly aSecond: number }[]

/** Kinds a second in the busiest hour of so many persons: the month's end, and a day's busiest hour. */
export function ratesOf(uses: readonly KindUse[], persons: number): Rates {
  return uses.map((use) => ({ use, aSecond: (persons * inBusiestHour(kinds[use.kind])) / 3600 }))
}

function inBusiestHour({ aYear, monthEnd }: Kind): number {
  return monthEnd ? aYear / 12 / pace.monthEndHours : (aYear / pace.workingDays) * pace.busiestHour
}

/** What stands between load and limits. */
export interface Load {
  readonly eventsASecond: number
  readonly messagesASecond: number
  readonly inbox: number
  readonly workers: number
  readonly api: number
  readonly desk: number
  readonly used: Readonly<Record<LimitName, number>>
  /** Where the fullest partitions are. */
  readonly fullest: { readonly writes: string; readonly reads: string }
}

const sumOf = <Of>(list: readonly Of[], of: (one: Of) => number) => list.reduce((sum, one) => sum + of(one), 0)

/** Seconds that a call of a citizen or clerk, and a question at a desk, holds a function: assumed. */
const callSeconds = 0.08
const questionSeconds = 0.04

/** The load of these rates, all of it in one area; `persons` call beside. */
export function loadOf(rates: Rates, persons: number): Load {
  const aSecond = (of: (use: KindUse) => number) => sumOf(rates, (rate) => rate.aSecond * of(rate.use))
  const events = aSecond(({ messages }) => messages.inbound)
  const worked = aSecond(({ messages }) => messages.own)
  const questions = pace.questionsAVisit * (rates.find(({ use }) => use.kind === 'filing')?.aSecond ?? 0)
  const visits = (persons * (pace.callsAPerson / pace.workingDays) * pace.busiestHour) / 3600
  const calls = questions + visits + pace.callsACase * aSecond(({ kind }) => (startsCase(kind) ? 1 : 0))
  const busy = {
    inbox: functionsBusy('inbox', events),
    workers: functionsBusy('worker', worked),
    api: (calls - questions) * callSeconds,
    desk: questions * questionSeconds,
  }
  const fullest = fullestOf(rates)
  return {
    eventsASecond: events,
    messagesASecond: aSecond(({ messages }) => messages.inbound + messages.own + messages.outbound),
    ...busy,
    used: {
      tableWrites: aSecond(({ writeUnits, indexes }) => writeUnits - indexes.due - indexes.lists),
      // What is read beside events: a call two units, a question one and a line of the trail.
      tableReads: aSecond(({ readUnits }) => readUnits) + 2 * calls,
      dueWrites: aSecond(({ indexes }) => indexes.due),
      listsWrites: aSecond(({ indexes }) => indexes.lists),
      partitionWrites: fullest.writes.units,
      partitionReads: fullest.reads.units,
      functions: sumOf(Object.values(busy), (one) => one),
      readers: busy.workers,
      inHand: busy.workers * batchOf,
      calls,
    },
    fullest: { writes: fullest.writes.where, reads: fullest.reads.where },
  }
}

const startsCase = (kind: KindName) => !plain.includes(kind)
const plain: readonly KindName[] = ['contribution', 'credit', 'spending', 'new person', 'pause', 'death']

/** The fullest partition for writes and for reads. */
function fullestOf(rates: Rates) {
  const sums = new Map<string, { writes: number; reads: number }>()
  for (const { use, aSecond } of rates) {
    for (const { where, writes, reads } of use.shared) {
      const before = sums.get(where) ?? { writes: 0, reads: 0 }
      sums.set(where, { writes: before.writes + aSecond * writes, reads: before.reads + aSecond * reads })
    }
  }
  const most = (of: 'writes' | 'reads') =>
    [...sums]
      .map(([where, units]) => ({ where, units: units[of] }))
      .reduce((a, b) => (b.units > a.units ? b : a), { where: 'none', units: 0 })
  return { writes: most('writes'), reads: most('reads') }
}

/** How much of each limit a load takes: 1 is all of it. */
export const shares = ({ used }: Load): { readonly name: LimitName; readonly share: number }[] =>
  limitNames.map((name) => ({ name, share: used[name] / limits[name].value }))

/** The limit that this load is nearest to. */
export const nearest = (load: Load) => shares(load).reduce((a, b) => (b.share > a.share ? b : a))

/** Events that so many persons cause a year. */
export const eventsAYear = (uses: readonly KindUse[], persons: number): number =>
  persons * sumOf(uses, (use) => kinds[use.kind].aYear * use.messages.inbound)

/** Bytes kept of so many persons: told of for the first time, and so many years of what happens to them. */
export function bytesAfter(uses: readonly KindUse[], persons: number, years: number): number {
  const { bytes } = firstLoad(uses, persons)
  return bytes + persons * years * sumOf(uses, (use) => kinds[use.kind].aYear * use.storedBytes)
}

/** Runs of the proof in an hour (`scheduleProof` in infra/stack.ts). */
const runsAnHour = 4

/**
 * The proof of what the busiest hour of so many persons moves: seconds of its function, those that an hour's runs have, and
 * how many hours after the month's end it has caught up.
 */
export function proofAtMonthEnd(persons: number) {
  const seconds = provingSeconds(persons * (inBusiestHour(kinds.credit) + inBusiestHour(kinds.spending)))
  const has = (runsAnHour * proofRun.beginsWithinMs) / 1000
  const { monthEndHours, monthEndNight } = pace
  return { seconds, has, behind: Math.max(0, (seconds / has) * monthEndHours - monthEndHours - monthEndNight) }
}

/** Milliseconds that a page of a megabyte takes one after the other: assumed. */
const pageMs = 60

/** What it takes to read a whole table of so many bytes once, page after page: `npm run prove`, `npm run restore`. */
export function wholeRead(bytes: number): { readonly hours: number; readonly dollars: number } {
  return {
    hours: ((bytes / 2 ** 20) * pageMs) / 3_600_000,
    dollars: ((bytes / 4096) * prices.tableReads) / million,
  }
}

/** All of a province told of for the first time: who they are, where they are insured, their months, their accounts. */
export function firstLoad(uses: readonly KindUse[], persons: number) {
  const told = uses.filter(({ kind }) => (firstKinds as readonly KindName[]).includes(kind))
  const events = sumOf(told, ({ messages }) => messages.inbound)
  const writeUnits = sumOf(told, (use) => use.writeUnits)
  const readUnits = sumOf(told, (use) => use.readUnits)
  return {
    events: persons * events,
    writeUnits: persons * writeUnits,
    dollars: (persons * (writeUnits * prices.tableWrites + readUnits * prices.tableReads)) / million,
    bytes: persons * sumOf(told, (use) => use.storedBytes),
    /** Units of one event, on average. */
    each: { writes: writeUnits / events, reads: readUnits / events },
  }
}
const firstKinds = ['new person', 'contribution', 'credit'] as const satisfies readonly KindName[]

/** What a table and its indexes must give when `eventsASecond` of a first load come. */
export function warmFor(uses: readonly KindUse[], eventsASecond: number) {
  const { each } = firstLoad(uses, 1)
  return { writes: eventsASecond * each.writes, reads: eventsASecond * each.reads }
}

/** Dollars, once, for a table that gives more than a fresh one: its units provisioned for a day, which may be too dear. */
export function warmingCost({ writes, reads }: { writes: number; reads: number }): number {
  const hours = 24
  const above = (units: number, base: number) => Math.max(0, units - base)
  return (
    hours *
    (above(writes, fresh.writes) * prices.provisionedWrites + above(reads, fresh.reads) * prices.provisionedReads)
  )
}

/** Write units a second while a crowd is swept, and its wakes are worked on at the same pace. */
export function crowdUnits({ swept, woken }: Crowds): { readonly table: number; readonly due: number } {
  const { sweptASecond } = pace
  return { table: sweptASecond * (swept.table + woken.table), due: sweptASecond * (swept.due + woken.due) }
}

const million = 1_000_000
const gb = 1024 ** 3

/** Dollars a month, by what they are for; `standing`: what is there whether anything comes or not. */
export function monthCost(uses: readonly KindUse[], persons: number, standing: number): Record<string, number> {
  const monthly = uses.map((use) => ({ use, count: (persons * kinds[use.kind].aYear) / 12, ...flow(kinds[use.kind]) }))
  const cases = sumOf(monthly, ({ use, count }) => (startsCase(use.kind) ? count : 0))
  const visits = monthly.find(({ use }) => use.kind === 'filing')?.count ?? 0
  const calls = cases * pace.callsACase + (persons * pace.callsAPerson) / 12 + visits * pace.questionsAVisit
  const started = sumOf(monthly, ({ use, count, full }) => (count * (use.messages.inbound + use.messages.own)) / full)
  return {
    table: sumOf(
      monthly,
      ({ use, count }) => (count * (use.writeUnits * prices.tableWrites + use.readUnits * prices.tableReads)) / million,
    ),
    storage: (bytesAfter(uses, persons, 1) / gb) * prices.tableStorage,
    queues: sumOf(
      monthly,
      ({ use, count, full }) =>
        (count *
          (use.messages.inbound + use.messages.own + use.messages.outbound) *
          assumed.requestsAMessage *
          prices.queue) /
        full /
        million,
    ),
    functions:
      sumOf(
        monthly,
        ({ use, count, full }) =>
          count * (use.messages.inbound * timeCost('inbox', full) + use.messages.own * timeCost('worker', full)),
      ) +
      calls * callSeconds * (functionSpecs.citizen.memory / 1024) * prices.functionTime +
      ((started + calls) * prices.functionCalls) / million,
    api: (calls * (prices.restApi + prices.webAclCalls)) / million,
    // Its list is written with the commits, and is among their units.
    proof: ((proofCost(persons).total - proofCost(persons).list) * 365) / 12,
    logs: (((started + calls) * assumed.logBytes) / gb) * prices.logs,
    standing,
  }
}

/** A flood comes in full batches, what comes over the days one by one. */
const flow = ({ monthEnd }: Kind) => ({ full: monthEnd ? batchOf : 1 })

/** Dollars for the time of a function on one message, of a batch with so many. */
const timeCost = (name: 'inbox' | 'worker', full: number) =>
  (batchSeconds(name, full) / full) * (functionSpecs[name].memory / 1024) * prices.functionTime

/** The rates at which so many events an hour come, all of one kind or in the mix of the busiest hour. */
export function ratesAt(rates: Rates, eventsAnHour: number): Rates {
  const now = sumOf(rates, ({ use, aSecond }) => aSecond * use.messages.inbound)
  return rates.map(({ use, aSecond }) => ({ use, aSecond: (aSecond * eventsAnHour) / 3600 / now }))
}

/** What to ask AWS for: of each limit that is raised and half used, twice what is used. */
export function quotasToAsk({ used }: Load): { readonly name: LimitName; readonly ask: number }[] {
  return limitNames
    .filter((name) => limits[name].raised && used[name] > limits[name].value / 2)
    .map((name) => ({ name, ask: Math.ceil((2 * used[name]) / 1000) * 1000 }))
}
