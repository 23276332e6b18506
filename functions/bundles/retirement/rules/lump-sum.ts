/** Buying the missing months at once (RULES.md 5.4, 5.6). Pure. */
import { addMonths, dayOf, type Instant, type Month, monthOf } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { Insutype, provinceOf } from '../../../../shared/codes/index.ts'
import { type Fen, fen, mulRatio, ratio, sumFen } from '../../../../shared/money/index.ts'
import type { PolicyMissing } from '../../../../shared/policy/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { At } from '../../../../shared/registers/look.ts'
import { paidMonths } from '../../../../shared/registers/months.ts'
import type { Bill, MonthPaid, PremiumPaid } from '../../../../shared/registers/rows.ts'
import { topupRate } from '../parameters.ts'

/** What a bought month costs: base in fen a month, and the rate of the base. */
export interface Price {
  base: Fen
  rate: string
}

/** What `months` bought months cost: rounded half up to the fen once, at the end. */
export function priceOf({ base, rate }: Price, months: number): Fen {
  return mulRatio(base, ratio(rate), months)
}

/** The price as of today, or what is lacking for it. */
export type PriceToday = Price | { lacks: 'base' } | { lacks: 'rate'; rate: PolicyMissing }

/** What a bought month costs somebody whose relation is in `area`, if it is assessed today (RULES.md 5.4). */
export function priceToday(
  { file, look, today }: Pick<At, 'look' | 'today'> & { file: PersonFile },
  area: Admdvs,
): PriceToday {
  const rate = look.policy(topupRate, area, today)
  if (!rate.found) return { lacks: 'rate', rate }
  const base = latestBase(file, area)
  return base === undefined ? { lacks: 'base' } : { base, rate: rate.value }
}

/**
 * The base of the latest month paid in the province of `area`, in fen; of a month paid in several pooling areas that
 * of `area`, else the one reported last. A month without a base says nothing. Undefined if there is none.
 */
export function latestBase(file: PersonFile, area: Admdvs): Fen | undefined {
  let latest: { month: Month; here: boolean; paid: MonthPaid } | undefined
  for (const { insutype, insu_admdvs, months } of paidMonths(file)) {
    if (insutype !== Insutype.employee || provinceOf(insu_admdvs) !== provinceOf(area)) continue
    const here = insu_admdvs === area
    for (const [month, paid] of months) {
      if (paid.base === 0) continue
      const next = { month, here, paid }
      if (!latest || isLater(next, latest)) latest = next
    }
  }
  return latest?.paid.base
}

type Candidate = { month: Month; here: boolean; paid: MonthPaid }

function isLater(a: Candidate, b: Candidate): boolean {
  if (a.month !== b.month) return a.month > b.month
  if (a.here !== b.here) return a.here
  return a.paid.time > b.paid.time
}

/** What payments bought: from when retired, and how much of the money is kept for it, in fen. */
export interface Bought {
  from: Month
  kept: Fen
}

/** What buying is judged by. */
export interface Purchase {
  bills: readonly Bill[]
  /** Payments that count, none of them refunded. */
  premiums: readonly PremiumPaid[]
  price: Price
  e: Month
  /** Months that count, in the order of time. */
  counted: readonly Month[]
  /** Months short, counting those paid before the month. */
  shortBefore(month: Month): number
  /** What a payment is worth: its sum, or as much as its bill or all that is missing, if it pays that bill in full. */
  worth(premium: PremiumPaid): 'sum' | 'bill' | 'all'
  /** When the person chose to buy: the day that holds if nothing has to be paid. */
  chosenAt: Instant
}

/**
 * Whether the payments buy what is missing, in the order in which they were made: retired from the first of the month
 * after payment, at the earliest E. They do if they cover the price of the months still missing, or if they pay, in
 * full, a bill over at least as many months: payment of an old bill is accepted. A payment that covers only part is
 * enough once months posted later have made up the rest: retired from the first of the month after the last of them.
 * Undefined while they do not.
 */
export function bought(purchase: Purchase): Bought | undefined {
  const { price, e, counted, shortBefore } = purchase
  const premiums = [...purchase.premiums].sort((a, b) => (a.paid_at < b.paid_at ? -1 : 1))
  if (premiums.length === 0 && priceOf(price, 1) > 0) return undefined
  const sums: Fen[] = []
  let best: Bought | undefined
  for (const premium of premiums.length === 0 ? [undefined] : premiums) {
    if (premium) sums.push(premium.amt)
    const after = monthAfter(premium?.paid_at ?? purchase.chosenAt, e)
    if (shortBefore(after) === 0) break
    const later = counted.filter((month) => month >= after).map((month) => addMonths(month, 1))
    const from = [after, ...later].find((month) => suffices(purchase, month, sumFen(sums), premium))
    if (from !== undefined && (!best || from < best.from)) best = { from, kept: keptOf(purchase, from, sumFen(sums)) }
  }
  return best
}

/** Whether what was paid buys the months that are short before `from`, if any are. */
function suffices({ bills, price, worth, shortBefore }: Purchase, from: Month, sum: Fen, last?: PremiumPaid): boolean {
  const short = shortBefore(from)
  if (short === 0) return false
  if (sum >= priceOf(price, short)) return true
  const bill = bills.find((one) => one.bill_no === last?.bill_no)
  if (!last || !bill || last.amt < bill.amt) return false
  return worth(last) === 'all' || (worth(last) === 'bill' && (bill.months ?? 0) >= short)
}

function keptOf({ price, shortBefore }: Purchase, from: Month, sum: Fen): Fen {
  return fen(Math.min(sum, priceOf(price, shortBefore(from))))
}

function monthAfter(paidAt: Instant, e: Month): Month {
  const after = addMonths(monthOf(dayOf(paidAt)), 1)
  return after > e ? after : e
}
