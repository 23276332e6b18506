/** The mixed cases of the load: which is whose, and everything that is told of them, in the order it is sent. */
import { type BundleBench, bundleBenches } from '../bench/bundles.ts'
import type { Told } from '../bench/measure.ts'

/** Of ten cases so many are of each bundle. Transfers and visits are the many in a province. */
const shares: Readonly<Record<string, number>> = {
  transfer: 3,
  newborn: 2,
  'maternity-allowance': 1,
  retirement: 1,
  filing: 3,
}
const turn: readonly BundleBench[] = Object.values(bundleBenches).flatMap((spec) =>
  Array.from({ length: shares[spec.bundle] ?? 0 }, () => spec),
)

/** The bundle of the `n`th case. */
export const bundleOf = (n: number): BundleBench => turn[n % turn.length] as BundleBench

/** What must be known before any case. */
export const factsOfAll: readonly Told[] = Object.values(bundleBenches).flatMap((spec) => spec.facts ?? [])

/** Who in office has tasks to decide. */
export const officesOfAll = Object.values(bundleBenches).flatMap((spec) => spec.approvers ?? [])

/** All that is told of the `n`th case: its person, what sets it off, what comes after. */
export function toldOf(n: number): Told[] {
  const spec = bundleOf(n)
  return [...spec.before(n), spec.trigger(n), ...(spec.later ? [spec.later(n)] : [])]
}
