/** What was paid, and what becomes of it (RULES.md 5). Pure. */
import { compare, compareInstants, day, dayOf } from '../../../../shared/calendar/index.ts'
import { type Fen, yuan } from '../../../../shared/money/index.ts'
import type { PolicyLookup } from '../../../../shared/policy/index.ts'
import type { Bill, PremiumPaid } from '../../../../shared/registers/rows.ts'
import { residentPremium } from '../../../acts/premium.ts'
import { newbornBundle } from '../reference.ts'
import { enrolledIn, type NewbornCtx, type PaidYear, type Refund, stateIn } from '../state.ts'
import { amountDiffers } from '../tasks.ts'
import { type Cover, coverFor, offeredYears } from './cover.ts'

/** A payment with the year it is for, and its bill if it names one. */
interface Payment {
  row: PremiumPaid
  year: number
  bill?: Bill
}

/** A payment of another sum than the year's premium; a clerk decides. */
export interface Differing {
  row: PremiumPaid
  year: number
  expected: Fen
}

/** What all payments so far come to. */
export interface Reckoning {
  /** By year, the payment that counts. */
  paid: PaidYear[]
  differing: Differing[]
  /** Years with a payment that nobody can judge yet: no premium is published. */
  unclear: number[]
  /** Payments that go back and are not ordered yet. */
  back: Refund[]
}

/** The premium of a year where the child is enrolled; by dated parameter (RULES.md 4.4). */
export function premiumFor(ctx: NewbornCtx, year: number): PolicyLookup<string> {
  return ctx.look.policy(residentPremium, enrolledIn(ctx.state).area, day(`${year}-01-01`))
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
    .filter((row) => !going.some((refund) => refund.premium === row.id))
    .flatMap((row): Payment[] => {
      const bill = row.bill_no === undefined ? undefined : file.one('bill', row.bill_no)
      if (row.bill_no !== undefined && !(bill && isOurs(bill))) return []
      const year = bill?.year ?? row.year
      return year === undefined ? [] : [{ row, year, ...(bill ? { bill } : {}) }]
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
  const payments = paymentsOf(ctx).filter(({ year }) => year <= (offered.at(-1) ?? year))
  const result: Reckoning = { paid: [], differing: [], unclear: [], back: [] }
  const inTime: (Payment & { cover: Cover })[] = []
  for (const payment of payments) {
    const { row, year } = payment
    const cover = coverFor(year, birth, dayOf(row.paid_at))
    if (cover && offered.includes(year)) inTime.push({ ...payment, cover })
    else result.back.push(goesBack(ctx, payment, 'cover-over'))
  }
  for (const year of offered)
    reckonYear(
      ctx,
      year,
      inTime.filter((payment) => payment.year === year),
      result,
    )
  return result
}

function reckonYear(ctx: NewbornCtx, year: number, payments: (Payment & { cover: Cover })[], result: Reckoning): void {
  const decided = (payment: Payment) => ctx.task(amountDiffers, payment.row.id)?.status
  const standing = payments.filter((payment) => {
    if (decided(payment) !== 'rejected') return true
    result.back.push(goesBack(ctx, payment, 'sum-refused'))
    return false
  })
  const counts =
    standing.find((payment) => decided(payment) === 'approved') ?? standing.find((payment) => isRightSum(ctx, payment))
  if (counts) {
    const { row, cover } = counts
    const { area } = enrolledIn(ctx.state)
    result.paid.push({ year, premium: row.id, amt: row.amt, paid_at: row.paid_at, area, cover })
  }
  for (const payment of standing.filter((one) => one !== counts)) {
    const { row } = payment
    const expected = expectedFor(ctx, payment)
    if (counts) result.back.push(goesBack(ctx, payment, 'paid-twice'))
    else if (expected === undefined) result.unclear.push(year)
    else result.differing.push({ row, year, expected })
  }
}

/** The area that collected it pays it back: the bill's, else where the child is enrolled. */
function goesBack(ctx: NewbornCtx, { row, bill }: Payment, reason: Refund['reason']): Refund {
  return { premium: row.id, amt: row.amt, reason, payer: bill?.insu_admdvs ?? enrolledIn(ctx.state).area }
}

/** The sum a payment ought to be: its bill's (a superseded bill counts for the new one), else the premium published. */
function expectedFor(ctx: NewbornCtx, { bill, year }: Payment): Fen | undefined {
  if (bill) return bill.amt
  const premium = premiumFor(ctx, year)
  return premium.found ? yuan(premium.value) : undefined
}

/** Whether the sum is right. What once counted does not become wrong by a new premium or another area. */
function isRightSum(ctx: NewbornCtx, payment: Payment): boolean {
  const counted = ctx.state.paid.some(({ premium }) => premium === payment.row.id)
  return counted || expectedFor(ctx, payment) === payment.row.amt
}
