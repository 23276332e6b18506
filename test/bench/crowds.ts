/** What a crowd costs that comes of no event: cases that fall due together, and what a hold keeps back. Counted in memory. */

import { setHold } from '../../functions/api/holds.ts'
import { benchNow } from '../../functions/bench.ts'
import { makeSweep } from '../../functions/clock/clock.ts'
import type { Crowds } from '../../infra/cost/capacity.ts'
import { batchOf } from '../../infra/cost/lane.ts'
import { addMs, compareInstants, type Instant } from '../../shared/calendar/index.ts'
import { benchOf } from './bundles.ts'
import { unitsAt } from './kinds.ts'
import { playCases, prepareCases } from './play.ts'
import { tallied } from './tally.ts'

const numbers = Array.from({ length: batchOf }, (_, index) => index + 1)
const each = (total: number) => total / numbers.length

/** Counts both, a batch of ten of each. */
export async function countCrowds(): Promise<Crowds> {
  return { ...(await dueTogether()), ...(await held()) }
}

/** Transfers that wait for a clerk past their time: the sweep that finds them, and what comes of their wakes. */
async function dueTogether(): Promise<Pick<Crowds, 'swept' | 'woken'>> {
  const spec = benchOf('transfer')
  const { stack, reset, tally } = await tallied({ now: benchNow })
  const sweep = makeSweep(stack.ports)
  // The first sweep of a release tells of it; that is no crowd's.
  await sweep()
  await prepareCases({ stack, spec, numbers })
  for (const n of numbers) await stack.send(...spec.trigger(n))
  await stack.run()
  const due = [...stack.table.items.values()].flatMap(({ due_at }) => (due_at === undefined ? [] : [due_at as Instant]))
  const [first] = due.sort(compareInstants)
  if (due.length < numbers.length || !first) throw new Error('crowds: nobody waits')
  stack.clock.set(addMs(first, 1000))
  reset()
  await sweep()
  const swept = tally()
  reset()
  await stack.run()
  const woken = tally()
  const unitsOf = ({ writes }: typeof swept) => ({
    table: each([...writes].reduce((sum, [at, units]) => (at.includes(':') ? sum : sum + units), 0)),
    due: each(unitsAt(writes, /^due:/)),
  })
  return { swept: unitsOf(swept), woken: unitsOf(woken) }
}

/** Notices and records of visits elsewhere, while an operator holds all that goes to insurance centres. */
async function held(): Promise<Pick<Crowds, 'held'>> {
  const spec = benchOf('filing')
  const { stack, reset, tally } = await tallied({ now: benchNow })
  await prepareCases({ stack, spec, numbers })
  await setHold(stack.ports, 'medins', 'bench', 'operator:bench')
  reset()
  await playCases({ stack, spec, numbers })
  const { writes } = tally()
  const line = unitsAt(writes, /^H#/)
  const kept = [...stack.table.items.values()].filter(({ pk }) => pk.startsWith('H#')).length
  return { held: { line: line / kept, holds: unitsAt(writes, /^HOLDS$/) / kept } }
}
