/** What is measured of each bundle, as it stands in the bundle's folder. */
import type { BundleBench } from '../../functions/bench.ts'
import { samples } from '../../functions/bundles/index.ts'

/** A bundle's plain case, and the bundle's name. */
export interface Measured extends BundleBench {
  readonly bundle: string
}

/** All bundles by name. */
export const bundleBenches: Readonly<Record<string, Measured>> = Object.fromEntries(
  await Promise.all(
    samples.flatMap(({ of: { chain }, ...parts }) =>
      'bench' in parts ? [parts.bench().then((bench) => [chain.bundle, { bundle: chain.bundle, ...bench }])] : [],
    ),
  ),
)

/** The plain case of a bundle that must be there. */
export function benchOf(bundle: string): Measured {
  const found = bundleBenches[bundle]
  if (!found) throw new Error(`no bundle ${bundle}; there are ${Object.keys(bundleBenches).join(', ')}`)
  return found
}
