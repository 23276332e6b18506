/** What the family is told while the premium is not paid (RULES.md 4.3, 6.1). */
import { addDays, type Day } from '../../../../shared/calendar/index.ts'
import { yuan } from '../../../../shared/money/index.ts'
import { billsOf } from '../../../acts/bill.ts'
import { reminders } from '../../../acts/remind.ts'
import { lastDayToPay } from '../rules/cover.ts'
import { addresses, family, type Guardian, guardiansOf, isMourning } from '../rules/family.ts'
import { isOver, premiumFor } from '../rules/terms.ts'
import { coveredFrom } from '../rules/words.ts'
import { enrolledIn, go, type NewbornCtx, type NewbornState, step } from '../state.ts'
import { notices, texts } from '../texts.ts'

/** Years offered that are not paid. */
const unpaidOffers = ({ state }: NewbornCtx) =>
  state.offers.filter(({ year }) => !state.paid.some((paid) => paid.year === year))

/** Guardians who have not been told how to pay: those registered since, or all after something changed. */
function untold(ctx: NewbornCtx): Guardian[] {
  return guardiansOf(ctx).filter(({ pid }) => !ctx.state.told?.includes(pid))
}

/** Whether a premium was paid: the family knows how. A year that costs nothing says nothing of it. */
const hasPaid = ({ state }: NewbornCtx): boolean => state.paid.some((year) => year.by === 'premium')

/** Whether somebody is to be told how to pay, or, as long as it matters, that nothing is to be paid. */
export function needsTelling(ctx: NewbornCtx): boolean {
  const { paid, told } = ctx.state
  const isUnpaid = unpaidOffers(ctx).length > 0
  if (told === undefined) return isUnpaid || paid.length > 0
  const isPast = paid.length > 0 && paid.every(({ cover }) => cover.to < ctx.today)
  return !hasPaid(ctx) && (isUnpaid || !isPast) && untold(ctx).length > 0
}

/** How each unpaid year can be paid, and from when that covers. */
function howToPay(ctx: NewbornCtx): string {
  const offers = unpaidOffers(ctx)
  const open = offers.filter(
    ({ year, offer }) => offer === 'missing' || !(offer === 'over' || isOver(ctx, year, ctx.today)),
  )
  if (offers.length > 0 && open.length === 0) return texts.offers.none()
  const payable = open.flatMap(({ year, offer }) => (offer === 'missing' ? [] : year))
  return [...open.map((offer) => howToPayYear(ctx, offer)), coveredFrom(ctx, payable)].join('')
}

function howToPayYear(ctx: NewbornCtx, { year, offer, bill }: NewbornState['offers'][number]): string {
  if (offer === 'missing') return texts.offers.missing(year)
  const row = bill && ctx.file.one('bill', bill)
  const others = billsOf(ctx).filter((one) => one.year === year && one.superseded)
  const instead = others.length > 0 ? texts.offers.instead() : ''
  if (row) return texts.offers.bill(year, row.amt, row.due_date) + instead
  const premium = premiumFor(ctx, year)
  return premium.found ? texts.offers.declare(year, yuan(premium.value)) + instead : ''
}

/** Where the child is enrolled, and what that gives without a premium. */
function enrolledFor(ctx: NewbornCtx): string {
  const { paid } = ctx.state
  const free = paid.filter((year) => year.by === 'free').map(({ year, cover }) => texts.free(year, cover))
  const enrolled = texts.enrolled(enrolledIn(ctx.state).area)
  return [enrolled, ...free, ...(paid.length === 0 ? [texts.oncePaid()] : [])].join('')
}

/** RULES.md 4.3: each known guardian is told once how to pay; of what costs nothing, who was not told at enrolment. */
export const tellFamily = step({
  label: '告诉家长怎么缴费',
  goes: ['remindFamily'],
  decide(ctx) {
    const { state } = ctx
    if (!needsTelling(ctx)) return go('remindFamily')
    const guardians = untold(ctx)
    const told = [...(state.told ?? []), ...guardians.map(({ pid }) => pid)]
    const unpaid = unpaidOffers(ctx).length > 0
    // At enrolment the family was told that the child is insured.
    if (!unpaid && (state.told === undefined || hasPaid(ctx))) return go('remindFamily', { state: { told } })
    if (isMourning(ctx)) return go('remindFamily', { state: { told }, say: howToPay(ctx) || enrolledFor(ctx) })
    const notice = unpaid ? notices.premium : notices.insured
    const text = `${enrolledFor(ctx)}${howToPay(ctx)}`
    return go('remindFamily', { state: { told }, tell: [{ notice, text, to: addresses(guardians) }] })
  },
})

/** Reminders that are due now, in days after birth; none once paid, too late, or after a death. */
function due(ctx: NewbornCtx): number[] {
  const { state, today } = ctx
  const { birth } = enrolledIn(state)
  if (state.paid.length > 0 || today > lastDayToPay(birth) || isMourning(ctx)) return []
  return remindersDue(birth, state.remindFrom ?? birth, state.reminded, today)
}

/** Whether a reminder is due. */
export const needsReminding = (ctx: NewbornCtx): boolean => due(ctx).length > 0

/** RULES.md 6.1: reminders. */
export const remindFamily = step({
  label: '提醒家长缴费',
  goes: ['linkAllowance'],
  decide(ctx) {
    const days = due(ctx)
    if (days.length === 0) return go('linkAllowance')
    const to = family(ctx)
    const tell = days.map((n) => ({ notice: notices.reminder, text: `${texts.reminder(n)}${howToPay(ctx)}`, to }))
    return go('linkAllowance', { state: { reminded: [...ctx.state.reminded, ...days] }, tell })
  },
})

/** Days after birth on which a family that has not paid is reminded (RULES.md 6.1). */
export const reminderDays = [30, 60, 80, 89] as const

/**
 * Reminders still to come when the case opened: a reminder of the opening day itself would only repeat what is said.
 */
function toCome(birth: Day, openedOn: Day, sent: readonly number[]): number[] {
  return reminderDays.filter((days) => addDays(birth, days) > openedOn && !sent.includes(days))
}

/** Reminders due by today and not sent, in days after birth. */
export function remindersDue(birth: Day, openedOn: Day, sent: readonly number[], today: Day): number[] {
  return reminders(toCome(birth, openedOn, sent), birth, today).due
}

/** The day of the next reminder, if one is still to come. */
export function nextReminder(birth: Day, openedOn: Day, sent: readonly number[], today: Day): Day | undefined {
  return reminders(toCome(birth, openedOn, sent), birth, today).next
}
