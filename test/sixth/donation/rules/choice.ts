/** The rules, pure. */
import { addDays, type Day } from '../../../../shared/calendar/index.ts'

/** Days in which the donor may choose (donation/RULES.md 2.1). */
export const choiceDays = 30

/** The last day on which the donor may choose. */
export const chooseUntil = (openedOn: Day): Day => addDays(openedOn, choiceDays)

/** Less than so many millilitres are thanked for, and that is all (donation/RULES.md 2.3). */
const giftFromMl = 200

/** Whether the donor may choose a gift. */
export const mayChoose = (ml: number): boolean => ml >= giftFromMl

/** Whether a clerk looks first (donation/RULES.md 2.2). */
export const needsReview = (ml: number, above: number): boolean => ml > above
