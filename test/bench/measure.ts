/** Measuring: what a run of so many cases cost, per case. */
import { loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { wireType } from '../../events/index.ts'
import type { Told } from '../../functions/bench.ts'
import type { Bench, CountedBench, TimedBench } from './stores.ts'

/**
 * Figures of a run, per case. Units: DynamoDB capacity units; CPU of the process that holds inbox, workers and API, without
 * the stores and whoever plays partners and clerks.
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

/** What is counted, and is the same on every machine. */
export type Counts = Pick<Figures, 'commits' | 'read_units' | 'write_units' | 'sqs_requests' | 'sqs_bytes' | 'calls'>

/** Two decimals. */
export const rounded = (value: number) => Math.round(value * 100) / 100

/** Counts what a run of so many cases takes, a case. `run` ends when all is done that belongs to the cases. */
export async function count({ meter }: CountedBench, cases: number, run: () => Promise<void>): Promise<Counts> {
  await delay(500)
  meter.reset()
  await run()
  const { costs } = meter
  const each = (total: number) => rounded(total / cases)
  return {
    commits: each(costs.commits),
    read_units: each(costs.read_units),
    write_units: each(costs.write_units),
    sqs_requests: each(costs.sqs_requests),
    sqs_bytes: each(costs.sqs_bytes),
    calls: Object.fromEntries(Object.entries(costs.calls).map(([name, total]) => [name, each(total)])),
  }
}

/** Times what a run of so many cases takes. */
export async function time(bench: TimedBench, cases: number, run: () => Promise<void>): Promise<Times> {
  await delay(500)
  const cpu = await bench.cpuMs()
  const begun = performance.now()
  await run()
  const seconds = (performance.now() - begun) / 1000
  return {
    seconds: rounded(seconds),
    cases_per_second: rounded(cases / seconds),
    cpu_ms: rounded(((await bench.cpuMs()) - cpu) / cases),
    load: rounded(loadavg()[0] ?? 0),
  }
}

/** What is timed. */
export type Times = Pick<Figures, 'seconds' | 'cases_per_second' | 'cpu_ms' | 'load'>

let events = 0

/** The body of a message to the inbox, as a partner writes it; every one has an id of its own. */
export function eventBody([type, data]: Told, time: string): string {
  const id = `b${++events}`
  return JSON.stringify({ specversion: '1.0', id, source: 'urn:bench', type: wireType(type), time, data })
}

/** Puts events into the inbox, as a partner does; not counted as the system's. */
export async function tell(bench: Bench, list: readonly Told[]): Promise<void> {
  const now = bench.clock.now()
  const bodies = list.map((told) => eventBody(told, now))
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
