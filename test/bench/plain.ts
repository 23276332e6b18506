/**
 * What a bundle's plain case does, counted once in memory: steps it passes, waits, messages, commits and the units of its
 * writes, bytes it leaves. These don't depend on the machine; the cost model (infra/cost) reads them beside the measured
 * figures.
 */

import { benchNow } from '../../functions/bench.ts'
import { chains } from '../../functions/bundles/all.ts'
import type { Decision } from '../../shared/chain/chain.ts'
import { partnerQueues, type QueueName } from '../../shared/queues.ts'
import type { MemoryTable } from '../../shared/table/memory.ts'
import { makeStack, type Stack } from '../support/stack.ts'
import type { Measured } from './bundles.ts'
import { playCases, prepareCases } from './play.ts'
import { countingUnits, itemBytes } from './units.ts'

/** What was counted. */
export interface Plain {
  readonly bundle: string
  /** Transitions from step to step, to a wait and to the end. */
  readonly transitions: number
  /** How often it comes to wait for somebody. */
  readonly waits: number
  /** Messages that partners send us, that we send ourselves, and that partners read. */
  readonly messages: { readonly inbound: number; readonly own: number; readonly outbound: number }
  /** Bytes of items that were not there before. */
  readonly storedBytes: number
  /** Transactions, and the units that all its writes cost. */
  readonly commits: number
  readonly writeUnits: number
}

/** Plays one plain case to its end and counts. Throws if it does not end as it should. */
export async function plainCase(spec: Measured): Promise<Plain> {
  const stack = await makeStack({ now: benchNow })
  const written = { commits: 0, writeUnits: 0 }
  countWrites(stack, written)
  const cast = { stack, spec, numbers: [1] }
  await prepareCases(cast)
  const counted = countMessages(stack)
  Object.assign(written, { commits: 0, writeUnits: 0 })
  const bytesBefore = bytesIn(stack.table)
  const seen = await watchSteps(spec.bundle, () => playCases(cast))
  const sum = (names: readonly string[]) => names.reduce((all, name) => all + (counted.get(name as QueueName) ?? 0), 0)
  const outbound = sum(partnerQueues)
  const inbound = sum(['inbox'])
  const all = [...counted.values()].reduce((total, count) => total + count, 0)
  return {
    bundle: spec.bundle,
    transitions: seen.size,
    waits: [...seen].filter((transition) => transition.endsWith('→ wait')).length,
    messages: { inbound, own: all - outbound - inbound, outbound },
    storedBytes: bytesIn(stack.table) - bytesBefore,
    ...written,
  }
}

function countWrites({ ports }: Stack, written: { commits: number; writeUnits: number }): void {
  const table = countingUnits(ports.table, (units) => {
    written.writeUnits += units
  })
  ports.table = {
    ...table,
    transact(writes) {
      written.commits++
      return table.transact(writes)
    },
  }
}

function countMessages({ ports }: Stack): Map<QueueName, number> {
  const counted = new Map<QueueName, number>()
  const send = ports.queues.send.bind(ports.queues)
  ports.queues.send = (queue, bodies) => {
    counted.set(queue, (counted.get(queue) ?? 0) + bodies.length)
    return send(queue, bodies)
  }
  return counted
}

const bytesIn = (table: MemoryTable): number =>
  [...table.items.values()].reduce((sum, item) => sum + itemBytes(item), 0)

/** Notes every transition of the bundle's steps while something runs; the same one twice is one. */
async function watchSteps(bundle: string, run: () => Promise<void>): Promise<Set<string>> {
  const seen = new Set<string>()
  const steps = Object.entries(chains.find((chain) => chain.bundle === bundle)?.steps ?? {})
  const before = steps.map(([, step]) => step.decide)
  for (const [name, step] of steps) {
    const { decide } = step
    step.decide = (ctx) => {
      const decision: Decision<unknown> = decide(ctx)
      const { next } = decision
      if ('go' in next) seen.add(`${name} → ${next.go}`)
      if ('wait' in next) seen.add(`${name} → wait`)
      if ('end' in next) seen.add(`${name} → end`)
      return decision
    }
  }
  await run()
  for (const [index, [, step]] of steps.entries()) step.decide = before[index] ?? step.decide
  return seen
}
