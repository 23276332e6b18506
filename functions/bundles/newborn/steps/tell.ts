/** What the family is told while the premium is not paid (RULES.md 4.3, 6.1). */
import { addDays, type Day } from '../../../../shared/calendar/index.ts'
import { yuan } from '../../../../shared/money/index.ts'
import { reminders } from '../../../acts/remind.ts'
import { coverFor, lastDayToPay, lastRetrospectDay } from '../rules/cover.ts'
import { addresses, family, type Guardian, guardiansOf, isMourning } from '../rules/family.ts'
import { premiumFor } from '../rules/payments.ts'
import { enrolledIn, go, type NewbornCtx, step } from '../state.ts'
import { notices, texts } from '../texts.ts'

/** Years offered that are not paid. */
const unpaidOffers = ({ state }: NewbornCtx) =>
  state.offers.filter(({ year }) => !state.paid.some((paid) => paid.year === year))

/** Guardians who have not been told how to pay: those registered since, or all after something changed. */
function untold(ctx: NewbornCtx): Guardian[] {
  return guardiansOf(ctx).filter(({ pid }) => !ctx.state.told?.includes(pid))
}

/** Whether somebody is to be told how to pay. Once a year is paid the family knows how. */
export function needsTelling(ctx: NewbornCtx): boolean {
  const { state } = ctx
  if (state.told === undefined) return unpaidOffers(ctx).length > 0 || state.paid.length > 0
  return state.paid.length === 0 && untold(ctx).length > 0
}

/** How each unpaid year can be paid, and from when that covers. */
function howToPay(ctx: NewbornCtx): string {
  const { birth } = enrolledIn(ctx.state)
  const offers = unpaidOffers(ctx)
  const sentences = offers.flatMap(({ year, offer, bill }) => {
    if (offer === 'missing') return [texts.offers.missing(year)]
    if (offer === 'over' || !coverFor(year, birth, ctx.today)) return []
    const row = bill && ctx.file.one('bill', bill)
    if (row) return [texts.offers.bill(year, row.amt, row.due_date)]
    const premium = premiumFor(ctx, year)
    return premium.found ? [texts.offers.declare(year, yuan(premium.value))] : []
  })
  if (offers.length > 0 && sentences.length === 0) return texts.offers.none()
  return [...sentences, fromWhen(ctx, lastRetrospectDay(birth))].join('')
}

function fromWhen(ctx: NewbornCtx, last: Day): string {
  return ctx.today <= last ? texts.coveredFromBirth(last) : texts.coveredFromNextMonth()
}

/** RULES.md 4.3: each known guardian is told once how to pay. */
export const tellFamily = step({
  label: '告诉家长怎么缴费',
  goes: ['remindFamily'],
  decide(ctx) {
    const { state } = ctx
    if (!needsTelling(ctx)) return go('remindFamily')
    const guardians = untold(ctx)
    const told = [...(state.told ?? []), ...guardians.map(({ pid }) => pid)]
    if (unpaidOffers(ctx).length === 0) return go('remindFamily', { state: { told } })
    const { area } = enrolledIn(state)
    const text = `${texts.enrolled(area)}${howToPay(ctx)}`
    if (isMourning(ctx)) return go('remindFamily', { state: { told }, say: howToPay(ctx) })
    const tell = [{ notice: notices.premium, text, to: addresses(guardians) }]
    return go('remindFamily', { state: { told }, tell })
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
