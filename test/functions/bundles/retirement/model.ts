/** What retirement/RULES.md says, reckoned naively: what is required, the months that count, what was collected of each. */
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import { holding, type Row } from '../../../simulator/lives/plain/rows.ts'
import { fenOf, monthAt, monthIndex } from '../../../simulator/model/reckon.ts'
import type { PartnerEvent } from '../../../simulator/plan.ts'

/** What operators of a run say for places that miss it. */
export const setInRun = {
  retire_total_months: { male: 300, female: 240 },
  retire_paid_months: 100,
  topup_rate: '0.0725',
}

/** What is set in a run: by the bureau of the sample province, and in the end by operators for everybody else. */
const said: readonly Row[] = [
  { name: 'retire_total_months', admdvs: '130000', value: { male: 360, female: 300 } },
  { name: 'retire_paid_months', admdvs: '130000', value: 120 },
  { name: 'topup_rate', admdvs: '130000', value: '0.0800' },
  ...Object.entries(setInRun).map(([name, value]) => ({ name, admdvs: '000000', value })),
]

/** What a place requires of who retires there on that day, and what a month costs there. */
export function requiredInRun(area: string, on: string, isMan: boolean) {
  const total = holding<{ male: number; female: number }>('retire_total_months', area, on, said)
  return {
    total: total?.[isMan ? 'male' : 'female'] ?? 0,
    paid: holding<number>('retire_paid_months', area, on, said) ?? 0,
    where: holding<string>('retire_paid_where', area, on) ?? '',
    rate: holding<string>('topup_rate', area, on, said) ?? '',
  }
}

/** How many months are short of the months given, each with the places where it was paid; whichever is more. */
export function shortOf(
  months: ReadonlyMap<number, ReadonlySet<string>>,
  area: string,
  deemed: number,
  required: { total: number; paid: number; where: string },
): number {
  const inPlace = [...months.values()].filter((places) => required.where === 'province' || places.has(area))
  return Math.max(0, required.total - months.size - deemed, required.paid - inPlace.length)
}

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
