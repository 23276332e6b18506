/** What dated rows say of a child's years: what each costs, how it is collected, and from when paying late covers. */
import { compareInstants, type Day, day, endOfDay, type Instant, yearOf } from '../../../../shared/calendar/index.ts'
import type { PolicyLookup, PolicyMissing } from '../../../../shared/policy/index.ts'
import { residentPremium } from '../../../acts/premium.ts'
import { collectionPeriod, newbornFree, newbornLateFrom } from '../parameters.ts'
import { enrolledIn, type NewbornCtx } from '../state.ts'
import { type Cover, coverInTime, coverLate, isInTime, lastDayToPay } from './cover.ts'

/** What is read of a case: where the child is enrolled, and the rows. */
export type TermsCtx = Pick<NewbornCtx, 'state' | 'look'>

/** The premium of a year where the child is enrolled (RULES.md 4.4). */
export function premiumFor({ state, look }: TermsCtx, year: number): PolicyLookup<string> {
  return look.policy(residentPremium, enrolledIn(state).area, day(`${year}-01-01`))
}

/** Whether the year of birth costs nothing where the child is enrolled, on the day of birth (RULES.md 4.5). */
export function birthYearFree({ state, look }: TermsCtx): PolicyLookup<boolean> {
  const { area, birth } = enrolledIn(state)
  return look.policy(newbornFree, area, birth)
}

/** The collection period where the child is enrolled, on the day of enrolment (RULES.md 4.3). */
export function periodOfCollection({ state, look }: TermsCtx) {
  const { area, on } = enrolledIn(state)
  return look.policy(collectionPeriod, area, on)
}

/** From when a payment after the 90th day covers where the child is enrolled (RULES.md 7.2). */
export const lateFromOn = ({ state, look }: TermsCtx, paid: Day) =>
  look.policy(newbornLateFrom, enrolledIn(state).area, paid)

/** The cover that paying on a day gives for a year; none if that year is over, or was before birth (RULES.md 7). */
export function coverFor(
  ctx: TermsCtx,
  year: number,
  paid: Day,
): { found: true; cover: Cover | undefined } | PolicyMissing {
  const { birth } = enrolledIn(ctx.state)
  if (year < yearOf(birth)) return { found: true, cover: undefined }
  if (isInTime(birth, paid)) return { found: true, cover: coverInTime(year, birth) }
  const late = lateFromOn(ctx, paid)
  return late.found ? { found: true, cover: coverLate(year, paid, late.value) } : late
}

/** The end of the last day on which a premium may be paid (RULES.md 6.2). */
export const lastMoment = ({ state }: Pick<NewbornCtx, 'state'>): Instant =>
  endOfDay(lastDayToPay(enrolledIn(state).birth))

/** Whether a premium may still be paid. */
export const isOpen = ({ state, now }: Pick<NewbornCtx, 'state' | 'now'>): boolean =>
  compareInstants(now, lastMoment({ state })) < 0

/** Whether paying on a day gives no cover for a year any more. */
export function isOver(ctx: TermsCtx, year: number, paid: Day): boolean {
  const found = coverFor(ctx, year, paid)
  return found.found && !found.cover
}
