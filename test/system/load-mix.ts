/** The mixed cases of the load: which is whose, and everything that is told of them, in the order it is sent. */

import type { Told } from '../../functions/bench.ts'
import { type ByEvent, bundleBenches, eventBenches } from '../bench/bundles.ts'

/** The bundles in turn, each as often as a province has its cases. */
const turn: readonly ByEvent[] = eventBenches.flatMap((spec) => Array.from({ length: spec.share }, () => spec))

/** The bundle of the `n`th case. */
export const bundleOf = (n: number): ByEvent => turn[n % turn.length] as ByEvent

/** What must be known before any case. */
export const factsOfAll: readonly Told[] = Object.values(bundleBenches).flatMap((spec) => spec.facts ?? [])

/** Who in office has tasks to decide. */
export const officesOfAll = Object.values(bundleBenches).flatMap((spec) => spec.approvers ?? [])

/** All that is told of the `n`th case: its person, what sets it off, what comes after. */
export function toldOf(n: number): Told[] {
  const spec = bundleOf(n)
  return [...spec.before(n), spec.trigger(n), ...(spec.later ? [spec.later(n)] : [])]
}
