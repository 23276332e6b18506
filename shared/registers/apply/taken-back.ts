/** Facts that their reporter took back (bundles/RULES.md 8.1): of two reports the later one holds. */
import { compareInstants, type Instant } from '../../calendar/index.ts'
import type { TakenBack, Visit } from '../rows.ts'

/** A report as it is held, and the report that took it back, if there is one. */
interface Reported {
  time: Instant
  revoked?: TakenBack
}

/** Whether it is taken back, and not reported anew since; of two reports of one time it is. */
export const isTakenBack = ({ time, revoked }: Reported): boolean =>
  revoked !== undefined && compareInstants(revoked.time, time) >= 0

/** Whether a visit never took place: neither its admission nor its settlement was reported later than that. */
export const isCancelled = ({ admitted, settled, cancelled }: Visit): boolean =>
  cancelled !== undefined &&
  [admitted, settled].every((told) => told === undefined || isTakenBack({ time: told.time, revoked: cancelled }))

/** What the fact is known to be taken back by, with one more report: the later one, or the same value. */
export const takenBackBy = (held: TakenBack | undefined, said: TakenBack): TakenBack =>
  held && compareInstants(held.time, said.time) >= 0 ? held : said
