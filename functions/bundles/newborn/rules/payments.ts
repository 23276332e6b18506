/** What was paid, and what becomes of it (RULES.md 5). Pure. */
import { compare, compareInstants, dayOf, yearOf } from '../../../../shared/calendar/index.ts'
import { type Fen, fen, yuan } from '../../../../shared/money/index.ts'
import type { PolicyMissing } from '../../../../shared/policy/index.ts'
import type { Bill, PremiumPaid } from '../../../../shared/registers/rows.ts'
import { amountDiffers } from '../../../acts/amount-differs.ts'
import { newbornBundle } from '../reference.ts'
import { enrolledIn, type NewbornCtx, type PaidYear, type Refund, stateIn } from '../state.ts'
import { type Cover, coverInTime, offeredYears } from './cover.ts'
import { birthYearFree, coverFor, isOpen, premiumFor } from './terms.ts'

/** A payment with the year it is for, and its bill if it names one. */
interface Payment {
  row: PremiumPaid
  year: number
  bill?: Bill
  /** What of it is not going back already. */
  amt: Fen
}

/** A payment of another sum than the year's premium; a clerk decides. */
export interface Differing {
  row: PremiumPaid
  year: number
  expected: Fen
}

/** What all payments so far come to. */
export interface Reckoning {
  /** By year, what makes it count as paid. */
  paid: PaidYear[]
  differing: Differing[]
  /** Years with a payment that nobody can judge yet, and what is missing. */
  unclear: { year: number; missing: PolicyMissing }[]
  /** Payments that go back and are not ordered yet. */
  back: Refund[]
}

/**
 * Payments for this child, by time of payment; those already going back are out of the reckoning. A child who was
 * enrolled under two numbers was billed twice: what was paid of either counts, and goes back once.
 */
function paymentsOf({ file, state }: NewbornCtx): Payment[] {
  const others = file.all('case').filter(({ bundle }) => bundle === newbornBundle.bundle)
  const going = [state, ...others.map(stateIn)].flatMap(({ refunds }) => refunds)
  const isOurs = ({ case_id }: Bill) => {
    const owner = file.one('case', case_id)
    return owner
      ? owner.bundle === newbornBundle.bundle
      : !file.all('joined').some(({ paid }) => paid?.includes(case_id))
  }
  return file
    .all('premium')
    .filter((row) => !going.some((refund) => refund.premium === row.id && refund.reason !== 'overpaid'))
    .flatMap((row): Payment[] => {
      const bill = row.bill_no === undefined ? undefined : file.one('bill', row.bill_no)
      if (row.bill_no !== undefined && !(bill && isOurs(bill))) return []
      const year = bill?.year ?? row.year
      const over = going.find((refund) => refund.premium === row.id)
      const amt = over ? fen(row.amt - over.amt) : row.amt
      return year === undefined ? [] : [{ row, year, amt, ...(bill ? { bill } : {}) }]
    })
    .sort((a, b) => compareInstants(a.row.paid_at, b.row.paid_at) || compare(a.row.id, b.row.id))
}

/**
 * Reckons all payments anew, so that their order of arrival leaves no trace: of a year's payments the earliest of the
 * right sum counts (one a clerk let count comes before), what remains goes back, another sum waits for a clerk as long
 * as nothing else paid that year. A payment for a year that is not the package's is none of this case.
 */
export function reckon(ctx: NewbornCtx): Reckoning {
  const { birth } = enrolledIn(ctx.state)
  const offered = offeredYears(birth)
  const payments = paymentsOf(ctx)
  const before = payments.filter(({ year }) => year < yearOf(birth))
  const result: Reckoning = {
    paid: [],
    differing: [],
    unclear: [],
    back: before.map((payment) => goesBack(ctx, payment, 'cover-over')),
  }
  for (const year of offered)
    reckonYear(
      ctx,
      year,
      payments.filter((payment) => payment.year === year),
      result,
    )
  return result
}

function reckonYear(ctx: NewbornCtx, year: number, payments: readonly Payment[], result: Reckoning): void {
  const free = freeYear(ctx, year)
  if (!free.found) result.unclear.push(...payments.map(() => ({ year, missing: free })))
  else if (free.value) {
    const { area, birth } = enrolledIn(ctx.state)
    result.paid.push({ year, area, birth, cover: coverInTime(year, birth), by: 'free' })
    result.back.push(...payments.map((payment) => goesBack(ctx, payment, 'free')))
  } else reckonPremium(ctx, year, payments, result)
}

/**
 * Whether a year costs nothing (RULES.md 4.5). What was granted stays as it was granted, and who was not insured in the
 * end stays so: a row that is corrected later undoes nothing by itself (RULES.md 4.6).
 */
function freeYear(ctx: NewbornCtx, year: number): { found: true; value: boolean } | PolicyMissing {
  const { state } = ctx
  const held = heldYears(ctx).find((one) => one.year === year)
  if (held) return { found: true, value: held.by === 'free' }
  const isLeftUnpaid = !isOpen(ctx) && state.offers.some((one) => one.year === year)
  const mayBeFree = year === yearOf(enrolledIn(state).birth) && !isLeftUnpaid
  return mayBeFree ? birthYearFree(ctx) : { found: true, value: false }
}

/** Years granted to this child as it is enrolled now. */
function heldYears({ state }: NewbornCtx): PaidYear[] {
  const { area, birth } = enrolledIn(state)
  return state.paid.filter((one) => one.area === area && one.birth === birth)
}

/** A payment that covers something. */
interface Covering extends Payment {
  cover: Cover
}

function reckonPremium(ctx: NewbornCtx, year: number, payments: readonly Payment[], result: Reckoning): void {
  const decided = (payment: Payment) => ctx.task(amountDiffers, payment.row.id)?.status
  const standing: Covering[] = []
  for (const payment of payments) {
    const found = coverOf(ctx, payment)
    if (!found.found) result.unclear.push({ year, missing: found })
    else if (!found.cover) result.back.push(goesBack(ctx, payment, 'cover-over'))
    else if (decided(payment) === 'rejected') result.back.push(goesBack(ctx, payment, 'sum-refused'))
    else standing.push({ ...payment, cover: found.cover })
  }
  const counts =
    standing.find((payment) => decided(payment) === 'approved') ?? standing.find((payment) => isRightSum(ctx, payment))
  if (counts) count(ctx, counts, decided(counts) === 'approved', result)
  for (const payment of standing.filter((one) => one !== counts)) {
    const { row } = payment
    const expected = expectedFor(ctx, payment)
    if (counts) result.back.push(goesBack(ctx, payment, 'paid-twice'))
    else if (!expected.found) result.unclear.push({ year, missing: expected })
    else result.differing.push({ row, year, expected: expected.value })
  }
}

/** What a payment covers: once granted, as it was granted. */
function coverOf(ctx: NewbornCtx, { row, year }: Payment): ReturnType<typeof coverFor> {
  const held = heldYears(ctx).find((one) => one.by === 'premium' && one.premium === row.id)
  return held ? { found: true, cover: held.cover } : coverFor(ctx, year, dayOf(row.paid_at))
}

/** The payment that counts; what a superseded bill asked too much goes back (RULES.md 4.6). */
function count(ctx: NewbornCtx, payment: Covering, isApproved: boolean, result: Reckoning): void {
  const { row, year, cover, amt } = payment
  const { area, birth } = enrolledIn(ctx.state)
  const expected = expectedFor(ctx, payment)
  const due = expected.found && !isApproved && !isCounted(ctx, payment) ? expected.value : amt
  result.paid.push({ year, area, birth, cover, by: 'premium', premium: row.id, amt: due, paid_at: row.paid_at })
  if (amt > due) result.back.push({ ...goesBack(ctx, payment, 'overpaid'), amt: fen(amt - due) })
}

/** The area that collected it pays it back: the bill's, else where the child is enrolled. */
function goesBack(ctx: NewbornCtx, { row, bill, amt }: Payment, reason: Refund['reason']): Refund {
  return { premium: row.id, amt, reason, payer: bill?.insu_admdvs ?? enrolledIn(ctx.state).area }
}

/**
 * The sum a payment ought to be: its bill's, as long as no other took its place, or if another area asked for it; else the
 * premium as it stands now (RULES.md 4.6).
 */
function expectedFor(ctx: NewbornCtx, { bill, year }: Payment): { found: true; value: Fen } | PolicyMissing {
  const asks = bill && (!bill.superseded || bill.insu_admdvs !== enrolledIn(ctx.state).area)
  if (asks) return { found: true, value: bill.amt }
  const premium = premiumFor(ctx, year)
  return premium.found ? { found: true, value: yuan(premium.value) } : premium
}

/** What once counted does not become wrong by a new premium or another area. */
const isCounted = ({ state }: NewbornCtx, { row }: Payment): boolean =>
  state.paid.some((one) => one.by === 'premium' && one.premium === row.id)

/** Whether the sum is right: what is asked for, or a superseded bill that asked for more. */
function isRightSum(ctx: NewbornCtx, payment: Payment): boolean {
  const { bill, amt } = payment
  const expected = expectedFor(ctx, payment)
  if (isCounted(ctx, payment)) return true
  return expected.found && (expected.value === amt || (bill?.amt === amt && expected.value < amt))
}
