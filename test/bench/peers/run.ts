/**
 * The same transfer on every engine, on the same machine, in the same run:
 * `npm install --prefix test/bench/peers`, then `node test/bench/peers/run.ts [--cases 400] [--runs 3] [--width 64] [name …]`.
 * Writes test/bench/results/peers.json and peers.svg.
 */
import { loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { inParallel, percentile, rounded, spread } from '../measure.ts'
import { writeTable } from '../readme.ts'
import { writeResult } from '../results.ts'
import { startChain } from './chain.ts'
import { startDbos } from './dbos.ts'
import { startEngine } from './engine.ts'
import { cpuSecondsOfTrees, type Heard, type PeerSpec } from './peer.ts'
import { writePlot } from './plot.ts'
import { startRestate } from './restate.ts'

const peers: readonly PeerSpec[] = [
  { name: 'mianshen', onDisk: false, start: (heard) => startEngine(heard, false) },
  { name: 'SQS chain', onDisk: false, start: (heard) => startChain(heard, false) },
  { name: 'mianshen, on disk', onDisk: true, start: (heard) => startEngine(heard, true) },
  { name: 'SQS chain, on disk', onDisk: true, start: (heard) => startChain(heard, true) },
  { name: 'Restate', onDisk: true, start: startRestate },
  { name: 'DBOS', onDisk: true, start: startDbos },
]

/** Figures of one run of one engine. */
export interface PeerRun {
  cases_per_second: number
  p50_ms: number
  p99_ms: number
  cpu_s_per_1000: number
  worker_cpu_s_per_1000: number
  alone_p50_ms: number
  load: number
}

const text = { type: 'string' } as const
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cases: text, runs: text, width: text },
})
const cases = Number(values.cases ?? 400)
const runs = Number(values.runs ?? 3)
const width = Number(values.width ?? 64)
const aloneCases = 20

/** Cases by number: each is told when its task comes and when it is done. */
class Cases implements Heard {
  readonly #waiting = new Map<string, () => void>()

  task(n: number): void {
    this.#call(`task ${n}`)
  }

  done(n: number): void {
    this.#call(`done ${n}`)
  }

  /** Resolves when it happens; to be asked before it can. */
  until(what: 'task' | 'done', n: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${what} of case ${n} did not come`)), 120_000)
      this.#waiting.set(`${what} ${n}`, () => {
        clearTimeout(late)
        resolve()
      })
    })
  }

  #call(name: string): void {
    this.#waiting.get(name)?.()
    this.#waiting.delete(name)
  }
}

async function measurePeer(spec: PeerSpec): Promise<PeerRun[]> {
  const heard = new Cases()
  const peer = await spec.start(heard)
  const play = async (n: number): Promise<number> => {
    const task = heard.until('task', n)
    const done = heard.until('done', n)
    const begun = performance.now()
    await peer.begin(n)
    await task
    await peer.approve(n)
    await done
    return performance.now() - begun
  }
  let next = 1
  const numbers = async (count: number) => {
    const list = Array.from({ length: count }, () => next++)
    await peer.prepare(list)
    return list
  }
  try {
    await inParallel(await numbers(Math.ceil(cases / 2)), width, async (n) => void (await play(n)))
    const figures: PeerRun[] = []
    for (let run = 0; run < runs; run++) {
      const list = await numbers(cases)
      const alone = await numbers(aloneCases)
      await delay(500)
      const { worker, stores } = peer.pids()
      const used = () => [cpuSecondsOfTrees([...worker, ...stores]), cpuSecondsOfTrees(worker)] as const
      const before = used()
      const begun = performance.now()
      const times: number[] = []
      await inParallel(list, width, async (n) => void times.push(await play(n)))
      const seconds = (performance.now() - begun) / 1_000
      const after = used()
      const lonely: number[] = []
      for (const n of alone) lonely.push(await play(n))
      figures.push({
        cases_per_second: rounded(cases / seconds),
        p50_ms: percentile(times, 0.5),
        p99_ms: percentile(times, 0.99),
        cpu_s_per_1000: rounded(((after[0] - before[0]) * 1_000) / cases),
        worker_cpu_s_per_1000: rounded(((after[1] - before[1]) * 1_000) / cases),
        alone_p50_ms: percentile(lonely, 0.5),
        load: rounded(loadavg()[0] ?? 0),
      })
    }
    return figures
  } finally {
    await peer.stop()
  }
}

const chosen = positionals.length > 0 ? peers.filter(({ name }) => positionals.includes(name)) : peers
const results: { name: string; onDisk: boolean; figures: PeerRun[] }[] = []
const missing: { name: string; why: string }[] = []
for (const spec of chosen) {
  try {
    const figures = await measurePeer(spec)
    results.push({ name: spec.name, onDisk: spec.onDisk, figures })
    console.log(spec.name, figures.at(-1))
  } catch (error) {
    missing.push({ name: spec.name, why: String(error) })
    console.error(spec.name, error)
  }
}
const medians = results.map(({ name, onDisk, figures }) => {
  const names = Object.keys(figures[0] ?? {}) as (keyof PeerRun)[]
  const of = names.map((figure) => [figure, spread(figures.map((one) => one[figure])).median])
  return { name, onDisk, ...Object.fromEntries(of) } as { name: string; onDisk: boolean } & PeerRun
})
console.table(medians)
writeResult('peers', { cases, runs, width, medians, missing, results })
writePlot(medians)
const without = missing.map(({ name, why }) => `Not measured: ${name} (${why}).`).join(' ')
writeTable('peers', medians, `Medians of ${runs} runs of ${cases} cases, ${width} in flight. ${without}`)
process.exit(missing.length > 0 ? 1 : 0)
