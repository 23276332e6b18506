/** The desk over HTTP on the local stack: how many decisions at most, how fast at a fixed load, and what each costs. */
import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { decideAtDesk } from '../../functions/desk/decide.ts'
import { cachePolicies } from '../../functions/desk/policies.ts'
import { readVisit } from '../../functions/desk/visit.ts'
import { type DeskFigures, deskNow, institution, insure, visitOf } from './desk-people.ts'
import { inParallel, percentile, rounded } from './measure.ts'
import { type CountedBench, startBench } from './stores.ts'

const width = 16
/** A new process gets faster for some ten thousand calls: the figures are of one that has run. */
const warmUp = 12_000
const mostSeconds = 4
/** Decisions a second of the fixed load, each asked at its time whether or not those before are answered. */
const fixedRate = 100
const fixedSeconds = 5
/** As Linux counts the CPU time of processes. */
const ticksPerSecond = 100

/** CPU seconds that a process has used. */
export function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

/** Measures `runs` times: at the most the machine takes, and at a fixed load; then counts what a decision costs. */
export async function deskOverHttp(runs: number): Promise<DeskFigures[]> {
  const bench = await startBench(deskNow)
  try {
    await insure(bench.ports)
    const { url, pid, tokenFor } = await bench.serveApi()
    const authorization = `Bearer ${await tokenFor({ role: 'institution', fixmedins_code: institution })}`
    const headers = { authorization, 'content-type': 'application/json' }
    let n = 0
    const ask = async () => {
      const body = JSON.stringify(visitOf(n++))
      const response = await fetch(`${url}/v1/filing-decisions`, { method: 'POST', headers, body })
      if (response.status !== 200) throw new Error(`the desk answered ${response.status}`)
      await response.json()
    }
    await inParallel(Array(warmUp).keys(), width, ask)
    const figures: DeskFigures[] = []
    for (let run = 0; run < runs; run++) figures.push(await atMost(ask, pid), await atFixedLoad(ask, pid))
    return [...figures, await counted(bench)]
  } finally {
    await bench.stop()
  }
}

async function atMost(ask: () => Promise<void>, pid: number): Promise<DeskFigures> {
  const times: number[] = []
  const cpu = cpuSecondsOf(pid)
  const begun = performance.now()
  const end = begun + mostSeconds * 1_000
  const lane = async () => {
    for (let from = performance.now(); from < end; from = performance.now()) {
      await ask()
      times.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: width }, lane))
  const seconds = (performance.now() - begun) / 1_000
  return figuresOf(`HTTP, ${width} at once, as fast as it goes`, times, seconds, cpuSecondsOf(pid) - cpu)
}

async function atFixedLoad(ask: () => Promise<void>, pid: number): Promise<DeskFigures> {
  const times: number[] = []
  const cpu = cpuSecondsOf(pid)
  const begun = performance.now()
  const asked: Promise<void>[] = []
  for (let index = 0; index < fixedRate * fixedSeconds; index++) {
    const due = begun + (index * 1_000) / fixedRate
    const early = due - performance.now()
    if (early > 1) await delay(early)
    // From when it was due: a desk that falls behind shows.
    asked.push(ask().then(() => void times.push(performance.now() - due)))
  }
  await Promise.all(asked)
  const seconds = (performance.now() - begun) / 1_000
  return figuresOf(`HTTP, fixed load of ${fixedRate}/s`, times, seconds, cpuSecondsOf(pid) - cpu)
}

function figuresOf(what: string, times: readonly number[], seconds: number, cpuSeconds: number): DeskFigures {
  return {
    what,
    decisions: times.length,
    decisions_per_second: rounded(times.length / seconds),
    cpu_us: rounded((cpuSeconds * 1e6) / times.length),
    decisions_per_cpu_second: rounded(times.length / cpuSeconds),
    p50_ms: percentile(times, 0.5),
    p99_ms: percentile(times, 0.99),
    load: rounded(loadavg()[0] ?? 0),
  }
}

/** Calls and capacity, counted at the clients of the same decision in this process. */
async function counted({ ports, meter }: CountedBench): Promise<DeskFigures> {
  const { table, clock, keys } = ports
  const desk = { table, clock, keys, policies: cachePolicies(table, clock), bundlesLive: true }
  const from = 50_000_000
  const decisions = 200
  const decide = async (n: number) => {
    const read = readVisit(visitOf(from + n))
    if (!read.ok || (await decideAtDesk(desk, read.visit)) === 'person-unknown') throw new Error('not decided')
  }
  await decide(-1)
  meter.reset()
  const begun = performance.now()
  for (let n = 0; n < decisions; n++) await decide(n)
  const seconds = (performance.now() - begun) / 1_000
  const { read_units, write_units, calls } = meter.costs
  const each = (total: number) => rounded(total / decisions)
  return {
    what: 'counted, one after the other',
    decisions,
    decisions_per_second: rounded(decisions / seconds),
    read_units: each(read_units),
    write_units: each(write_units),
    calls: Object.fromEntries(Object.entries(calls).map(([name, total]) => [name, each(total)])),
  }
}
