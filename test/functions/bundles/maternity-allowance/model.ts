/** What maternity-allowance/RULES.md says, reckoned naively: who gets one, for how many days, and how much. */
import { monthIndex } from '../../../simulator/model/reckon.ts'
import { staysOf } from '../../../simulator/model/stays.ts'
import type { PartnerEvent } from '../../../simulator/plan.ts'

/** `delivery.settled`, as far as an allowance follows from it. */
export interface Delivery {
  setl_id: string
  insu_admdvs: string
  dscg_date: string
  outcome: string
  dystocia: boolean
  fetus_count: number
  child_order: number
  gestation_weeks: number
}

/** Whether the mother was insured by employment on the day of discharge. */
export function insuredOn(events: readonly PartnerEvent[], { insu_admdvs, dscg_date }: Delivery): boolean {
  return staysOf(events, insu_admdvs).some(({ from, to }) => from <= dscg_date && (to === undefined || to >= dscg_date))
}

/** Days by the list of the rules. */
export function daysOf(delivery: Delivery): number {
  if (delivery.outcome === 'miscarriage') return delivery.gestation_weeks < 16 ? 15 : 42
  const extended: Record<string, readonly number[]> = { 13: [60, 60, 90], 33: [60, 90, 90] }
  const more = (extended[delivery.insu_admdvs.slice(0, 2)] ?? [0, 0, 0])[
    Math.min(3, delivery.child_order) - 1
  ] as number
  return 98 + (delivery.dystocia ? 15 : 0) + 15 * (delivery.fetus_count - 1) + more
}

/** Base a month ÷ 30 × days, rounded half up once; in fen, in whole numbers throughout. */
export const sumOf = (base: number, days: number) => Math.floor((base * days * 2 + 30) / 60)

/** Months without a break up to the month before discharge. */
export function monthsBefore(events: readonly PartnerEvent[], { insu_admdvs, dscg_date }: Delivery): number {
  const paid = new Set<number>()
  for (const { type, data } of events) {
    if (type !== 'contribution.posted' || String(data.insu_admdvs).slice(0, 2) !== insu_admdvs.slice(0, 2)) continue
    for (let at = monthIndex(data.accrym_begn as string); at <= monthIndex(data.accrym_end as string); at++)
      paid.add(at)
  }
  let months = 0
  while (paid.has(monthIndex(dscg_date.slice(0, 7).replace('-', '')) - 1 - months)) months++
  return months
}

/** A case owes one sum, the allowance. */
export const owes = (): string[] => ['']
