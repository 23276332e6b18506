/** What of the matters of errands several calls are about. */
import type { Rules } from '../../shared/chain/settle.ts'
import type { ErrandAllows } from './route.ts'

/** Of every errand. */
export const anyErrand: ErrandAllows = () => true

/** Of errands on one matter alone. */
export const errandOn =
  (own: string): ErrandAllows =>
  (matter) =>
    matter === own

/** Of errands on the matter that the body names under this name. */
export const errandNamed =
  (name: string): ErrandAllows =>
  (matter, { body }) =>
    (body as Record<string, unknown>)[name] === matter

/** Of errands on the bundle of the case that the path names: its id says which. */
export const errandOnCase: ErrandAllows = (matter, { rules, params }) => {
  const prefix = prefixOf(rules, matter)
  return prefix !== undefined && (params as { case_id?: string }).case_id?.startsWith(prefix) === true
}

/** Of errands on a bundle, a list of its cases alone. */
export const errandOnCases: ErrandAllows = (matter, { rules, query }) => {
  const { bundle = matter } = query as { bundle?: string }
  return bundle === matter && prefixOf(rules, matter) !== undefined && { query: { ...(query as object), bundle } }
}

const prefixOf = ({ chains }: Rules, bundle: string) => chains.find((chain) => chain.bundle === bundle)?.prefix
