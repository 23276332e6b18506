/** Which years are offered and how each can be paid (RULES.md 4). */
import { addDays, dayOf, maxDay, yearOf } from '../../../../shared/calendar/index.ts'
import type { TaskDraft } from '../../../../shared/chain/chain.ts'
import { policyMissingTask } from '../../../../shared/chain/missing.ts'
import { Insutype } from '../../../../shared/codes/index.ts'
import { type Fen, yuan } from '../../../../shared/money/index.ts'
import { inYearlyPeriod, type PolicyMissing } from '../../../../shared/policy/index.ts'
import { same } from '../../../../shared/same.ts'
import { assessBill, billNoOf, billsOf, type Demand, supersede } from '../../../acts/bill.ts'
import { together } from '../../../acts/together.ts'
import { lastRetrospectDay, offeredYears } from '../rules/cover.ts'
import { reckon } from '../rules/payments.ts'
import { birthYearFree, isOver, periodOfCollection, premiumFor } from '../rules/terms.ts'
import { enrolledIn, go, type NewbornCtx, type NewbornState, type Offer, step } from '../state.ts'

/** Days a bill gives at least (RULES.md 4.2). */
const leastDaysToPay = 30

/** The first parameter that a year's offer needs and that has no value. */
function missingFor(ctx: NewbornCtx, year: number): PolicyMissing | undefined {
  const isOfBirth = year === yearOf(enrolledIn(ctx.state).birth)
  const free = isOfBirth ? [birthYearFree(ctx)] : []
  return [...free, premiumFor(ctx, year), periodOfCollection(ctx)].find((one) => !one.found)
}

/** How a year can be paid, as of today. */
function offerFor(ctx: NewbornCtx, year: number): Offer {
  if (isOver(ctx, year, ctx.today)) return 'over'
  const period = periodOfCollection(ctx)
  if (missingFor(ctx, year) || !period.found) return 'missing'
  return inYearlyPeriod(period.value, enrolledIn(ctx.state).on) ? 'declare' : 'bill'
}

type OfferedYear = NewbornState['offers'][number]

/**
 * Offers as they ought to be: what is paid, or free, needs no other than it had; what is not is offered as the rows stand
 * now, a bill of another sum anew (RULES.md 4.6), until the year can be covered no more.
 */
function wantedOffers(ctx: NewbornCtx): OfferedYear[] {
  const { state } = ctx
  const { paid, unclear } = reckon(ctx)
  return offeredYears(enrolledIn(state).birth).flatMap((year): OfferedYear[] => {
    const held = state.offers.find((offer) => offer.year === year)
    const done = paid.find((one) => one.year === year)
    if (done) return held && done.by !== 'free' ? [held] : []
    // A year that was paid in time is not over before its premium is known.
    const isUnclear = unclear.some((one) => one.year === year) && missingFor(ctx, year) !== undefined
    const offer = isUnclear ? 'missing' : offerFor(ctx, year)
    if (offer === 'over' && held && held.offer !== 'missing') return [held]
    return [offer === 'bill' ? { year, offer, bill: billNoOf(ctx, demandFor(ctx, year).key) } : { year, offer }]
  })
}

/** Whether a year is to be offered, or offered otherwise. */
export function needsOffer(ctx: NewbornCtx): boolean {
  return !same(wantedOffers(ctx), ctx.state.offers)
}

/** Due on the last day that covers in retrospect, or some days after the assessment if that is later (RULES.md 4.2). */
function demandFor(ctx: NewbornCtx, year: number): Demand {
  const { area } = enrolledIn(ctx.state)
  const premium = premiumFor(ctx, year)
  if (!premium.found) throw new Error('newborn: a bill without a premium')
  const amt = yuan(premium.value)
  const due = maxDay(lastRetrospectDay(enrolledIn(ctx.state).birth), addDays(ctx.today, leastDaysToPay))
  return { key: billKey(ctx, year, amt), insutype: Insutype.resident, area, of: { year }, amt, due }
}

/** What the bill of a year is about: in another area, by another day of birth, or of another sum, it is another. */
function billKey(ctx: NewbornCtx, year: number, amt: Fen): string {
  const { area, birth } = enrolledIn(ctx.state)
  const key = `${year}.${area}.${birth}`
  const first = ctx.file.one('bill', billNoOf(ctx, key))
  return first && first.amt !== amt ? `${key}.${amt}` : key
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

/** Parameters that a year waits for, to be offered or to judge what was paid; only that year waits. */
export function missingParameters(ctx: NewbornCtx): PolicyMissing[] {
  const waiting = ctx.state.offers.filter(({ offer }) => offer === 'missing')
  const toJudge = reckon(ctx).unclear.map(({ missing }) => missing)
  return [...waiting.flatMap(({ year }) => missingFor(ctx, year) ?? []), ...toJudge]
}

/** Tasks on them. */
export function missingTasks(ctx: NewbornCtx): TaskDraft[] {
  const { area } = enrolledIn(ctx.state)
  const asked = dayOf(ctx.case.started_at)
  return missingParameters(ctx).map(({ parameter, on }) => policyMissingTask(parameter, area, on, asked))
}
