/**
 * What deciding costs: the plain case of each bundle on the table in memory, CPU of the engine and the rules alone, without
 * the wire, stores, or whoever plays the partners. A run without the profiler gives the sum, one with it what it is made of.
 */
import { benchNow } from '../../functions/bench.ts'
import type { Keys } from '../../shared/identity/index.ts'
import { makeStack, testKeys } from '../support/stack.ts'
import type { Measured } from './bundles.ts'
import { rounded, spread } from './measure.ts'
import { type Carry, playCases, prepareCases } from './play.ts'
import { type Frame, startProfile } from './profile.ts'

/** What a sample is about: deciding, sealing and opening, rows to items and back, or all else that belongs to an input. */
const parts = ['settle', 'sealing', 'items', 'rest'] as const
type Part = (typeof parts)[number]

/** CPU of a case in milliseconds, as a table shows it. */
export type SettleLine = { bundle: string; all: string } & Record<Part, number>

/** A bundle's figures, and where most of the time of `settle` goes: function by function, in microseconds a case. */
export interface SettleFigures {
  readonly line: SettleLine
  readonly hottest: Readonly<Record<string, number>>
}

/** Functions named in the results. */
const mostNamed = 25

/** Measures a bundle's plain case, so many a run. */
export async function benchSettle(
  spec: Measured,
  cases: number,
  runs: number,
  keys: Keys = testKeys,
): Promise<SettleFigures> {
  const stack = await makeStack({ now: benchNow, keys })
  const round = async (first: number, carry?: Carry) => {
    const cast = { stack, spec, numbers: Array.from({ length: cases }, (_, index) => first + index) }
    await prepareCases(first === 0 ? cast : { ...cast, spec: { ...spec, facts: [] } })
    await playCases(cast, carry)
  }
  await round(0)
  const sums: number[] = []
  for (let run = 1; run <= runs; run++) {
    let spent = 0
    await round(run * cases, async (work) => {
      const before = process.cpuUsage()
      await work()
      const { user, system } = process.cpuUsage(before)
      spent += user + system
    })
    sums.push(spent / 1000 / cases)
  }
  const profile = await startProfile()
  await round((runs + 1) * cases, async (work) => {
    await profile.resume()
    await work()
    await profile.pause()
  })
  const times = profile.end((stack) => JSON.stringify([partOf(stack), functionOf(stack)]))
  return figuresOf(spec.bundle, sums, times)
}

function figuresOf(bundle: string, sums: readonly number[], times: Map<string, number>): SettleFigures {
  const all = [...times.values()].reduce((sum, time) => sum + time, 0)
  const told = [...times].map(([about, time]) => [...(JSON.parse(about) as [Part, string]), time] as const)
  const { median, min, max } = spread(sums)
  const share = (part: Part) => told.reduce((sum, [of, , time]) => (of === part ? sum + time : sum), 0) / all
  const split = Object.fromEntries(parts.map((part) => [part, rounded(share(part) * median)])) as Record<Part, number>
  const own = told.filter(([part]) => part === 'settle').sort(([, , a], [, , b]) => b - a)
  const hottest = own.slice(0, mostNamed).map(([, name, time]) => [name, rounded((time / all) * median * 1000)])
  return { line: { bundle, all: `${median} (${min}–${max})`, ...split }, hottest: Object.fromEntries(hottest) }
}

/** The innermost frame that says what it is about. What a row is opened for inside `settle` is opening, not deciding. */
function partOf(stack: readonly Frame[]): Part {
  for (const { name, file } of stack) {
    if (file.startsWith('test/') || file === 'shared/table/memory.ts') return 'rest'
    if (/^shared\/identity\/(seal|ciphers)\.ts$/.test(file)) return 'sealing'
    if (itemFiles.includes(file)) return 'items'
    if (file === 'shared/chain/settle.ts' && name === 'settle') return 'settle'
  }
  return 'rest'
}

/** What makes items of rows, and rows of items. */
const itemFiles = ['files', 'commit', 'journal', 'seals/beside', 'seals/sealed', 'rest'].map(
  (name) => `shared/table/${name}.ts`,
)

/** The innermost function of the repository's own. */
function functionOf(stack: readonly Frame[]): string {
  const own = stack.find(({ file }) => file.endsWith('.ts') && !file.startsWith('node_modules/'))
  return own ? `${own.name || 'anonymous'} (${own.file})` : 'outside'
}
