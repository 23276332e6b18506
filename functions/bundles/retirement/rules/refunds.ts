/** What is to be paid back (RULES.md 6): payments of bills, and what was paid back of months. Pure. */
import type { Month } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { type Fen, fen, formatYuan, subFen, sumFen, ZERO } from '../../../../shared/money/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { Bill, PremiumPaid } from '../../../../shared/registers/rows.ts'
import type { Ending, Owed, Resident, RetirementState } from '../state.ts'

/**
 * Payments of this case's bills, and, once a resident, of that year's premium paid without a bill; by time of payment.
 */
export function premiumsOf(file: PersonFile, bills: readonly Bill[], resident?: Resident): PremiumPaid[] {
  const numbers = new Set<string>(bills.map((bill) => bill.bill_no))
  const year = resident?.bill?.year
  return file
    .all('premium')
    .filter((p) => (p.bill_no === undefined ? year !== undefined && p.year === year : numbers.has(p.bill_no)))
    .sort((a, b) => (a.paid_at < b.paid_at ? -1 : 1))
}

/** Whether a payment is one of the resident's premium. */
const isResidentPremium = (premium: PremiumPaid, resident: Resident | undefined): boolean =>
  resident?.bill !== undefined &&
  (premium.bill_no === undefined ||
    premium.bill_no === resident.bill.bill_no ||
    resident.earlier?.some((bill_no) => bill_no === premium.bill_no) === true)

/** Payments of the resident's premium, whichever bill they pay; none that goes back. */
export const residentPremiums = (
  file: PersonFile,
  bills: readonly Bill[],
  { resident, sums }: Readonly<RetirementState>,
) => premiumsOf(file, bills, resident).filter((p) => isResidentPremium(p, resident) && sums?.[p.id] !== 'back')

/**
 * What a payment is worth (RULES.md 5.9): as much as its bill, but of a bill that was corrected only its sum, unless a
 * clerk lets it count as all that is missing.
 */
export function worthOf({ id, bill_no }: PremiumPaid, { corrected, sums }: Readonly<RetirementState>) {
  if (sums?.[id] === 'full') return 'all'
  return corrected?.some((one) => one === bill_no) ? 'sum' : 'bill'
}

/**
 * Payments that still count towards buying: none paid back or to be, none after the person went over to paying monthly (what
 * was paid before that was paid in time).
 */
export function countingPremiums(premiums: readonly PremiumPaid[], state: Readonly<RetirementState>): PremiumPaid[] {
  const { choice, resident, paidBack, sums } = state
  return premiums.filter((p) => {
    if (isResidentPremium(p, resident) || paidBack[`premium.${p.id}`] || sums?.[p.id] === 'back') return false
    return choice?.option === 'lump-sum' || (choice !== undefined && p.paid_at <= choice.at)
  })
}

/** Payments that pay in full what a corrected bill asked for, and of which no clerk has said yet what they are worth. */
export function toReview(premiums: readonly PremiumPaid[], bills: readonly Bill[], state: Readonly<RetirementState>) {
  const wrong = new Set<string>([...(state.corrected ?? []), ...(state.resident?.earlier ?? [])])
  return premiums.filter((p) => {
    const bill = bills.find(({ bill_no }) => bill_no === p.bill_no)
    return bill !== undefined && wrong.has(bill.bill_no) && p.amt >= bill.amt && state.sums?.[p.id] === undefined
  })
}

/**
 * What of the payments is to be paid back: all that bought nothing, and the difference to what was bought
 * (RULES.md 6.2).
 */
export function premiumsOwed(
  premiums: readonly PremiumPaid[],
  state: Readonly<RetirementState>,
  bills: readonly Bill[],
): Owed[] {
  const { ending, resident } = state
  const area = (p: PremiumPaid): Admdvs | undefined =>
    bills.find((b) => b.bill_no === p.bill_no)?.insu_admdvs ?? resident?.area
  const owed: Owed[] = []
  const counting = new Set(ending ? ending.counted : countingPremiums(premiums, state).map((p) => p.id))
  for (const p of premiums) {
    const payer = area(p)
    if (payer === undefined || counting.has(p.id) || isKeptForResident(p, state)) continue
    owed.push({ key: `premium.${p.id}`, payee: 'person', area: payer, amt: p.amt, purpose: 'premium-refund' })
  }
  const differences = [...(ending ? difference(premiums, ending) : []), ...residentDifference(premiums, resident)]
  return [...lessDifference(owed, premiums, state), ...differences]
}

/**
 * Who retired by buying, was paid back the difference, and then turns out to have died before, is owed the whole of
 * each payment: less that difference, which is part of it.
 */
function lessDifference(owed: Owed[], premiums: readonly PremiumPaid[], state: Readonly<RetirementState>): Owed[] {
  const { ending, paidBack } = state
  if (ending?.result !== 'withdrawn' || !paidBack.difference) return owed
  const taken = premiums.map((p) => subFen(p.amt, paidBack[`premium.${p.id}`]?.amt ?? p.amt))
  let left = subFen(paidBack.difference.amt, sumFen(taken))
  return owed.flatMap((one) => {
    if (paidBack[one.key]) return [one]
    const less = fen(Math.min(left, one.amt))
    left = subFen(left, less)
    return less === one.amt ? [] : [{ ...one, amt: subFen(one.amt, less) }]
  })
}

function isKeptForResident(p: PremiumPaid, { resident, ending, sums }: Readonly<RetirementState>): boolean {
  if (!isResidentPremium(p, resident) || ending?.result === 'withdrawn' || sums?.[p.id] === 'back') return false
  return resident?.paidBy === undefined || resident.paidBy.includes(p.id)
}

function difference(premiums: readonly PremiumPaid[], ending: Ending): Owed[] {
  const sum = sumFen(premiums.filter((p) => ending.counted.includes(p.id)).map((p) => p.amt))
  return rest('difference', ending.area, sum, ending.kept)
}

function residentDifference(premiums: readonly PremiumPaid[], resident: Resident | undefined): Owed[] {
  if (!resident?.bill || !resident.paidBy) return []
  const { paidBy, bill, area } = resident
  return rest(
    'resident-difference',
    area,
    sumFen(premiums.filter((p) => paidBy.includes(p.id)).map((p) => p.amt)),
    bill.amt,
  )
}

function rest(key: string, area: Admdvs, sum: Fen, kept: Fen): Owed[] {
  const amt = subFen(sum, kept)
  return amt > 0 ? [{ key, payee: 'person', area, amt, purpose: 'premium-refund' }] : []
}

/** A month paid back, as the outcome lists it. */
export interface RefundedMonth {
  month: Month
  amt_psn: string
  amt_emp: string
}

/** Contribution months paid back so far, each once, in the order of time. */
export function refundedMonths(paidBack: Readonly<Record<string, Owed>>): RefundedMonth[] {
  const months = Map.groupBy(
    Object.values(paidBack).filter((p): p is Owed & { month: Month } => p.month !== undefined),
    (p) => p.month,
  )
  const sum = (parts: readonly Owed[], payee: Owed['payee']) =>
    formatYuan(sumFen(parts.filter((p) => p.payee === payee).map((p) => p.amt)))
  return [...months.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, parts]) => ({ month, amt_psn: sum(parts, 'person'), amt_emp: sum(parts, 'employer') }))
}

/** Nothing kept, nothing counted: what every payment is worth when nothing was bought. */
export const nothingBought: Pick<Ending, 'counted' | 'kept'> = { counted: [], kept: ZERO }
