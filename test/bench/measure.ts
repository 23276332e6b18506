/** Measuring: what a run of so many cases cost, per case. */
import { loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { wireType } from '../../events/index.ts'
import type { Told } from '../../functions/bench.ts'
import type { Bench } from './stores.ts'

/**
 * Figures of a run, per case. Units: DynamoDB capacity units; CPU of the process that holds inbox, workers and API, and
 * with them whoever plays partners and clerks; without the stores.
 */
export interface Figures {
  bundle: string
  cases: number
  seconds: number
  cases_per_second: number
  commits: number
  read_units: number
  write_units: number
  sqs_requests: number
  sqs_bytes: number
  cpu_ms: number
  /** The machine's load average of the last minute when the run ended: others were at work. */
  load: number
  calls: Record<string, number>
}

/** Two decimals. */
export const rounded = (value: number) => Math.round(value * 100) / 100

/** Runs and counts. `run` ends when all is done that belongs to the cases. */
export async function measure(bench: Bench, bundle: string, cases: number, run: () => Promise<void>): Promise<Figures> {
  await delay(500)
  bench.meter.reset()
  const cpu = process.cpuUsage()
  const begun = performance.now()
  await run()
  const seconds = (performance.now() - begun) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const { costs } = bench.meter
  const each = (total: number) => rounded(total / cases)
  return {
    bundle,
    cases,
    seconds: rounded(seconds),
    cases_per_second: rounded(cases / seconds),
    commits: each(costs.commits),
    read_units: each(costs.read_units),
    write_units: each(costs.write_units),
    sqs_requests: each(costs.sqs_requests),
    sqs_bytes: each(costs.sqs_bytes),
    cpu_ms: each((user + system) / 1000),
    load: rounded(loadavg()[0] ?? 0),
    calls: Object.fromEntries(Object.entries(costs.calls).map(([name, total]) => [name, each(total)])),
  }
}

let events = 0

/** The body of a message to the inbox, as a partner writes it; every one has an id of its own. */
export function eventBody([type, data]: Told, time: string): string {
  const id = `b${++events}`
  return JSON.stringify({ specversion: '1.0', id, source: 'urn:bench', type: wireType(type), time, data })
}

/** Puts events into the inbox, as a partner does; not counted as the system's. */
export async function tell(bench: Bench, list: readonly Told[]): Promise<void> {
  const time = bench.ports.clock.now()
  const bodies = list.map((told) => eventBody(told, time))
  await bench.aside.send('inbox', bodies)
}

/** Runs something for each item, so many at a time, in order. */
export async function inParallel<T>(items: Iterable<T>, width: number, run: (item: T) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]()
  const lane = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) await run(next.value)
  }
  await Promise.all(Array.from({ length: width }, lane))
}

/** The middle of some values, and how far they spread. */
export function spread(values: readonly number[]): { median: number; min: number; max: number } {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  const middle = sorted.length % 2 === 1 ? at(0.5) : (at(0.5) + (sorted[sorted.length / 2 - 1] ?? 0)) / 2
  return { median: rounded(middle), min: rounded(sorted[0] ?? 0), max: rounded(sorted.at(-1) ?? 0) }
}

/** The value below which this share of some values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}
