/** Which events partners may send: what registers know, and what bundles hear. Loads nothing else of the bundles. */
import { type AnyHeard, catalogueWith } from '../../events/index.ts'
import { settlementPosted, settlementRevoked } from '../../events/subjects/settlement.ts'
import { heard as heardByBundles, said as own } from './index.ts'

/** What several bundles hear, none of which owns it, and what one does. */
export const heard: readonly AnyHeard[] = [settlementPosted, settlementRevoked, ...heardByBundles]

/** All events, those that we send too. */
export const catalogue = catalogueWith(heard, own)

/** The types that partners may send, without prefix and version. */
export const inboundTypes = catalogue.flatMap(({ direction, type }) => (direction === 'inbound' ? [type] : [])) as [
  string,
  ...string[],
]

/** The types that partners may receive. */
export const outboundTypes = catalogue.flatMap(({ direction, type }) => (direction === 'outbound' ? [type] : []))
