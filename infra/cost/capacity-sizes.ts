/** The capacity model by the number of persons: the first table of `infra/capacity.md`, which stands in `infra/DEPLOY.md` too. Pure. */
import { bytesAfter, eventsAYear, type KindUse, type Load, loadOf, monthCost, nearest, ratesOf } from './capacity.ts'
import { limits } from './limits.ts'
import { number, table } from './table.ts'

/** What the production stage is set to, and what stands there. */
export interface Stage {
  /** Dollars a month before anything comes. */
  readonly standing: number
  /** Functions allowed at the queue of a partner that sends a month, and in each lane. */
  readonly allowed: Readonly<Record<string, number>>
  /** What its table and indexes are warmed to; what is left out is as warm as a new one. */
  readonly warm: Readonly<Record<'table' | 'due' | 'lists', { readonly writes: number; readonly reads: number }>>
  /** Calls a second that the gateway lets through. */
  readonly callsASecond: number
  /** Shards that a day's audit trail has. */
  readonly trailShards: number
}

/** Provinces from a town to the largest there are. */
export const sizes = [100_000, 1_000_000, 10_000_000, 100_000_000]

/** A share in hundredths. */
export const percent = (share: number) => `${number(100 * share)} %`

/** The load of so many persons. */
export const loadAt = (uses: readonly KindUse[], persons: number): Load => loadOf(ratesOf(uses, persons), persons)

/** The table by the number of persons. */
export function sizesTable(uses: readonly KindUse[], { standing }: Stage): string {
  const head = ['', ...sizes.map((persons) => `${number(persons)} persons`)]
  const line = (what: string, of: (load: Load, persons: number) => string | number) => [
    what,
    ...sizes.map((persons) => of(loadAt(uses, persons), persons)),
  ]
  const costs = sizes.map((persons) => monthCost(uses, persons, standing))
  const total = (cost: Record<string, number>) => Object.values(cost).reduce((sum, part) => sum + part, 0)
  return table(head, [
    line('events a day, on average', (_, persons) => number(eventsAYear(uses, persons) / 365)),
    line('events in the busiest hour', ({ eventsASecond }) => number(3600 * eventsASecond)),
    line('then a second: events', ({ eventsASecond }) => number(eventsASecond)),
    line('messages', ({ messagesASecond }) => number(messagesASecond)),
    line('write units', ({ used }) => number(used.tableWrites + used.dueWrites + used.listsWrites)),
    line('read units', ({ used }) => number(used.tableReads)),
    line('API calls, questions at desks included', ({ used }) => number(used.calls)),
    line('functions busy: inbox', ({ inbox }) => number(inbox)),
    line('workers, all lanes', ({ workers }) => number(workers)),
    line('API', ({ api }) => number(api)),
    line('desk', ({ desk }) => number(desk)),
    line('functions at a time to be granted: twice that', ({ used }) => number(Math.ceil(2 * used.functions))),
    line(
      'fullest shared partition, writes of 1,000',
      ({ used, fullest }) => `${number(used.partitionWrites)} (${fullest.writes})`,
    ),
    line('reads of 3,000', ({ used, fullest }) => `${number(used.partitionReads)} (${fullest.reads})`),
    line('stored after a year, GB', (_, persons) => number(bytesAfter(uses, persons, 1) / 1e9)),
    line('after five', (_, persons) => number(bytesAfter(uses, persons, 5) / 1e9)),
    line('nearest limit', (load) => limits[nearest(load).name].what),
    line('of it is used', (load) => percent(nearest(load).share)),
    line('it breaks at, persons', (load, persons) => number(persons / nearest(load).share)),
    ...Object.keys(costs[0] ?? {}).map((part) => [
      part === 'table' ? 'dollars a month: table' : part,
      ...costs.map((cost) => number(cost[part] ?? 0)),
    ]),
    ['together', ...costs.map((cost) => number(total(cost)))],
    ['cents a person and year', ...costs.map((cost, index) => number((1200 * total(cost)) / (sizes[index] ?? 1)))],
  ])
}
