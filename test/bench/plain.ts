/**
 * What a bundle's plain case does, counted once in memory: steps it passes, waits, messages, commits and the units of its
 * writes, bytes it leaves. These don't depend on the machine; the cost model (infra/cost) reads them beside the measured
 * figures.
 */

import { benchNow } from '../../functions/bench.ts'
import { chains } from '../../functions/bundles/all.ts'
import type { Decision } from '../../shared/chain/chain.ts'
import type { Measured } from './bundles.ts'
import { playCases, prepareCases } from './play.ts'
import { type Tally, tallied } from './tally.ts'

/** What was counted. */
export interface Plain extends Tally {
  readonly bundle: string
  /** Transitions from step to step, to a wait and to the end. */
  readonly transitions: number
  /** How often it comes to wait for somebody. */
  readonly waits: number
}

/** Plays one plain case to its end and counts. Throws if it does not end as it should. */
export async function plainCase(spec: Measured): Promise<Plain> {
  const { stack, reset, tally } = await tallied({ now: benchNow })
  const cast = { stack, spec, numbers: [1] }
  await prepareCases(cast)
  reset()
  const seen = await watchSteps(spec.bundle, () => playCases(cast))
  return {
    bundle: spec.bundle,
    transitions: seen.size,
    waits: [...seen].filter((transition) => transition.endsWith('→ wait')).length,
    ...tally(),
  }
}

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
