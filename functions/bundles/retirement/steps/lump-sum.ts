/** RULES.md 5.4 to 5.6, `lump-sum`: the missing months are bought at once. */
import { addDays, endOfDay, rolling } from '../../../../shared/calendar/index.ts'
import { Insutype } from '../../../../shared/codes/index.ts'
import { type Fen, subFen, sumFen } from '../../../../shared/money/index.ts'
import type { PolicyMissing } from '../../../../shared/policy/index.ts'
import { same } from '../../../../shared/same.ts'
import { assessBill, billNoOf, billsOf } from '../../../acts/bill.ts'
import { once, since } from '../../../acts/inform.ts'
import { topupRate } from '../parameters.ts'
import { type Assessed, assess, fulfilled } from '../rules/assess.ts'
import { type Price, priceOf, priceToday } from '../rules/lump-sum.ts'
import { countingPremiums, premiumsOf } from '../rules/refunds.ts'
import { inform } from '../rules/telling.ts'
import { go, type LumpSumBill, type RetirementCtx, step } from '../state.ts'
import { reviewOf } from '../sums.ts'
import { texts } from '../texts.ts'
import { choose, chosen, supersedeBill, wantedOption } from './choose.ts'
import { awaitPolicy } from './count-months.ts'
import { waitOn } from './pay-back.ts'

/** Days in which a bill is to be paid; after that it is assessed anew (RULES.md 5.5). */
const billDays = 90

/** Assesses the bill, and assesses it anew when what is missing has changed. */
export const assessLumpSum = step({
  label: '核定一次补缴',
  goes: ['findPlace', 'retire', 'awaitLumpSum', 'assessLumpSum', 'awaitMonths', 'becomeResident'],
  decide(ctx) {
    const wanted = wantedOption(ctx)
    if (wanted && wanted !== 'lump-sum') return chosen(ctx, wanted, 'citizen')
    const assessed = assess(ctx)
    if (!assessed) return go('findPlace')
    const price = priceToday(ctx, assessed.area)
    if ('lacks' in price) {
      if (fulfilled(ctx, assessed)) return go('retire')
      return price.lacks === 'base' ? awaitBase(ctx) : awaitRate(ctx, price.rate)
    }
    if (fulfilled(ctx, assessed, { ...ctx.state, price })) return go('retire', { state: { price } })
    return billMissing(ctx, assessed, price)
  },
})

/** Waits for the payment; the choice may still be changed. */
export const awaitLumpSum = step({
  label: '等一次补缴到账',
  goes: ['findPlace', 'retire', 'assessLumpSum', 'awaitMonths', 'becomeResident'],
  decide(ctx) {
    const wanted = wantedOption(ctx)
    if (wanted && wanted !== 'lump-sum') return chosen(ctx, wanted, 'citizen')
    const assessed = assess(ctx)
    if (!assessed) return go('findPlace')
    if (fulfilled(ctx, assessed)) return go('retire')
    const { bill } = ctx.state
    if (!bill || !stillHolds(ctx, assessed, bill)) return go('assessLumpSum')
    const wanting = {
      actor: 'citizen',
      what: 'premium.paid',
      until: endOfDay(bill.dueDate),
      actions: [choose],
    } as const
    return waitOn(ctx, wanting, reviewOf(ctx, bill))
  },
})

/** What a month costs is not known where the bureau has not said so: the person may choose otherwise meanwhile. */
function awaitRate(ctx: RetirementCtx, rate: PolicyMissing) {
  const what = 'policy.topup_rate'
  const reason = { what, notice: 'waiting-for-rate', text: texts.waitingForRate(rate.area) } as const
  // Every day is a day of assessment: the task names the first of them, so that it stays the same.
  return awaitPolicy(ctx, [{ ...rate, on: since(ctx, what) }], reason, [choose])
}

/** No month with a base is on record: nothing can be reckoned until one is posted. */
function awaitBase(ctx: RetirementCtx) {
  const until = rolling(since(ctx, 'base'), billDays, ctx.now)
  const words = inform(ctx, 'waiting-for-base', texts.waitingForBase())
  return waitOn(
    ctx,
    { actor: 'partner', what: 'contribution.posted', until, actions: [choose] },
    once(ctx, 'base', words),
  )
}

/** What was paid towards the months so far, in fen. */
function credited(ctx: RetirementCtx): Fen {
  return sumFen(countingPremiums(premiumsOf(ctx.file, billsOf(ctx)), ctx.state).map((p) => p.amt))
}

/** A bill holds until the shortfall, the place or what is still owed changes, its rate is corrected, or it is overdue. */
function stillHolds(ctx: RetirementCtx, assessed: Assessed, bill: LumpSumBill): boolean {
  if (bill.months !== assessed.count.shortfall || bill.area !== assessed.area) return false
  return bill.credit === credited(ctx) && ctx.today <= bill.dueDate && !isCorrected(ctx, assessed, bill)
}

/** Whether what a bill was assessed by turned out to be otherwise. */
const isCorrected = (ctx: RetirementCtx, { required }: Assessed, bill: LumpSumBill): boolean =>
  isRateCorrected(ctx, bill) || (bill.required !== undefined && !same(bill.required, required))

/** Whether the rate of the day on which the bill was assessed turned out to be another: one that holds later is none. */
function isRateCorrected(ctx: RetirementCtx, { bill_no, area }: LumpSumBill): boolean {
  const assessedOn = billsOf(ctx).find((bill) => bill.bill_no === bill_no)?.assessed_on
  const rate = assessedOn && ctx.look.policy(topupRate, area, assessedOn)
  return rate?.found === true && rate.value !== ctx.state.price?.rate
}

/** The bill over what is missing now, less what was paid towards it; the one before it is superseded. */
function billMissing(ctx: RetirementCtx, missing: Assessed, price: Price) {
  const { state, today } = ctx
  const { area, required, count } = missing
  const months = count.shortfall
  const bills = (state.bills ?? 0) + 1
  const key = `lump-sum.${bills}`
  const credit = credited(ctx)
  const amt = subFen(priceOf(price, months), credit)
  const dueDate = addDays(today, billDays)
  const assessed = assessBill(ctx, { key, insutype: Insutype.employee, area, of: { months }, amt, due: dueDate })
  const text = state.bill ? texts.billedAgain(months, amt, dueDate) : texts.billed(months, amt, dueDate)
  const { bill: before, corrected = [] } = state
  const wrong = before && isCorrected(ctx, missing, before) ? { corrected: [...corrected, before.bill_no] } : {}
  return go('awaitLumpSum', {
    state: {
      price,
      bills,
      bill: { bill_no: billNoOf(ctx, key), area, months, amt, credit, dueDate, required },
      ...wrong,
    },
    ...assessed,
    change: [...supersedeBill(ctx), ...assessed.change],
    ...inform(ctx, 'bill', text),
  })
}
