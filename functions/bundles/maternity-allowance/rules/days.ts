/** Days and sum of the maternity allowance (RULES.md 5). */
import { type Fen, formatDecimal, mulDivRound } from '../../../../shared/money/index.ts'
import type { ValueOf } from '../../../../shared/policy/index.ts'
import type { Delivery } from '../../../../shared/registers/rows.ts'
import type { dystociaDays, extendedDays as extended } from '../parameters.ts'

/** Days of a birth before additions. */
const birthDays = 98
/** Days for each child beyond the first of one delivery. */
const daysPerFurtherChild = 15
/** Days of a miscarriage before the 16th week and from then on. */
const miscarriage = { weeks: 16, before: 15, from: 42 }
const daysPerMonth = 30

/** What the days follow from. */
export type CountedDelivery = Pick<Delivery, 'outcome' | 'dystocia' | 'fetus_count' | 'child_order' | 'gestation_weeks'>

/** Dated parameters the days follow from. */
export interface DayParameters {
  dystocia_days: ValueOf<typeof dystociaDays>
  extended_days: ValueOf<typeof extended>
}

/** Days of allowance of one delivery (RULES.md 5.1, 5.2). */
export function allowanceDays(delivery: CountedDelivery, parameters: DayParameters): number {
  if (delivery.outcome === 'miscarriage') {
    return delivery.gestation_weeks < miscarriage.weeks ? miscarriage.before : miscarriage.from
  }
  const dystocia = delivery.dystocia ? parameters.dystocia_days : 0
  const furtherChildren = Math.max(0, delivery.fetus_count - 1)
  return birthDays + dystocia + furtherChildren * daysPerFurtherChild + extendedDays(delivery.child_order, parameters)
}

/** Extended leave by the place of the delivery's first child among the mother's children; third and later are one. */
function extendedDays(childOrder: number, { extended_days }: DayParameters): number {
  if (childOrder <= 1) return extended_days.first
  return childOrder === 2 ? extended_days.second : extended_days.third
}

/**
 * The allowance in fen: average base of a month ÷ 30 × days, rounded half up to the fen once, at the end
 * (RULES.md 5.3).
 */
export function allowanceAmount(averageBase: Fen, days: number): Fen {
  return mulDivRound(averageBase, days, daysPerMonth)
}

/** The base of a day in yuan with four decimals, as the outcome shows it. */
export function dailyBase(averageBase: Fen): string {
  return formatDecimal(averageBase, daysPerMonth * 100, 4)
}
