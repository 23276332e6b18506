/** What is measured of each bundle, as it stands in the bundle's folder. */
import type { BundleBench, CallBench } from '../../functions/bench.ts'
import { samples } from '../../functions/bundles/index.ts'

/** A bundle's plain case that an event sets off, and the bundle's name. */
export interface ByEvent extends BundleBench {
  readonly bundle: string
}

/** One that somebody asks for. */
export interface ByCall extends CallBench {
  readonly bundle: string
}

/** Either. */
export type Measured = ByEvent | ByCall

/** Whether an event sets it off. */
export const isByEvent = (spec: Measured): spec is ByEvent => 'trigger' in spec

/** All bundles by name. */
export const bundleBenches: Readonly<Record<string, Measured>> = Object.fromEntries(
  await Promise.all(
    samples.flatMap(({ of: { chain }, ...parts }) =>
      'bench' in parts ? [parts.bench().then((bench) => [chain.bundle, { bundle: chain.bundle, ...bench }])] : [],
    ),
  ),
)

/** Those that an event sets off. */
export const eventBenches: readonly ByEvent[] = Object.values(bundleBenches).filter(isByEvent)

/** The plain case of a bundle that must be there, and that an event sets off. */
export function benchOf(bundle: string): ByEvent {
  const found = bundleBenches[bundle]
  if (!found) throw new Error(`no bundle ${bundle}; there are ${Object.keys(bundleBenches).join(', ')}`)
  if (!isByEvent(found)) throw new Error(`${bundle} is set off by no event`)
  return found
}
