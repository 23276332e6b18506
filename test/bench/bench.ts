/**
 * `npm run bench -- [name …] [--cases N] [--runs N] [--due N]`: measures and writes test/bench/results/<name>.json. Names: the
 * bundles, `desk`, `growth`, `lane`, `lifelong`, `seal`, `settle`, `sweep`; without one all bundles and the desk.
 */
import { parseArgs } from 'node:util'
import { bundleBenches, type Measured } from './bundles.ts'
import { benchBundle } from './cases.ts'
import { benchDesk, deskTable } from './desk.ts'
import { benchGrowth } from './growth.ts'
import { benchLane } from './lane.ts'
import { wholeLife } from './life.ts'
import { benchLifelong, lifelongTable } from './lifelong.ts'
import { writeTable } from './readme.ts'
import { summary, tableLine, writeResult } from './results.ts'
import { benchSealing, benchSeals } from './seal.ts'
import { benchSettle } from './settle.ts'
import { benchSweep } from './sweep.ts'

const number = (text: string) => {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new Error(`a whole number above 0 is wanted, not ${text}`)
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string', default: '200' },
    runs: { type: 'string', default: '5' },
    stored: { type: 'string', default: '500' },
    due: { type: 'string', default: '20000' },
  },
})
const cases = number(values.cases)
const runs = number(values.runs)
const lines: Record<string, string | number>[] = []

async function bundle(spec: Measured): Promise<void> {
  const figures = await benchBundle(spec, cases, runs)
  writeResult(spec.bundle, { summary: summary(figures), figures })
  lines.push(tableLine(figures))
  console.log(`${spec.bundle}: calls a case`, figures.at(-1)?.calls)
}

async function desk(): Promise<void> {
  const result = await benchDesk(runs)
  writeResult('desk', result)
  console.table(result.figures)
  console.table(result.sizes)
  console.table(result.cold)
  writeTable('desk', deskTable(result.figures))
  writeTable('desk-cold', result.cold)
  writeTable('desk-size', result.sizes, `The desk is ${result.ratio} times the empty app.`)
}

async function growth(): Promise<void> {
  const result = await benchGrowth(cases, number(values.stored), runs)
  writeResult('growth', result)
  console.table(result.lines)
  writeTable('growth', result.lines)
  if (!result.flat) process.exitCode = 1
}

async function lifelong(): Promise<void> {
  const result = await benchLifelong(wholeLife)
  writeResult('lifelong', result)
  const { lines, kept } = lifelongTable(result)
  console.table(lines)
  writeTable('lifelong', lines)
  if (!kept) process.exitCode = 1
}

async function settle(): Promise<void> {
  const figures = []
  for (const spec of Object.values(bundleBenches)) figures.push(await benchSettle(spec, cases, runs))
  const table = figures.map(({ line }) => line)
  writeResult('settle', { cases, runs, figures })
  console.table(table)
  writeTable('settle', table, `${runs} runs of ${cases} cases.`)
}

async function seal(): Promise<void> {
  const lines = benchSeals(runs)
  for (const spec of Object.values(bundleBenches)) lines.push(await benchSealing(spec, cases, runs))
  writeResult('seal', { cases, runs, lines })
  console.table(lines)
  writeTable('seal', lines, `${runs} runs of ${cases} cases.`)
}

async function lane(): Promise<void> {
  const figures = await benchLane(cases, runs)
  writeResult('lane', { figures })
  console.table(figures)
  writeTable('lane', figures, `Medians of ${runs} runs of ${cases} persons a kind.`)
}

async function sweep(): Promise<void> {
  const { lines, ...result } = await benchSweep(number(values.due))
  writeResult('sweep', { ...result, lines })
  console.table(lines)
  const { seconds_to_the_last_wake, swept, measured } = result
  writeTable(
    'sweep',
    lines,
    `CPU by ${measured} items. The last of a million is woken ${seconds_to_the_last_wake} s after it fell due, the minute ` +
      `until the clock looks included; the busiest shard of the index gives ${swept.busiest_shard} write units a second.`,
  )
  if (!result.kept) process.exitCode = 1
}

const benches: Record<string, () => Promise<void>> = {
  ...Object.fromEntries(Object.values(bundleBenches).map((spec) => [spec.bundle, () => bundle(spec)])),
  desk,
  growth,
  lane,
  lifelong,
  seal,
  settle,
  sweep,
}
const wanted = positionals.length > 0 ? positionals : Object.keys(bundleBenches)
const unknown = wanted.filter((name) => !benches[name])
if (unknown.length > 0) {
  console.error(`no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}
const withOthers = wanted.flatMap((name) => [name, ...(bundleBenches[name]?.also ?? [])])
for (const name of new Set(withOthers)) await benches[name]?.()
if (lines.length > 0) {
  console.table(lines)
  if (positionals.length === 0) {
    writeResult('all', { table: lines })
    writeTable('all', lines, `${runs} runs of ${cases} cases.`)
  }
}
