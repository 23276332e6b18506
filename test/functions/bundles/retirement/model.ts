/** What retirement/RULES.md says, reckoned naively: the months that count, and what was collected of each. */
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import { fenOf, monthAt, monthIndex } from '../../../simulator/model/reckon.ts'
import type { PartnerEvent } from '../../../simulator/plan.ts'

/** Every month of a 310 contribution in the province, once, with its place. */
export function paidMonths(events: readonly PartnerEvent[], province: string): Map<number, Set<string>> {
  const months = new Map<number, Set<string>>()
  for (const { type, data } of events) {
    if (type !== 'contribution.posted' || data.insutype !== '310') continue
    if (String(data.insu_admdvs).slice(0, 2) !== province.slice(0, 2)) continue
    for (let at = monthIndex(data.accrym_begn as string); at <= monthIndex(data.accrym_end as string); at++) {
      months.set(at, (months.get(at) ?? new Set()).add(data.insu_admdvs as string))
    }
  }
  return months
}

/** What was collected of each month by the reports that hold, in fen; a month that two areas collected by both. */
export function sumsOf(events: readonly PartnerEvent[]): Map<string, { psn: number; emp: number }> {
  const held = new Map<string, PartnerEvent>()
  for (const event of events) {
    const { insu_admdvs, insutype, accrym_begn, accrym_end } = event.data as Record<string, string>
    if (event.type !== 'contribution.posted' || insutype !== '310') continue
    for (let at = monthIndex(accrym_begn as string); at <= monthIndex(accrym_end as string); at++) {
      const key = `${monthAt(at)} ${insu_admdvs}`
      if ((held.get(key)?.time ?? '') <= event.time) held.set(key, event)
    }
  }
  const sums = new Map<string, { psn: number; emp: number }>()
  for (const [key, { data }] of held) {
    const month = key.split(' ')[0] as string
    const { psn, emp } = sums.get(month) ?? { psn: 0, emp: 0 }
    sums.set(month, { psn: psn + fenOf(data.amt_psn), emp: emp + fenOf(data.amt_emp) })
  }
  return sums
}

/** Under which keys a case owes money back: those of what it has ordered. */
export const owes = ({ state }: CaseRow): string[] =>
  Object.keys((state as { paidBack?: Record<string, unknown> }).paidBack ?? {})
