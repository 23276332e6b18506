/** How long a filing lasts that has an end (RULES.md 4.2, 4.10). */
import { addDays, type Day, minDay, sameDayAfter } from '../../../../shared/calendar/index.ts'
import { NATION } from '../../../../shared/codes/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { Filing } from '../../../../shared/registers/rows.ts'
import { temporaryFilingMonths } from '../parameters.ts'
import type { PolicyAt } from './decision.ts'
import { insuredOn } from './insured.ts'

/** How long a `temporary` or `referral` filing lasts, and its last day then. */
export interface Longest {
  months: number
  to: Day
}

/**
 * *Parameter* `temporary_filing_months` of the insured place on the first day, of somebody who is insured nowhere then that
 * of the nation: to the day before the same day so many months on (RULES.md 4.2).
 */
export function longestOf(file: PersonFile, from: Day, policy: PolicyAt): Longest | undefined {
  const held = policy(temporaryFilingMonths, insuredOn(file, from)?.admdvs ?? NATION, from)
  return held.found ? { months: held.value, to: addDays(sameDayAfter(from, held.value), -1) } : undefined
}

/**
 * The person's filings as they are in force. A hospital names no end, or a later one, where it does not know how long the
 * insured place lets a referral last: it is looked up when it is asked for, and where there is no row the hospital's word
 * holds.
 */
export const filingsInForce = (file: PersonFile, policy: PolicyAt): Filing[] =>
  file.all('filing').map((filing) => {
    const longest = filing.reported && longestOf(file, filing.from, policy)
    return longest ? { ...filing, to: filing.to === undefined ? longest.to : minDay(filing.to, longest.to) } : filing
  })
