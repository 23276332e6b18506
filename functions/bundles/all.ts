/** What the bundles declare, put together for whoever serves them all. */

import type { AnyChain } from '../../shared/chain/chain.ts'
import { parametersByName } from '../../shared/policy/index.ts'
import { type ActionKind, withdraw } from '../../shared/tasks/action.ts'
import { kindsByName } from '../../shared/tasks/kind.ts'
import { operatorTaskKinds } from '../../shared/tasks/operator.ts'
import { registerTaskKinds } from '../../shared/tasks/person.ts'
import type { Manifest } from '../manifest.ts'
import { manifests } from './index.ts'

/** The chains of all bundles, in the order they are asked: who waits for another comes after it. */
export const chains: readonly AnyChain[] = inOrder(manifests).map(({ chain }) => chain)

/** The bundle of this name. */
export const manifestOf = (bundle: string): Manifest | undefined =>
  manifests.find(({ chain }) => chain.bundle === bundle)

/** Every parameter there is, by its name. Throws if two bear the same name: a bug. */
export const parameters = parametersByName(manifests.flatMap((one) => one.parameters))

/** The names of all bundles. */
export const bundleNames = chains.map(({ bundle }) => bundle) as [string, ...string[]]

/** Everything a citizen may do in a case of any bundle. */
export const actionKinds: readonly ActionKind[] = [
  ...new Set([...manifests.flatMap(({ actions }) => actions), withdraw]),
]

/** Every kind of task there is, by its name. */
export const taskKinds = kindsByName([
  ...manifests.flatMap(({ tasks }) => tasks),
  ...registerTaskKinds,
  ...operatorTaskKinds,
])

/** Bundles so that each comes after those it waits for. Throws if two wait for each other. */
export function inOrder(bundles: readonly Manifest[]): Manifest[] {
  const ordered = new Map<string, Manifest>()
  const place = (one: Manifest, waiting: readonly string[]): void => {
    const { bundle } = one.chain
    if (ordered.has(bundle)) return
    if (waiting.includes(bundle)) throw new Error(`bundles: ${[...waiting, bundle].join(' after ')}`)
    for (const name of one.after ?? []) {
      const before = bundles.find(({ chain }) => chain.bundle === name)
      if (before) place(before, [...waiting, bundle])
    }
    ordered.set(bundle, one)
  }
  for (const one of bundles) place(one, [])
  return [...ordered.values()]
}
