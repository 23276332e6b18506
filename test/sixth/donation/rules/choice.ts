/** The rules, pure. */
import { addDays, type Day } from '../../../../shared/calendar/index.ts'

/** Days in which the donor may choose (donation/RULES.md 2.1). */
export const choiceDays = 30

/** The last day on which the donor may choose. */
export const chooseUntil = (openedOn: Day): Day => addDays(openedOn, choiceDays)

/** Whether a clerk looks first (donation/RULES.md 2.2). */
export const needsReview = (ml: number, above: number): boolean => ml > above
