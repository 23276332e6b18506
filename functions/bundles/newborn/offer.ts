/** Which years are offered and how each can be paid (rules/newborn.md §Enrolment 3). */
import { addDays, type Day, dayOf, maxDay } from '../../../shared/calendar/index.ts'
import type { Send, TaskDraft } from '../../../shared/chain/chain.ts'
import { policyMissingTask } from '../../../shared/chain/missing.ts'
import { Insutype } from '../../../shared/codes/index.ts'
import { formatYuan, yuan } from '../../../shared/money/index.ts'
import { inYearlyPeriod, type PolicyMissing } from '../../../shared/policy/index.ts'
import { type Change, put } from '../../../shared/registers/file.ts'
import { refOfCase } from '../../../shared/registers/ids.ts'
import type { Bill } from '../../../shared/registers/rows.ts'
import { coverFor, lastRetrospectDay, offeredYears } from './cover.ts'
import { premiumFor, reckon } from './payments.ts'
import { enrolledIn, go, type NewbornCtx, type NewbornState, type Offer, step } from './state.ts'

/** Days a bill gives at least. */
const leastDaysToPay = 30

/** The first parameter that a year's offer needs and that has no value. */
function missingFor(ctx: NewbornCtx, year: number): PolicyMissing | undefined {
  const premium = premiumFor(ctx, year)
  if (!premium.found) return premium
  const period = collectionPeriod(ctx)
  return period.found ? undefined : period
}

/** The collection period where the child is enrolled, on the day of enrolment. */
function collectionPeriod({ state, look }: NewbornCtx) {
  const { area, on } = enrolledIn(state)
  return look.policy('collection_period', area, on)
}

/** How a year can be paid, as of today. */
function offerFor(ctx: NewbornCtx, year: number): Offer {
  const { birth, on } = enrolledIn(ctx.state)
  if (!coverFor(year, birth, ctx.today)) return 'over'
  const period = collectionPeriod(ctx)
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
    return [offer === 'bill' ? { year, offer, bill: billOf(ctx, year).bill_no } : { year, offer }]
  })
}

/** Whether a year is to be offered, or offered otherwise. */
export function needsOffer(ctx: NewbornCtx): boolean {
  return JSON.stringify(wantedOffers(ctx)) !== JSON.stringify(ctx.state.offers)
}

/** The bill of a year: what it is about makes its number, so that it is assessed once. */
function billOf(ctx: NewbornCtx, year: number): Bill {
  const { state, today, case: row } = ctx
  const { area, birth } = enrolledIn(state)
  const premium = premiumFor(ctx, year)
  if (!premium.found) throw new Error('newborn: a bill without a premium')
  return {
    bill_no: refOfCase('BL', row.case_id, `${row.case_id}.${year}.${area}.${birth}`),
    case_id: row.case_id,
    insutype: Insutype.resident,
    insu_admdvs: area,
    year,
    amt: yuan(premium.value),
    assessed_on: today,
    due_date: dueDate(birth, today),
  }
}

/** Due 90 days after birth, or 30 days after the assessment if that is later. */
function dueDate(birth: Day, assessed: Day): Day {
  return maxDay(lastRetrospectDay(birth), addDays(assessed, leastDaysToPay))
}

function premiumAssessed(ctx: NewbornCtx, bill: Bill): Send {
  const { person } = ctx.file
  if (!person) throw new Error('newborn: no child')
  const { bill_no, insutype, insu_admdvs, year, amt, due_date } = bill
  const whom = { psn_no: person.psn_no, psn_name: person.private.psn_name, ...(year === undefined ? {} : { year }) }
  return {
    type: 'premium.assessed',
    data: { bill_no, ...whom, insutype, insu_admdvs, amt: formatYuan(amt), due_date },
  }
}

/** Bills of this case that are wanted no more: payment of them still counts. */
function superseded({ file, case: { case_id } }: NewbornCtx, wanted: ReadonlySet<string | undefined>): Change[] {
  return file
    .all('bill')
    .filter((bill) => bill.case_id === case_id && !bill.superseded && !wanted.has(bill.bill_no))
    .map((bill) => put('bill', { ...bill, superseded: true }))
}

function stands({ file }: NewbornCtx, bill_no: string): boolean {
  const bill = file.one('bill', bill_no)
  return bill !== undefined && !bill.superseded
}

/** §Enrolment 3: a bill for each year outside the collection period, self-declaration inside it; a year without a premium waits alone. */
export const offerYears = step({
  label: '开出缴费单，或请家长自行申报',
  goes: ['countPayments'],
  decide(ctx) {
    const offers = wantedOffers(ctx)
    const wanted = new Set(offers.map(({ bill }) => bill))
    const bills = offers
      .filter(({ bill }) => bill !== undefined && !stands(ctx, bill))
      .map(({ year }) => billOf(ctx, year))
    return go('countPayments', {
      state: { offers },
      forget: ['told'],
      change: [...superseded(ctx, wanted), ...bills.map((bill) => put('bill', bill))],
      send: bills.map((bill) => premiumAssessed(ctx, bill)),
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
    .map(({ name, on }) => policyMissingTask(name, area, on, asked))
}
