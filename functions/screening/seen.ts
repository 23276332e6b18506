/** How everybody of a page stood, as it is kept for the next screening, and for who asks those not insured. */
import type { Keys, Pid } from '../../shared/identity/index.ts'
import { openAt } from '../../shared/table/seals/sealed.ts'
import type { Item } from '../../shared/table/table.ts'
import type { Stood } from './tally.ts'

/** Somebody, and how they stood. */
export type Seen = readonly [pid: Pid, community: string, state: Stood['state']]

/** Those of a page, in the order of their keys. */
export const seenIn = (keys: Keys, item: Item): Seen[] => JSON.parse(openAt(keys, item)) as Seen[]
