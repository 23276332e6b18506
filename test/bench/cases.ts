/** Measuring a bundle: rounds of cases, one population after the other on the same stores. */

import { setTimeout as delay } from 'node:timers/promises'
import { type Asked, benchNow } from '../../functions/bench.ts'
import { pidOf } from '../../shared/identity/index.ts'
import type { TaskOwner } from '../../shared/registers/rows.ts'
import { loadFile } from '../../shared/table/files.ts'
import { taskList } from '../../shared/table/keys.ts'
import { openList } from '../../shared/table/lists.ts'
import { type ByCall, isByEvent, type Measured } from './bundles.ts'
import { caseOf, faultOf } from './ends.ts'
import { type Counts, count, type Figures, inParallel, type Times, tell, time } from './measure.ts'
import { type Bench, type CountedBench, startBench, startTimed, type TimedBench } from './stores.ts'

/** A whole number for each person of a round: rounds follow each other without a gap. */
interface Round {
  readonly first: number
  readonly count: number
}

const numbersOf = ({ first, count }: Round): number[] => Array.from({ length: count }, (_, index) => first + index)

/** So many batches of each queue at a time. */
const concurrency = 4

/** Cases until a new process is no longer getting faster by much: half of what it takes at first. */
const warmingUp = 1_500

/** So long after parameters were first read a process may keep them; a figure of one that began just now says little. */
const untilSettledMs = 6_000

/** Readers of the queues, and what holds for all cases. */
async function begin<B extends Bench>(bench: B, spec: Measured): Promise<B> {
  await bench.poll(concurrency)
  await tell(bench, spec.facts ?? [])
  await bench.drained()
  return bench
}

/** Stores and a system of which every call is counted, for a bundle. */
export const startCounted = async (spec: Measured): Promise<CountedBench> =>
  begin(await startBench(benchNow, { stubs: spec.stubs }), spec)

/** Stores and a system by itself, for a bundle. */
export const startAlone = async (spec: Measured): Promise<TimedBench> =>
  begin(await startTimed(benchNow, { stubs: spec.stubs }), spec)

/** One round: persons first, unmeasured; then their cases from trigger to end, each of which is looked at. */
async function oneRound<Found>(
  bench: Bench,
  spec: Measured,
  round: Round,
  measure: (run: () => Promise<void>) => Promise<Found>,
): Promise<Found> {
  await prepare(bench, spec, round)
  const found = await measure(() => play(bench, spec, round))
  await checkEnds(bench, spec, round)
  return found
}

/** Counts a round. */
export const countRound = (bench: CountedBench, spec: Measured, round: Round): Promise<Counts> =>
  oneRound(bench, spec, round, (run) => count(bench, round.count, run))

/** Times a round. */
export const timeRound = (bench: TimedBench, spec: Measured, round: Round): Promise<Times> =>
  oneRound(bench, spec, round, (run) => time(bench, round.count, run))

/** Cases that are only to be there. */
export async function fill(bench: Bench, spec: Measured, round: Round): Promise<void> {
  const portion = 500
  for (let done = 0; done < round.count; done += portion) {
    const part = { first: round.first + done, count: Math.min(portion, round.count - done) }
    await prepare(bench, spec, part)
    await play(bench, spec, part)
  }
}

/** Opens, measures, and closes in any case. */
async function within<B extends Bench, Found>(opening: Promise<B>, run: (bench: B) => Promise<Found>): Promise<Found> {
  const bench = await opening
  try {
    return await run(bench)
  } finally {
    await bench.stop()
  }
}

/**
 * Rounds of `cases`: one that is counted, and in a system of its own `runs` that are timed, after one that warms up: a
 * function lives for hours, and the first thousands of calls of a new process are another matter.
 */
export async function benchBundle(spec: Measured, cases: number, runs: number): Promise<Figures[]> {
  const counted = await within(startCounted(spec), async (bench) => {
    await countRound(bench, spec, { first: 0, count: 10 })
    await delay(untilSettledMs)
    await countRound(bench, spec, { first: 10, count: 10 })
    return countRound(bench, spec, { first: 20, count: cases })
  })
  return within(startAlone(spec), async (bench) => {
    const figures: Figures[] = []
    await fill(bench, spec, { first: 0, count: warmingUp })
    await delay(untilSettledMs)
    for (let run = 1; run <= runs; run++) {
      const timed = await timeRound(bench, spec, { first: warmingUp + (run - 1) * cases, count: cases })
      figures.push({ bundle: spec.bundle, cases, ...counted, ...timed })
    }
    return figures
  })
}

async function prepare(bench: Bench, spec: Measured, round: Round): Promise<void> {
  await tell(bench, numbersOf(round).flatMap(spec.before))
  await bench.drained()
  if (isByEvent(spec)) return
  await inParallel(numbersOf(round), 16, (n) => ask(bench, spec.ready(n, bench.keys)))
  await bench.drained()
}

async function ask(bench: Bench, { psn_no, path, body }: Asked): Promise<void> {
  const { status } = await bench.call({ role: 'citizen', psn_no }, 'POST', `/v1${path}`, body)
  if (status !== 201) throw new Error(`${path} answered ${status}`)
}

/** What sets cases off by calls over the API, and what partners say of them. */
async function playCalls(bench: Bench, spec: ByCall, round: Round): Promise<void> {
  const known = (psnNo: string) => loadFile(bench.aside.table, bench.keys, pidOf(bench.keys, psnNo))
  await inParallel(numbersOf(round), 16, async (n) => ask(bench, await spec.asks(n, bench.keys, known)))
  await bench.drained()
  await tell(bench, await Promise.all(numbersOf(round).map((n) => spec.word(n, known))))
  await bench.drained()
}

async function play(bench: Bench, spec: Measured, round: Round): Promise<void> {
  if (isByEvent(spec)) await tell(bench, numbersOf(round).map(spec.trigger))
  else await playCalls(bench, spec, round)
  await bench.drained()
  const { approvers = [], approval = {} } = spec
  const later = isByEvent(spec) ? spec.later : undefined
  if (later) await tell(bench, numbersOf(round).map(later))
  for (const owner of approvers) await approveAll(bench, owner, approval)
  if (later || approvers.length > 0) await bench.drained()
  await actAll(bench, spec, round)
}

/** More tasks than a round opens. */
const mostOpen = 100_000

/** Somebody in office approves whatever is open, over the API. */
async function approveAll(bench: Bench, owner: TaskOwner, approval: object): Promise<void> {
  const tasks = await openList(bench.aside.table, taskList(owner)).take(mostOpen)
  const who = owner.role === 'clerk' ? { role: 'clerk', admdvs: owner.area } : owner
  await inParallel(tasks, 16, async ({ sk }) => {
    const path = `/v1/tasks/${sk.replace('B#task#', '')}/decision`
    const { status } = await bench.call({ ...who }, 'POST', path, { decision: 'approve', ...approval })
    if (status !== 200) throw new Error(`approval answered ${status}`)
  })
}

/** Everybody does in their case what it asks of them, over the API. */
async function actAll(bench: Bench, spec: Measured, round: Round): Promise<void> {
  const { act, psnNo } = spec
  if (!act) return
  const { keys } = bench
  await inParallel(numbersOf(round), 16, async (n) => {
    const { only } = await caseOf(bench.aside.table, keys, spec, n)
    const path = `/v1/cases/${only?.case_id}/actions`
    const { status } = await bench.call({ role: 'citizen', psn_no: psnNo(keys, n) }, 'POST', path, { ...act })
    if (status !== 200) throw new Error(`${act.action} answered ${status}`)
  })
  await bench.drained()
}

/** A figure counts only if every case came to its end. */
async function checkEnds(bench: Bench, spec: Measured, round: Round): Promise<void> {
  const { keys } = bench
  await inParallel(numbersOf(round), 16, async (n) => {
    const fault = await faultOf(bench.aside.table, keys, spec, n)
    if (fault) throw new Error(`bench: ${fault}`)
  })
}
