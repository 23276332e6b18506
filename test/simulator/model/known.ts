/** What was known of a person at a moment. */
import type { Day } from '../../../shared/calendar/index.ts'
import type { Filing, Relation } from '../../../shared/registers/rows.ts'

/** As the desk knows a person when it decides on a visit. */
export interface Known {
  relations: readonly Relation[]
  filings: readonly Filing[]
  died?: Day
}
