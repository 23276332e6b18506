/** What the bundles declare, put together for whoever serves them all. */

import { inboundEvents } from '../../events/index.ts'
import type { AnyChain } from '../../shared/chain/chain.ts'
import type { Names } from '../../shared/codes/coded.ts'
import { houseParameters } from '../../shared/policy/house.ts'
import { parametersByName } from '../../shared/policy/index.ts'
import type { BirthCases } from '../../shared/registers/family/birth-notices.ts'
import { type ActionKind, withdraw } from '../../shared/tasks/action.ts'
import { kindsByName } from '../../shared/tasks/kind.ts'
import type { Notice } from '../../shared/tasks/notice.ts'
import { operatorTaskKinds } from '../../shared/tasks/operator.ts'
import { approvePack } from '../../shared/tasks/pack.ts'
import { registerTaskKinds } from '../../shared/tasks/person.ts'
import { mendProblem } from '../../shared/tasks/problem.ts'
import { houseNotices } from '../../shared/tasks/told.ts'
import { visitAlert } from '../../shared/tasks/visit-alert.ts'
import { volumeAlert } from '../../shared/tasks/volume.ts'
import type { Route } from '../calls/route.ts'
import type { Manifest } from '../manifest.ts'
import { heard } from './catalogue.ts'
import { manifests, routes } from './index.ts'

/** The chains of all bundles, in the order they are asked: who waits for another comes after it. */
export const chains: readonly AnyChain[] = inOrder(manifests).map(({ chain }) => chain)

/** The bundle of this name. */
export const manifestOf = (bundle: string): Manifest | undefined =>
  manifests.find(({ chain }) => chain.bundle === bundle)

/** Every parameter there is, by its name. Throws if two bear the same name: a bug. */
export const parameters = parametersByName([...houseParameters, ...manifests.flatMap((one) => one.parameters)])
/** What each bundle is called. */
export const bundleTitles: Names = Object.fromEntries(chains.map(({ bundle, title }) => [bundle, title]))

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
  visitAlert,
  volumeAlert,
  approvePack,
  mendProblem,
])

/** What each kind of task is called. */
export const taskNames: Names = Object.fromEntries([...taskKinds.values()].map(({ kind, title }) => [kind, title]))

/** What people are told in any case or outside of any, by its template. */
export const noticeNames: Names = Object.fromEntries(
  [...houseNotices, ...manifests.flatMap(({ notices }) => Object.values<Notice>(notices))].map((one) => [
    one.template,
    one.title,
  ]),
)

/** What any case may wait for. */
export const awaitedNames: Names = Object.fromEntries([
  ...Object.entries(taskNames),
  ...actionKinds.map(({ action, title }) => [action, title]),
  ...Object.entries(inboundEvents).map(([type, { title }]) => [type, title]),
  ...heard.map(({ type, title }) => [type, title]),
  ...manifests.flatMap(({ awaits = [] }) => awaits.map(({ milestone, title }) => [milestone, title])),
])

/** What any case may grant. */
export const entitlementNames: Names = Object.fromEntries(
  manifests.flatMap(({ entitlements = [] }) => entitlements.map(({ kind, title }) => [kind, title])),
)

/** What the words are called that some parameters have as values. */
export const parameterWords: Names = Object.fromEntries(
  [...parameters.values()].flatMap(({ words = {} }) => Object.entries(words)),
)

/** What each parameter is called. */
export const parameterNames: Names = Object.fromEntries(
  [...parameters.values()].map(({ name, title }) => [name, title]),
)

/** The calls that are a bundle's own; a function that answers none is deployed without them. */
export const bundleRoutes: readonly Route[] = /* @__PURE__ */ routes.flat()

/** What the cases of children say of who their guardians are. */
export const births: BirthCases = onlyOne(manifests.flatMap(({ births }) => births ?? []))

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

function onlyOne<T>([one, ...others]: readonly T[]): T {
  if (one === undefined || others.length > 0) throw new Error('bundles: one of them keeps certificates of birth')
  return one
}
