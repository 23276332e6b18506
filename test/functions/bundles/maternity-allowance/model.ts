/** What maternity-allowance/RULES.md says, reckoned naively: who gets one, for how many days, and how much. */
import { holding } from '../../../simulator/lives/plain/rows.ts'
import { fenOf, monthAt, monthIndex } from '../../../simulator/model/reckon.ts'
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
  alive_count?: number
  child_order: number
  gestation_weeks: number
}

/** What operators of the simulator set where nothing is published. */
export const published = {
  allowance_min_months: 3,
  extended_days: { first: 30, second: 60, third: 90, none_alive: 10 },
}

/** What the sample province's bureau has set. */
const bureau = [{ name: 'allowance_min_months', admdvs: '130000', value: 0 }]

/** A parameter by the table of the rules, else as somebody in office has set it. */
function valueFor<T>(name: string, { insu_admdvs, dscg_date }: Delivery): T {
  const set = (published as Record<string, unknown>)[name]
  return holding<T>(name, insu_admdvs, dscg_date, bureau) ?? (set as T)
}

/** Whether the mother was insured by employment on the day of discharge. */
export function insuredOn(events: readonly PartnerEvent[], { insu_admdvs, dscg_date }: Delivery): boolean {
  return staysOf(events, insu_admdvs).some(({ from, to }) => from <= dscg_date && (to === undefined || to >= dscg_date))
}

/** The employers that her enrolment there or, beside it, a contribution up to then names; none: she pays alone. */
export function employersOn(events: readonly PartnerEvent[], { insu_admdvs, dscg_date }: Delivery): string[] {
  const here = events.filter(({ data }) => data.insu_admdvs === insu_admdvs && data.insutype === '310')
  const until = monthIndex(dscg_date)
  const enrolled = latest(here, 'enrolment.registered', 'psn_insu_date').filter(
    ({ psn_insu_date }) => (psn_insu_date as string) <= dscg_date,
  )
  const posted = here.filter(
    (e) => e.type === 'contribution.posted' && monthIndex(e.data.accrym_begn as string) <= until,
  )
  const named = [...enrolled, ...posted.map(({ data }) => data)].flatMap(({ emp_no }) => (emp_no ?? []) as string[])
  return [...new Set(named)]
}

/** Of two reports of one fact the later. */
function latest(events: readonly PartnerEvent[], type: string, field: string): Record<string, unknown>[] {
  const held = new Map<unknown, PartnerEvent>()
  for (const event of events) {
    const key = event.data[field]
    if (event.type === type && (held.get(key)?.time ?? '') <= event.time) held.set(key, event)
  }
  return [...held.values()].map(({ data }) => data)
}

/** Whether she has a claim: with an employer, or alone where that brings one. */
export const isDue = (events: readonly PartnerEvent[], delivery: Delivery): boolean =>
  insuredOn(events, delivery) &&
  (employersOn(events, delivery).length > 0 || valueFor<boolean>('allowance_flexible', delivery))

/** Days by the list of the rules. */
export function daysOf(delivery: Delivery): number {
  const days = valueFor<{
    birth: number
    dystocia: number
    more: number
    miscarriage: { under_weeks?: number; days: number }[]
  }>('allowance_days', delivery)
  const { outcome, dystocia, fetus_count, alive_count = fetus_count, child_order, gestation_weeks } = delivery
  if (outcome === 'miscarriage') {
    return days.miscarriage.filter(({ under_weeks = 99 }) => gestation_weeks < under_weeks)[0]?.days as number
  }
  const longer = valueFor<{ first: number; second: number; third: number; none_alive?: number }>(
    'extended_days',
    delivery,
  )
  const byOrder = [longer.first, longer.second, longer.third][Math.min(3, child_order) - 1] as number
  const more = alive_count === 0 ? (longer.none_alive ?? byOrder) : byOrder
  return days.birth + (dystocia ? days.dystocia : 0) + days.more * (fetus_count - 1) + more
}

/** A base as a fraction: fen, and of how many months. */
export interface Base {
  fen: number
  months: number
}

/** Base a month ÷ 30 × days, rounded half up once; in fen, in whole numbers throughout. */
export const sumOf = ({ fen, months }: Base, days: number) => Math.floor((fen * days * 2 + 30 * months) / (60 * months))

/** Months in the province as she has paid them, each with its base in fen: the larger of two. */
function basesOf(events: readonly PartnerEvent[], { insu_admdvs }: Delivery): Map<number, number> {
  const bases = new Map<number, number>()
  for (const { type, data } of events) {
    if (type !== 'contribution.posted' || String(data.insu_admdvs).slice(0, 2) !== insu_admdvs.slice(0, 2)) continue
    for (let at = monthIndex(data.accrym_begn as string); at <= monthIndex(data.accrym_end as string); at++)
      bases.set(at, Math.max(bases.get(at) ?? 0, fenOf(data.base)))
  }
  return bases
}

/** The mean of her own months of the year before; undefined if there is none. */
export function ownBase(events: readonly PartnerEvent[], delivery: Delivery): Base | undefined {
  const year = Number(delivery.dscg_date.slice(0, 4)) - 1
  const own = [...basesOf(events, delivery)]
    .filter(([at]) => monthAt(at).startsWith(String(year)))
    .map(([, fen]) => fen)
  return own.length > 0 ? { fen: own.reduce((a, b) => a + b, 0), months: own.length } : undefined
}

/** The most months without a break that end in the month before discharge or later, by the end of the next year. */
export function monthsOf(events: readonly PartnerEvent[], delivery: Delivery): number {
  const paid = basesOf(events, delivery)
  const first = monthIndex(delivery.dscg_date) - 1
  let most = 0
  for (let end = first; end <= monthIndex(`${Number(delivery.dscg_date.slice(0, 4)) + 1}-12`); end++) {
    let run = 0
    while (paid.has(end - run)) run++
    most = Math.max(most, run)
  }
  return most
}

/** How many are needed. */
export const leastOf = (delivery: Delivery): number => valueFor('allowance_min_months', delivery)

/** The last day on which they may be reached. */
export const lastDayOf = ({ dscg_date }: Delivery): string => `${Number(dscg_date.slice(0, 4)) + 1}-12-31`

/** Who is paid. */
export const payeeOf = (events: readonly PartnerEvent[], delivery: Delivery): string =>
  employersOn(events, delivery).length === 0 ? 'person' : valueFor('allowance_payee', delivery)

/** Whether an employer is asked at all. */
export const isVerified = (events: readonly PartnerEvent[], delivery: Delivery): boolean =>
  employersOn(events, delivery).length > 0 && valueFor<boolean>('employer_verifies', delivery)

/** A case owes one sum, the allowance. */
export const owes = (): string[] => ['']
