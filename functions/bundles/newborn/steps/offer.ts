/** Which years are offered and how each can be paid (RULES.md 4). */
import { addDays, dayOf, maxDay } from '../../../../shared/calendar/index.ts'
import type { TaskDraft } from '../../../../shared/chain/chain.ts'
import { policyMissingTask } from '../../../../shared/chain/missing.ts'
import { Insutype } from '../../../../shared/codes/index.ts'
import { yuan } from '../../../../shared/money/index.ts'
import { inYearlyPeriod, type PolicyMissing } from '../../../../shared/policy/index.ts'
import { same } from '../../../../shared/same.ts'
import { assessBill, billNoOf, billsOf, type Demand, supersede } from '../../../acts/bill.ts'
import { together } from '../../../acts/together.ts'
import { collectionPeriod } from '../parameters.ts'
import { coverFor, lastRetrospectDay, offeredYears } from '../rules/cover.ts'
import { premiumFor, reckon } from '../rules/payments.ts'
import { enrolledIn, go, type NewbornCtx, type NewbornState, type Offer, step } from '../state.ts'

/** Days a bill gives at least (RULES.md 4.2). */
const leastDaysToPay = 30

/** The first parameter that a year's offer needs and that has no value. */
function missingFor(ctx: NewbornCtx, year: number): PolicyMissing | undefined {
  const premium = premiumFor(ctx, year)
  if (!premium.found) return premium
  const period = periodOfCollection(ctx)
  return period.found ? undefined : period
}

/** The collection period where the child is enrolled, on the day of enrolment (RULES.md 4.3). */
function periodOfCollection({ state, look }: NewbornCtx) {
  const { area, on } = enrolledIn(state)
  return look.policy(collectionPeriod, area, on)
}

/** How a year can be paid, as of today. */
function offerFor(ctx: NewbornCtx, year: number): Offer {
  const { birth, on } = enrolledIn(ctx.state)
  if (!coverFor(year, birth, ctx.today)) return 'over'
  const period = periodOfCollection(ctx)
  if (missingFor(ctx, year) || !period.found) return 'missing'
  return inYearlyPeriod(period.value, on) ? 'declare' : 'bill'
}

type OfferedYear = NewbornState['offers'][number]

/** Offers as they ought to be: one once made stands; a year paid before it was offered needs none. */
function wantedOffers(ctx: NewbornCtx): OfferedYear[] {
  const { state } = ctx
  const { paid, unclear } = reckon(ctx)
  return offeredYears(enrolledIn(state).birth).flatMap((year): OfferedYear[] => {
    const held = state.offers.find((offer) => offer.year === year)
    if (held && held.offer !== 'missing') return [held]
    if (paid.some((one) => one.year === year)) return []
    // A year that was paid in time is not over before its premium is known.
    const offer = unclear.includes(year) ? 'missing' : offerFor(ctx, year)
    return [offer === 'bill' ? { year, offer, bill: billNoOf(ctx, billKey(ctx, year)) } : { year, offer }]
  })
}

/** Whether a year is to be offered, or offered otherwise. */
export function needsOffer(ctx: NewbornCtx): boolean {
  return !same(wantedOffers(ctx), ctx.state.offers)
}

/** What the bill of a year is about: in another area, or by another day of birth, it is another. */
function billKey({ state }: NewbornCtx, year: number): string {
  const { area, birth } = enrolledIn(state)
  return `${year}.${area}.${birth}`
}

/** Due on the last day that covers in retrospect, or some days after the assessment if that is later (RULES.md 4.2). */
function demandFor(ctx: NewbornCtx, year: number): Demand {
  const { area, birth } = enrolledIn(ctx.state)
  const premium = premiumFor(ctx, year)
  if (!premium.found) throw new Error('newborn: a bill without a premium')
  const due = maxDay(lastRetrospectDay(birth), addDays(ctx.today, leastDaysToPay))
  const amt = yuan(premium.value)
  return { key: billKey(ctx, year), insutype: Insutype.resident, area, of: { year }, amt, due }
}

function stands({ file }: NewbornCtx, bill_no: string): boolean {
  const bill = file.one('bill', bill_no)
  return bill !== undefined && !bill.superseded
}

/** A bill for each year outside the collection period, self-declaration inside it; a year without a premium waits alone
 * (RULES.md 4.2 to 4.4). */
export const offerYears = step({
  label: '开出缴费单，或请家长自行申报',
  goes: ['countPayments'],
  decide(ctx) {
    const offers = wantedOffers(ctx)
    const wanted = new Set(offers.map(({ bill }) => bill))
    const unwanted = billsOf(ctx).filter(({ bill_no }) => !wanted.has(bill_no))
    const missing = offers.filter(({ bill }) => bill !== undefined && !stands(ctx, bill))
    const assessed = together(...missing.map(({ year }) => assessBill(ctx, demandFor(ctx, year))))
    return go('countPayments', {
      state: { offers },
      forget: ['told'],
      ...assessed,
      change: [...supersede(unwanted), ...assessed.change],
    })
  },
})

/** Tasks on parameters that a year waits for; only that year waits. */
export function missingTasks(ctx: NewbornCtx): TaskDraft[] {
  const { area } = enrolledIn(ctx.state)
  const asked = dayOf(ctx.case.started_at)
  return ctx.state.offers
    .filter(({ offer }) => offer === 'missing')
    .flatMap(({ year }) => missingFor(ctx, year) ?? [])
    .map(({ parameter, on }) => policyMissingTask(parameter, area, on, asked))
}
