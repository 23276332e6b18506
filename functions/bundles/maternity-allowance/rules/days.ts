/** Days and sum of the maternity allowance (RULES.md 5). */
import { type Fen, formatDecimal, mulDivRound } from '../../../../shared/money/index.ts'
import type { ValueOf } from '../../../../shared/policy/index.ts'
import type { Delivery } from '../../../../shared/registers/rows.ts'
import type { allowanceDays, extendedDays } from '../parameters.ts'

const daysPerMonth = 30

/** What the days follow from. */
export type CountedDelivery = Pick<
  Delivery,
  'outcome' | 'dystocia' | 'fetus_count' | 'alive_count' | 'child_order' | 'gestation_weeks'
>

type Days = ValueOf<typeof allowanceDays>
type Extended = ValueOf<typeof extendedDays>

/** Days of a birth: with dystocia more, for each further child more, and those by the child's order (RULES.md 5.1). */
export function birthDays(delivery: CountedDelivery, days: Days, extended: Extended): number {
  const furtherChildren = Math.max(0, delivery.fetus_count - 1)
  return (
    days.birth + (delivery.dystocia ? days.dystocia : 0) + furtherChildren * days.more + daysByOrder(delivery, extended)
  )
}

/** By the place of the delivery's first child among the mother's children, third and later as one; or if none lived. */
function daysByOrder({ child_order, fetus_count, alive_count = fetus_count }: CountedDelivery, extended: Extended) {
  if (alive_count === 0 && extended.none_alive !== undefined) return extended.none_alive
  if (child_order <= 1) return extended.first
  return child_order === 2 ? extended.second : extended.third
}

/** Days of a miscarriage: those of the first step that its week lies below, with no additions (RULES.md 5.2). */
export function miscarriageDays({ gestation_weeks }: CountedDelivery, { miscarriage }: Days): number {
  const step = miscarriage.find(({ under_weeks }) => under_weeks === undefined || gestation_weeks < under_weeks)
  if (!step) throw new Error('allowance: a miscarriage that no step fits')
  return step.days
}

/** An average of monthly bases, exact: the sum of so many. */
export interface Base {
  /** In fen. */
  sum: Fen
  months: number
}

/** A base that is known as the average of a month. */
export const monthlyBase = (average: Fen): Base => ({ sum: average, months: 1 })

/**
 * The allowance in fen: average base of a month ÷ 30 × days, rounded half up to the fen once, at the end
 * (RULES.md 5.3).
 */
export function allowanceAmount({ sum, months }: Base, days: number): Fen {
  return mulDivRound(sum, days, daysPerMonth * months)
}

/** The base of a month in yuan, rounded to the fen, as a clerk is shown it. */
export const averageBase = ({ sum, months }: Base): string => formatDecimal(sum, months * 100, 2)

/** The base of a day in yuan with four decimals, as the outcome shows it. */
export const dailyBase = ({ sum, months }: Base): string => formatDecimal(sum, months * daysPerMonth * 100, 4)
