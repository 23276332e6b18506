/** All that is kept apart of what is written to the table. One more is one more line here, and its bucket. */
import { auditTrail } from './audit-trail.ts'
import { facts } from './facts/facts.ts'
import type { Consumer } from './records.ts'

/** The consumers of the table's stream. */
export const consumers: readonly Consumer[] = [auditTrail, facts]
