/** What is written under results/: figures, and the machine they were measured on. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { type Figures, rounded, spread } from './measure.ts'

const dir = new URL('results/', import.meta.url)

/** Writes `results/<name>.json`. */
export function writeResult(name: string, result: object): void {
  mkdirSync(dir, { recursive: true })
  writeFileSync(new URL(`${name}.json`, dir), `${JSON.stringify({ ...machine(), ...result }, undefined, 2)}\n`)
}

/** What figures depend on. */
function machine() {
  const load = loadavg().map(rounded)
  const memory_gb = Math.round(totalmem() / 2 ** 30)
  return { node: process.version, cores: cpus().length, cpu: cpus()[0]?.model, memory_gb, load_average: load }
}

const measured = [
  'cases_per_second',
  'cpu_ms',
  'commits',
  'read_units',
  'write_units',
  'sqs_requests',
  'sqs_bytes',
  'load',
] as const

/** Median and spread of each figure over the runs. */
export function summary(figures: readonly Figures[]) {
  const of = Object.fromEntries(measured.map((name) => [name, spread(figures.map((one) => one[name]))]))
  return { bundle: figures[0]?.bundle, cases: figures[0]?.cases, runs: figures.length, ...of }
}

/** A line of the table: `median (min–max)`, or the value alone where all runs agree. */
export function tableLine(figures: readonly Figures[]): Record<string, string | number> {
  const line: Record<string, string | number> = { bundle: figures[0]?.bundle ?? '' }
  for (const name of measured) {
    const { median, min, max } = spread(figures.map((one) => one[name]))
    line[name] = min === max ? median : `${median} (${min}–${max})`
  }
  return line
}
