/** Continuity of benefits (RULES.md 3.3, 3.4). Pure. */
import { addMonths, type Day, firstDay, monthOf, monthsBetween } from '../../../../shared/calendar/index.ts'
import { field, type Held } from '../../../../shared/chain/fields.ts'
import type { Schemas } from '../../../../shared/schemas.ts'

/** What an interruption means for benefits: none, or a waiting time that ends on `benefit_from`. */
export const continuity = (z: Schemas) =>
  z.discriminatedUnion('benefit', [
    z.strictObject({ benefit: z.literal('continuous'), back_payment_months: z.int() }),
    z.strictObject({ benefit: z.literal('waiting'), back_payment_months: z.literal(0), benefit_from: field.day(z) }),
  ])
/** Of one interruption. */
export type Continuity = Held<typeof continuity>

/** Most months of interruption that back payment can cover. */
export const mostCoverable = 3

/** Calendar months strictly between the month of the pause in A and the month of the enrolment in B. */
function monthsInterrupted(pausedOn: Day, enrolledOn: Day): number {
  return Math.max(0, monthsBetween(monthOf(pausedOn), monthOf(enrolledOn)) - 1)
}

/** Whether benefits go on, and if not from when; `waitingMonths` is the parameter for B's area. */
export function continuityOf(pausedOn: Day, enrolledOn: Day, waitingMonths: number): Continuity {
  const interrupted = monthsInterrupted(pausedOn, enrolledOn)
  if (interrupted <= mostCoverable) return { benefit: 'continuous', back_payment_months: interrupted }
  const benefit_from = firstDay(addMonths(monthOf(enrolledOn), waitingMonths))
  return { benefit: 'waiting', back_payment_months: 0, benefit_from }
}
