/** What `npm run bench` measures: each bench by its name, written under results/ and into the tables of README.md. */
import { WrongCall } from '../../infra/cli/support/command.ts'
import { say } from '../../infra/cli/support/language.ts'
import { bundleBenches, type Measured } from './bundles.ts'
import { benchBundle } from './cases.ts'
import { benchDesk, deskTable } from './desk.ts'
import { benchGrowth } from './growth.ts'
import { benchLane } from './lane.ts'
import { wholeLife } from './life.ts'
import { benchLifelong, lifelongTable } from './lifelong.ts'
import { writeTable } from './readme.ts'
import { summary, tableLine, writeResult } from './results.ts'
import { benchScreening } from './screening.ts'
import { benchSealing, benchSeals } from './seal.ts'
import { benchSettle } from './settle.ts'
import { benchSweep } from './sweep.ts'

/** How much is measured. */
export interface Size {
  readonly cases: number
  readonly runs: number
  readonly stored: number
  readonly due: number
}

/** Measures, and answers whether what must hold does. */
type Bench = (size: Size) => Promise<boolean>

async function bundle(spec: Measured, { cases, runs }: Size): Promise<Line> {
  const figures = await benchBundle(spec, cases, runs)
  writeResult(spec.bundle, { summary: summary(figures), figures })
  console.log(say({ zh: `${spec.bundle}：一件的调用`, en: `${spec.bundle}: calls a case` }), figures.at(-1)?.calls)
  return tableLine(figures)
}

async function desk({ runs }: Size): Promise<boolean> {
  const result = await benchDesk(runs)
  writeResult('desk', result)
  console.table(result.figures)
  console.table(result.sizes)
  console.table(result.cold)
  writeTable('desk', deskTable(result.figures))
  writeTable('desk-cold', result.cold)
  writeTable('desk-size', result.sizes, `The desk is ${result.ratio} times the empty app.`)
  return true
}

async function growth({ cases, stored, runs }: Size): Promise<boolean> {
  const result = await benchGrowth(cases, stored, runs)
  writeResult('growth', result)
  console.table(result.lines)
  writeTable('growth', result.lines)
  return result.flat
}

async function lifelong(): Promise<boolean> {
  const result = await benchLifelong(wholeLife)
  writeResult('lifelong', result)
  const { lines, kept } = lifelongTable(result)
  console.table(lines)
  writeTable('lifelong', lines)
  return kept
}

async function settle({ cases, runs }: Size): Promise<boolean> {
  const figures = []
  for (const spec of Object.values(bundleBenches)) figures.push(await benchSettle(spec, cases, runs))
  const table = figures.map(({ line }) => line)
  writeResult('settle', { cases, runs, figures })
  console.table(table)
  writeTable('settle', table, `${runs} runs of ${cases} cases.`)
  return true
}

async function seal({ cases, runs }: Size): Promise<boolean> {
  const lines = benchSeals(runs)
  for (const spec of Object.values(bundleBenches)) lines.push(await benchSealing(spec, cases, runs))
  writeResult('seal', { cases, runs, lines })
  console.table(lines)
  writeTable('seal', lines, `${runs} runs of ${cases} cases.`)
  return true
}

async function lane({ cases, runs }: Size): Promise<boolean> {
  const figures = await benchLane(cases, runs)
  writeResult('lane', { figures })
  console.table(figures)
  writeTable('lane', figures, `Medians of ${runs} runs of ${cases} persons a kind.`)
  return true
}

async function sweep({ due }: Size): Promise<boolean> {
  const { lines, ...result } = await benchSweep(due)
  writeResult('sweep', { ...result, lines })
  console.table(lines)
  const { seconds_to_the_last_wake, swept, measured } = result
  writeTable(
    'sweep',
    lines,
    `CPU by ${measured} items. The last of a million is woken ${seconds_to_the_last_wake} s after it fell due, the minute ` +
      `until the clock looks included; the busiest shard of the index gives ${swept.busiest_shard} write units a second.`,
  )
  return result.kept
}

async function pages({ runs }: Size): Promise<boolean> {
  // Only now: pages are JSX, which a command line that measures something else need not load.
  const { benchPages } = await import('./pages.ts')
  const { lines, kept } = await benchPages(runs)
  writeResult('pages', { runs, lines })
  console.table(lines)
  writeTable('pages', lines, `${runs} runs of 20 pages.`)
  return kept
}

async function screening(): Promise<boolean> {
  const { line, kept } = await benchScreening()
  writeResult('screening', { line })
  console.table([line])
  writeTable('screening', [line])
  return kept
}

const others: Readonly<Record<string, Bench>> = { desk, growth, lane, lifelong, pages, screening, seal, settle, sweep }

type Line = Record<string, string | number>

/** Measures what is wanted, and what belongs to it; answers the exit status. */
export async function measure(wanted: readonly string[], size: Size): Promise<number> {
  const names = wanted.length > 0 ? wanted : Object.keys(bundleBenches)
  const unknown = names.filter((name) => !others[name] && !bundleBenches[name])
  if (unknown.length > 0) {
    const [those, all] = [unknown.join(', '), [...Object.keys(bundleBenches), ...Object.keys(others)].join(', ')]
    throw new WrongCall(say({ zh: `没有 ${those}；有 ${all}`, en: `no bench ${those}; there are ${all}` }))
  }
  const lines: Line[] = []
  let kept = true
  for (const name of new Set(names.flatMap((one) => [one, ...(bundleBenches[one]?.also ?? [])]))) {
    const spec = bundleBenches[name]
    if (spec) lines.push(await bundle(spec, size))
    else kept = ((await others[name]?.(size)) ?? true) && kept
  }
  if (lines.length > 0) console.table(lines)
  if (lines.length > 0 && wanted.length === 0) {
    writeResult('all', { table: lines })
    writeTable('all', lines, `${size.runs} runs of ${size.cases} cases.`)
  }
  return kept ? 0 : 1
}
