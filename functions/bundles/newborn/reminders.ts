/** When a family is reminded to pay (rules/newborn.md §Enrolment 5). */
import { addDays, type Day } from '../../../shared/calendar/index.ts'

/** Days after birth on which a family that has not paid is reminded. */
export const reminderDays = [30, 60, 80, 89] as const

/** Reminders still to come when the case opened: a reminder of the opening day itself would only repeat what is said. */
function toCome(birth: Day, openedOn: Day, sent: readonly number[]): number[] {
  return reminderDays.filter((days) => addDays(birth, days) > openedOn && !sent.includes(days))
}

/** Reminders due by today and not sent, in days after birth. */
export function remindersDue(birth: Day, openedOn: Day, sent: readonly number[], today: Day): number[] {
  return toCome(birth, openedOn, sent).filter((days) => addDays(birth, days) <= today)
}

/** The day of the next reminder, if one is still to come. */
export function nextReminder(birth: Day, openedOn: Day, sent: readonly number[], today: Day): Day | undefined {
  return toCome(birth, openedOn, sent)
    .map((days) => addDays(birth, days))
    .find((on) => on > today)
}
