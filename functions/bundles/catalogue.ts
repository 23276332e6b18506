/** Which events partners may send: what registers know, and what bundles hear. Loads nothing else of the bundles. */
import { catalogueWith } from '../../events/index.ts'
import { heard } from './index.ts'

export { heard }

/** All events, those that we send too. */
export const catalogue = catalogueWith(heard)

/** The types that partners may send, without prefix and version. */
export const inboundTypes = catalogue.flatMap(({ direction, type }) => (direction === 'inbound' ? [type] : [])) as [
  string,
  ...string[],
]
