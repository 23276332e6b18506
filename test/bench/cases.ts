/** Measuring a bundle: rounds of cases, one population after the other on the same stores. */

import { benchNow } from '../../functions/bench.ts'
import type { TaskOwner } from '../../shared/registers/rows.ts'
import { taskList } from '../../shared/table/keys.ts'
import { openList } from '../../shared/table/lists.ts'
import type { Measured } from './bundles.ts'
import { caseOf, faultOf } from './ends.ts'
import { type Figures, inParallel, measure, tell } from './measure.ts'
import { type Bench, startBench } from './stores.ts'

/** A whole number for each person of a round: rounds follow each other without a gap. */
interface Round {
  readonly first: number
  readonly count: number
}

const numbersOf = ({ first, count }: Round): number[] => Array.from({ length: count }, (_, index) => first + index)

/** So many batches of each queue at a time. */
const concurrency = 4

/** Stores, system and readers for a bundle. */
export async function startFor(spec: Measured): Promise<Bench> {
  const bench = await startBench(benchNow, { stubs: spec.stubs })
  bench.poll(concurrency)
  await tell(bench, spec.facts ?? [])
  await bench.drained()
  return bench
}

/** One round: persons first, unmeasured; then their cases from trigger to end, each of which is looked at. */
export async function oneRound(bench: Bench, spec: Measured, round: Round): Promise<Figures> {
  await prepare(bench, spec, round)
  const figures = await measure(bench, spec.bundle, round.count, () => play(bench, spec, round))
  await checkEnds(bench, spec, round)
  return figures
}

/** Cases that are only to be there. */
export async function fill(bench: Bench, spec: Measured, round: Round): Promise<void> {
  const portion = 500
  for (let done = 0; done < round.count; done += portion) {
    const part = { first: round.first + done, count: Math.min(portion, round.count - done) }
    await prepare(bench, spec, part)
    await play(bench, spec, part)
  }
}

/** Rounds of `cases`, after one that warms up: the first thousand calls of a new process are another matter. */
export async function benchBundle(spec: Measured, cases: number, runs: number): Promise<Figures[]> {
  const bench = await startFor(spec)
  try {
    const figures: Figures[] = []
    await oneRound(bench, spec, { first: 0, count: cases })
    for (let run = 1; run <= runs; run++)
      figures.push(await oneRound(bench, spec, { first: run * cases, count: cases }))
    return figures
  } finally {
    await bench.stop()
  }
}

async function prepare(bench: Bench, spec: Measured, round: Round): Promise<void> {
  await tell(bench, numbersOf(round).flatMap(spec.before))
  await bench.drained()
}

async function play(bench: Bench, spec: Measured, round: Round): Promise<void> {
  await tell(bench, numbersOf(round).map(spec.trigger))
  await bench.drained()
  const { later, approvers = [] } = spec
  if (later) await tell(bench, numbersOf(round).map(later))
  for (const owner of approvers) await approveAll(bench, owner)
  if (later || approvers.length > 0) await bench.drained()
  await actAll(bench, spec, round)
}

/** More tasks than a round opens. */
const mostOpen = 100_000

/** Somebody in office approves whatever is open, over the API. */
async function approveAll(bench: Bench, owner: TaskOwner): Promise<void> {
  const tasks = await openList(bench.aside.table, taskList(owner)).take(mostOpen)
  const who = owner.role === 'clerk' ? { role: 'clerk', admdvs: owner.area } : owner
  await inParallel(tasks, 16, async ({ sk }) => {
    const path = `/v1/tasks/${sk.replace('B#task#', '')}/decision`
    const { status } = await bench.call({ ...who }, 'POST', path, { decision: 'approve' })
    if (status !== 200) throw new Error(`approval answered ${status}`)
  })
}

/** Everybody does in their case what it asks of them, over the API. */
async function actAll(bench: Bench, spec: Measured, round: Round): Promise<void> {
  const { act, psnNo } = spec
  if (!act) return
  const { keys } = bench.ports
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
  const { keys } = bench.ports
  await inParallel(numbersOf(round), 16, async (n) => {
    const fault = await faultOf(bench.aside.table, keys, spec, n)
    if (fault) throw new Error(`bench: ${fault}`)
  })
}
